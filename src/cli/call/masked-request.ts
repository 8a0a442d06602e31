/** A request that may be shown: rebuilt with marks in place of secrets, so that no escaping hides one. */
import type { Outgoing } from '../../connectors/auth/scheme.js';
import type { TracedExchange } from '../../connectors/trace.js';
import { plain } from '../../platform/observability/print-failure.js';
import { credentialsTaken, namesCredential } from './credentials-in-answers.js';
import { type KnownSecrets, MASK } from './mask.js';

/** A request without its secrets. */
export interface MaskedRequest {
  method: string;
  url: string;
  headers: Record<string, string>;
  body?: string;
}

/** Placeholder for a secret while the request is rebuilt; no encoding escapes its characters. */
const HIDDEN = 'orderly0hidden0value';

/** Headers that auth schemes may add and that reveal no credential. */
const HARMLESS = /^(?:accept|content-|date$|host$|digest$)/;

/** The masked requests of exchanges; what auth schemes added and chains took becomes a known secret. */
export function maskedRequests(exchanges: readonly TracedExchange[], secrets: KnownSecrets): MaskedRequest[] {
  const taken = credentialsTaken(exchanges, secrets);
  for (const exchange of exchanges) learnAdded(exchange, secrets);
  return exchanges.map((exchange) => maskedRequest(exchange, taken, secrets));
}

function maskedRequest(
  exchange: TracedExchange,
  taken: ReadonlySet<string>,
  secrets: KnownSecrets,
): MaskedRequest {
  const { request, sent, rewrite } = exchange;
  const written = rewrite((way, value) => (way[0] === 'secret' || taken.has(way.join('.')) ? HIDDEN : value));
  const clean = (text: string): string => plain(secrets.masked(text).replaceAll(HIDDEN, MASK));
  const headers = { ...(written ?? request).headers };
  for (const name of Object.keys(headers)) if (namesCredential(name)) headers[name] = HIDDEN;
  for (const [name, value] of Object.entries(sent.headers))
    if (request.headers[name] !== value) headers[name] = HIDDEN;
  const body = request.body === undefined ? {} : { body: clean(written?.body?.toString() ?? HIDDEN) };
  return {
    method: request.method,
    url: clean(maskedUrl(exchange, written).href),
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, clean(value)])),
    ...body,
  };
}

/** The URL as rebuilt; further pages add a cursor to it, or use a URL from an answer. */
function maskedUrl({ request, sent, rewrite }: TracedExchange, written: Outgoing | undefined): URL {
  const built = rewrite((_way, value) => value)?.url;
  const isOwn = written !== undefined && built?.pathname === request.url.pathname;
  const url = new URL(isOwn ? written.url : request.url);
  const hidden = new Set(
    [...(written?.url.searchParams ?? [])].flatMap(([name, value]) => (value.includes(HIDDEN) ? [name] : [])),
  );
  for (const [name, value] of request.url.searchParams) {
    if (hidden.has(name)) url.searchParams.set(name, HIDDEN);
    else if (isOwn && !built.searchParams.has(name, value)) url.searchParams.set(name, value);
  }
  for (const [name, value] of sent.url.searchParams)
    if (!request.url.searchParams.has(name, value)) url.searchParams.set(name, HIDDEN);
  return url;
}

/** Learns what an auth scheme added, whole and in parts: `Bearer …`, `sid=…; …`, `nonce="…", …`. */
function learnAdded({ request, sent }: TracedExchange, secrets: KnownSecrets): void {
  for (const [name, value] of Object.entries(sent.headers)) {
    if (request.headers[name] === value || HARMLESS.test(name)) continue;
    const rest = value.replace(/^[A-Za-z][\w-]*\s+/, '');
    for (const known of [value, rest, ...cookiesOf(name, value), ...parametersOf(value)]) secrets.know(known);
  }
  for (const [name, value] of sent.url.searchParams)
    if (!request.url.searchParams.has(name, value)) secrets.know(value);
}

const cookiesOf = (name: string, value: string): string[] =>
  name === 'cookie' ? value.split(/;\s*/).map((cookie) => cookie.replace(/^[^=]*=/, '')) : [];

/** Parameter values that are long enough to be credentials. */
const parametersOf = (value: string): string[] =>
  [...value.matchAll(/[\w-]+=(?:"([^"]{8,})"|([^\s,;"]{8,}))/g)].map(
    ([, quoted, bare]) => quoted ?? bare ?? '',
  );
