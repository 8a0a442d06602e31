/** Compiles `request:` into a builder: from a call's values to one HTTP request, or to the news that it cannot be sent. */
import type { Outgoing } from '../../auth/scheme.js';
import type { Json } from '../../json.js';
import type { Path } from '../../yaml/document.js';
import { plainText } from './json-value.js';
import type { KeyPlaceRules, RequestRules } from './schema.js';
import { bodyWriter, leafWriter, type RequestScope, type Writer } from './request-values.js';
import { type CallValues, fill, slotsOf, type Template, valueOf } from './template.js';

/** A request to send; undefined when a value is missing or cannot stand where it belongs. */
export type RequestBuilder = (values: CallValues) => Outgoing | undefined;

/** Headers that HTTP itself or the scheme sets. */
const RESERVED = new Set([
  'host',
  'connection',
  'content-length',
  'transfer-encoding',
  'upgrade',
  'te',
  'trailer',
]);

/** Compiles a request against the connection's base address. */
export function compileRequest(
  rules: RequestRules,
  key: KeyPlaceRules | undefined,
  base: URL,
  path: Path,
  scope: RequestScope,
): RequestBuilder {
  const way = compileWay(rules.path, [...path, 'path'], scope);
  const query = writers({ ...rules.query, ...keyed(key?.query) }, [...path, 'query'], scope);
  const headers = writers({ ...rules.headers, ...keyed(key?.header) }, [...path, 'headers'], scope);
  const payload = compilePayload(rules, key, path, scope);
  for (const [name] of headers.filter(([name]) => RESERVED.has(name.toLowerCase()))) {
    scope.report.add([...path, 'headers', name], 'connection_invalid', `\`${name}\` is set by HTTP itself.`, {
      at: 'key',
    });
  }
  const inputs = scope.used.filter(({ way: [root] }) => root === 'inputs');
  return (values) => {
    // None of the values that would tell one answer from another: it is not sent.
    if (inputs.length > 0 && inputs.every((slot) => valueOf(slot, values) === undefined)) return undefined;
    const url = way && urlOf(base, way, values);
    const head = headersOf(headers, values);
    if (!url || !head) return undefined;
    for (const [name, write] of query) appendQuery(url, name, write(values));
    return { method: rules.method, url, ...payload(values, { accept: 'application/json', ...head }) };
  };
}

const keyed = (name: string | undefined): Record<string, string> =>
  name === undefined ? {} : { [name]: '${idempotencyKey}' };

type NamedWriters = readonly (readonly [string, Writer])[];

function writers(rules: Readonly<Record<string, unknown>>, path: Path, scope: RequestScope): NamedWriters {
  return Object.entries(rules).map(
    ([name, value]) => [name, leafWriter(value, [...path, name], scope)] as const,
  );
}

function compileWay(text: string, path: Path, scope: RequestScope): Template | undefined {
  if (!text.startsWith('/') || /[?#\\]|\/\.\.?(\/|$)/.test(text.replaceAll(/\$\{[^}]*\}/g, 'x'))) {
    const hint = 'Query parameters belong under `query`.';
    scope.report.add(path, 'connection_url_invalid', 'A path starts with `/` and has no `?`, `#` or `..`.', {
      hint,
    });
    return undefined;
  }
  leafWriter(text, path, scope); // says what is wrong with it, and notes its inputs
  return scope.report.template(text, path, scope);
}

/** The address, its values percent-encoded; undefined when one is absent or would lead to another path. */
function urlOf(base: URL, way: Template, values: CallValues): URL | undefined {
  const parts = slotsOf(way).map((slot) => valueOf(slot, values));
  if (parts.some((part) => part === '.' || part === '..' || !isWellFormed(part))) return undefined;
  const path = fill(way, values, encodeURIComponent);
  if (typeof path !== 'string') return undefined;
  const url = new URL(base);
  url.pathname = `${base.pathname.replace(/\/$/, '')}${path}`;
  return url;
}

const isWellFormed = (value: Json | undefined): boolean =>
  typeof value !== 'string' || !/\p{Surrogate}/u.test(value);

function headersOf(headers: NamedWriters, values: CallValues): Record<string, string> | undefined {
  const written = headers.map(([name, write]) => [name.toLowerCase(), write(values)] as const);
  const present = written.flatMap(([name, value]) =>
    value === undefined ? [] : [[name, plainText(value)] as const],
  );
  // Visible ASCII and blanks: nothing that could start another header.
  return present.every(([, value]) => /^[\x20-\x7e]*$/.test(value)) ? Object.fromEntries(present) : undefined;
}

function appendQuery(url: URL, name: string, value: Json | undefined): void {
  if (value !== undefined) url.searchParams.append(name, plainText(value));
}

type Payload = (values: CallValues, headers: Record<string, string>) => Pick<Outgoing, 'headers' | 'body'>;

function compilePayload(
  rules: RequestRules,
  key: KeyPlaceRules | undefined,
  path: Path,
  scope: RequestScope,
): Payload {
  if (rules.form !== undefined) {
    const form = writers({ ...rules.form, ...keyed(key?.body) }, [...path, 'form'], scope);
    return (values, headers) => {
      const fields = new URL('http://form');
      for (const [name, write] of form) appendQuery(fields, name, write(values));
      return {
        headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
        body: fields.search.slice(1),
      };
    };
  }
  if (rules.body === undefined && key?.body === undefined) return (_values, headers) => ({ headers });
  const body = key?.body === undefined ? rules.body : { ...(rules.body ?? {}), ...keyed(key.body) };
  const write = bodyWriter(body, [...path, 'body'], scope);
  return (values, headers) => ({
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(write(values) ?? null),
  });
}
