/** How each protocol writes an answer, and what an error looks like in it. */
import type { Say } from './fake-system.js';
import { answer } from './says.js';

/** What a connection speaks. */
export type Protocol = 'rest' | 'graphql' | 'soap';

/** Stands in the body of every hostile answer; none of it may come out again. */
export const BODY_CANARY = 'CANARY-body-7f3a';

/** The media type of its answers. */
export const mediaType: Readonly<Record<Protocol, string>> = {
  rest: 'application/json',
  graphql: 'application/json',
  soap: 'text/xml',
};

/** The good answer of an operation: a 200 with this body, or a 204, which has none. */
export const understood = (good: string, protocol: Protocol): Say =>
  good === '' ? answer(204, '') : answer(200, good, { 'content-type': mediaType[protocol] });

const envelope = (body: string): string =>
  `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>${body}</s:Body></s:Envelope>`;

/** An error of the protocol's own form that no connection explains. */
export const ownError: Readonly<Record<Protocol, string>> = {
  rest: JSON.stringify({ oops: { code: 'E-0815', text: BODY_CANARY } }),
  graphql: JSON.stringify({ errors: [{ message: BODY_CANARY }], data: null }),
  soap: envelope(
    `<s:Fault><faultcode>s:Server</faultcode><faultstring>${BODY_CANARY}</faultstring></s:Fault>`,
  ),
};

/** Well-formed answers that nobody has declared. */
export const strangers: Readonly<Record<Protocol, readonly string[]>> = {
  rest: ['null', '[]', '7', `"${BODY_CANARY}"`, `{"${BODY_CANARY}":1}`],
  graphql: ['{"data":{}}', '{"data":[]}', `{"data":{"other":"${BODY_CANARY}"}}`, `{"data":"${BODY_CANARY}"}`],
  soap: [envelope(''), envelope(`<Other>${BODY_CANARY}</Other>`), envelope(`<a/><b>${BODY_CANARY}</b>`)],
};

/** The answer with a structure at each place where a value stood. */
export function withMaps(protocol: Protocol, good: string): string {
  if (protocol === 'soap') return good.replaceAll(/>([^<>]+)</g, `><x>${BODY_CANARY}</x><y/><`);
  return JSON.stringify(
    JSON.parse(good, (_name, value: unknown) =>
      typeof value === 'object' && value !== null ? value : { x: BODY_CANARY },
    ),
  );
}

/** The answer without any value: null, or an empty element. */
export function withNothing(protocol: Protocol, good: string): string {
  if (protocol === 'soap') return good.replaceAll(/>([^<>]+)</g, '><');
  return JSON.stringify(
    JSON.parse(good, (_name, value: unknown) => (typeof value === 'object' ? value : null)),
  );
}
