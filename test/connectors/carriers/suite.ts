/** What a carrier's connector sends, to be judged by a description of the carrier's API. */
import type { OperationCall } from '../../../src/connectors/connector.js';
import type { SentRequest } from './description.js';
import type { Others } from './system.js';

/** A change of a request after which the description must not take it any more. */
export type Variation = [what: string, change: (request: SentRequest) => SentRequest];

/** An operation of a connector, and the one of its description that it asks for, by method and path. */
interface Conforming {
  call: OperationCall;
  asks: string;
  variations: readonly Variation[];
  /** What the other requests of its chain are told. */
  others?: Others;
  /** What the description has against it although its own words and examples show it. */
  flaws?: readonly string[];
}

/** A connector and the description that judges it. */
export interface Suite {
  carrier: string;
  name: string;
  /** The path of the description; none where UPS' own is not there. */
  file: string | undefined;
  /** The name of UPS' own description in the folder `specs`. */
  published?: string;
  /** What stands before the description's paths. */
  base?: string;
  /** What Prism has against each of its requests, because it takes the server's address for a part of the path. */
  prismFlaws?: readonly string[];
  operations: readonly Conforming[];
}

/** With this query parameter, or without it. */
export const withQuery =
  (name: string, value?: string) =>
  (request: SentRequest): SentRequest => {
    const url = new URL(request.url, 'http://there');
    if (value === undefined) url.searchParams.delete(name);
    else url.searchParams.set(name, value);
    return { ...request, url: `${url.pathname}${url.search}` };
  };
/** With this header, or without it. */
export const withHeader =
  (name: string, value?: string) =>
  (request: SentRequest): SentRequest => ({ ...request, headers: { ...request.headers, [name]: value } });
/** With a part of its path and query changed. */
export const withPath =
  (from: string | RegExp, to: string) =>
  (request: SentRequest): SentRequest => ({ ...request, url: request.url.replace(from, to) });
/** With a part of its body changed. */
export const withBody =
  (from: string | RegExp, to: string) =>
  (request: SentRequest): SentRequest => ({ ...request, body: request.body.replace(from, to) });
/** By another method. */
export const byMethod =
  (method: string) =>
  (request: SentRequest): SentRequest => ({ ...request, method });

/** Whether a description has nothing against a request but its own flaws. */
export const isTaken = (objections: readonly string[], flaws: readonly string[]): boolean =>
  objections.every((objection) => flaws.some((flaw) => objection.includes(flaw)));
