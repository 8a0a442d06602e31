/** Finds responses that report an error: by status, by the rules of the file, and by the protocol. */
import type { HttpResponse } from '../http/client.js';
import type { Json } from '../../contracts/json.js';
import type { Path } from '../../flows/yaml/document.js';
import type { ExchangeFailure } from '../outcome-table.js';
import type { ErrorRules } from './condition-schema.js';
import { type Answer, compileCondition } from './conditions.js';
import { isList, isObject } from './json-value.js';
import type { Report } from './report-issues.js';
import { retryAfterMs } from '../http/retry-after.js';

/** Finds the failure that a response reports; undefined when it reports none. */
export type ErrorFinder = (answer: Answer) => ExchangeFailure | undefined;

/** When the system allows a retry, by its own headers. */
function asked(headers: Answer['headers']): { retryAfterMs?: number } {
  const wait = retryAfterMs(headers['retry-after'], Date.now());
  return wait === undefined ? {} : { retryAfterMs: wait };
}

const KINDS = ['unauthorized', 'rate_limited', 'not_now'] as const;

/** Compiles the file's own `errorRules:`. */
export function compileErrorRules(rules: ErrorRules, path: Path, report: Report): ErrorFinder {
  const known = KINDS.flatMap((what) => {
    const condition = rules[what];
    return condition === undefined
      ? []
      : [{ what, holds: compileCondition(condition, [...path, what], report) }];
  });
  return (answer) => {
    const found = known.find(({ holds }) => holds(answer));
    return found && { what: found.what, code: found.what, ...asked(answer.headers) };
  };
}

/** Recognises statuses that mean the same for every system, and those that the file lists as safe. */
export function knownError(
  { status, headers }: Pick<HttpResponse, 'status' | 'headers'>,
  safe: ReadonlySet<number>,
): ExchangeFailure | undefined {
  if (status === 429) return { what: 'rate_limited', code: 'rate_limited', ...asked(headers) };
  if (status === 401) return { what: 'unauthorized', code: 'unauthorized', ...asked(headers) };
  if (safe.has(status)) return { what: 'safe_status', code: 'not_now', ...asked(headers) };
  if (status === 503) return { what: 'not_now', code: 'not_now', ...asked(headers) };
  return undefined;
}

/** Recognises any other status that is no success. */
export function statusError({
  status,
  headers,
}: Pick<HttpResponse, 'status' | 'headers'>): ExchangeFailure | undefined {
  if (status >= 200 && status < 300) return undefined;
  if (status >= 500) return { what: 'system_error', code: 'system_error', ...asked(headers) };
  return { what: 'other_status', code: status === 403 ? 'forbidden' : 'answer_status' };
}

/** Plain HTTP reports no errors in the body. */
export const noProtocol: ErrorFinder = () => undefined;

/** Finds a SOAP fault, whatever the HTTP status: it is `$.Fault` in the view. */
export const soapError: ErrorFinder = ({ body, headers }) =>
  isObject(body) && 'Fault' in body ? { what: 'fault', code: 'answer_fault', ...asked(headers) } : undefined;

/**
 * Top-level GraphQL `errors` whose `path` is not listed under `partial`, or no `data` (GraphQL over HTTP; October 2021
 * §7.1): no success, whatever the HTTP status.
 */
export function graphqlError(partial: readonly string[], dataMayBeMissing: boolean): ErrorFinder {
  return ({ body, headers }) => {
    if (!isObject(body)) return undefined;
    const { errors } = body;
    const listed = errors !== undefined && isList(errors) ? errors : [];
    const unexplained = listed.some((error) => !isTolerated(error, partial));
    const none = !dataMayBeMissing && (body['data'] === undefined || body['data'] === null);
    return unexplained || none
      ? { what: 'answer_errors', code: 'answer_errors', ...asked(headers) }
      : undefined;
  };
}

/** Whether an error is at or below a listed place: its path without list indices, such as `order.shipments`. */
function isTolerated(error: Json, partial: readonly string[]): boolean {
  const path = isObject(error) ? error['path'] : undefined;
  if (path === undefined || !isList(path)) return false;
  const place = path.filter((part) => typeof part === 'string').join('.');
  return partial.some((listed) => place === listed || place.startsWith(`${listed}.`));
}
