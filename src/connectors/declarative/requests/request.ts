/** Compiles `request:` into a builder from a call's values to an HTTP request, if it can be sent. */
import type { Outgoing } from '../../auth/scheme.js';
import type { Json } from '../../../contracts/json.js';
import type { Path } from '../../../flows/yaml/document.js';
import type { BaseAddress } from '../base-address.js';
import { isKey } from '../idempotency-keys.js';
import type { KeyPlaceRules } from '../schema.js';
import { type CallValues, type Slot, valueOf, fill, foreignIn, type Template } from '../template.js';
import { type RequestScope, type PayloadCompiler, keyed } from './payload.js';
import { payloadName, type RequestRules, type PayloadName } from './schema.js';
import { UnusableValue } from '../unusable-value.js';
import { formPayload } from './form.js';
import { graphqlPayload } from './graphql.js';
import { jsonPayload } from './json.js';
import { multipartPayload } from './multipart.js';
import { soapPayload } from './soap.js';
import { textPayload } from './text.js';
import { xmlPayload } from './xml.js';
import { plainText } from '../json-value.js';
import { appendParameter } from '../query-parameters.js';
import { leafWriters, textTemplate } from './value-writers.js';

// Headers of a request; a value cannot inject another header.

/** Headers that HTTP itself sets. */
const RESERVED = new Set([
  'host',
  'connection',
  'content-length',
  'transfer-encoding',
  'upgrade',
  'te',
  'trailer',
]);

/** Compiles `headers` and the header of the idempotency key; the result throws UnusableValue. */
function compileHeaders(
  rules: RequestRules,
  keyHeader: string | undefined,
  path: Path,
  scope: RequestScope,
): (values: CallValues) => Record<string, string> {
  const headers = leafWriters({ ...rules.headers, ...keyed(keyHeader) }, path, scope);
  checkType(rules, path, scope);
  for (const [name] of headers) {
    const lower = name.toLowerCase();
    const problem = problemOf(lower, rules);
    if (problem !== undefined)
      scope.report.add([...path, name], 'connection_invalid', problem, { at: 'key' });
  }
  return (values) => {
    const raw = headers.map(([name, write]) => [name.toLowerCase(), write(values)] as const);
    const present = raw.flatMap(([name, value]) =>
      value === undefined ? [] : [[name, headerText(plainText(value))] as const],
    );
    return Object.fromEntries(present);
  };
}

function problemOf(name: string, rules: RequestRules): string | undefined {
  if (RESERVED.has(name)) return `HTTP sets \`${name}\` itself.`;
  if (!/^[a-z0-9-]+$/.test(name)) return `\`${name}\` is not a valid header name.`;
  if (name === 'content-type' && rules.multipart !== undefined)
    return 'The type of a multipart body contains its boundary: use `contentType`.';
  if (name === 'soapaction' && rules.soap !== undefined) return 'Set the SOAP action with `action`.';
  return undefined;
}

/** Kinds of payload by their media types: another kind than the one that a type names never fits it. */
const BY_TYPE: readonly (readonly [type: RegExp, kind: PayloadName, fits: readonly PayloadName[]])[] = [
  [/^application\/x-www-form-urlencoded/i, 'form', ['form', 'text']],
  [/^multipart\//i, 'multipart', ['multipart', 'text']],
  [/^[\w.-]+\/(?:[\w.-]+\+)?json\b/i, 'body', ['body', 'graphql', 'text']],
  [/^[\w.-]+\/(?:[\w.-]+\+)?xml\b/i, 'xml', ['xml', 'soap', 'text']],
];

/** How each kind of payload is always written. */
const WRITTEN: Readonly<Record<PayloadName, string>> = {
  body: 'JSON',
  form: 'a form',
  multipart: 'parts',
  xml: 'XML',
  text: 'plain text',
  graphql: 'JSON',
  soap: 'XML',
};

/** Reports a media type that is not that of the payload: the system would read it as something else. */
function checkType(rules: RequestRules, path: Path, { report }: RequestScope): void {
  const kind = payloadName(rules);
  const header = Object.keys(rules.headers ?? {}).find((name) => name.toLowerCase() === 'content-type');
  const places: readonly (readonly [unknown, Path])[] = [
    [rules.contentType, [...path.slice(0, -1), 'contentType']],
    // In parts, the header is refused whatever it says.
    ...(header === undefined || kind === 'multipart'
      ? []
      : ([[rules.headers?.[header], [...path, header]]] as const)),
  ];
  for (const [type, at] of places) {
    const [, meant, fits] = BY_TYPE.find(([media]) => typeof type === 'string' && media.test(type)) ?? [];
    if (kind === undefined || meant === undefined || fits?.includes(kind) !== false) continue;
    const message = `\`${kind}\` is always sent as ${WRITTEN[kind]}, but the type here is \`${String(type)}\`.`;
    const hint = `Use \`${meant}:\` instead of \`${kind}:\` and remove this type. If ${WRITTEN[kind]} is right, only remove this type.`;
    report.add(at, 'connection_invalid', message, { at: 'key', hint });
  }
}

/** Checks for visible ASCII with only inner blanks, so nothing starts another header or is stripped by HTTP. */
function headerText(text: string): string {
  if (!/^[\x20-\x7e]*$/.test(text) || text !== text.trim()) throw new UnusableValue('not valid in a header');
  return text;
}

// Compiles the URL of a request: base address, path and query; a value fills at most one segment or parameter.

/** The base address, and the address that a WSDL states. */
interface Bases {
  base: BaseAddress;
  address?: URL | undefined;
}

/** The URL of a request for each call, and its constant origin and path as the file writes them. */
interface Address {
  urlOf: (values: CallValues) => URL;
  target: string;
}

/** Compiles `path` and `query`; the result throws UnusableValue. Undefined with an issue. */
function compileAddress(
  rules: RequestRules,
  keyQuery: string | undefined,
  { base, address }: Bases,
  path: Path,
  scope: RequestScope,
): Address | undefined {
  const way = rules.path === undefined ? undefined : compileWay(rules.path, [...path, 'path'], scope);
  const query = leafWriters({ ...rules.query, ...keyed(keyQuery) }, [...path, 'query'], scope);
  if (rules.path !== undefined && !way) return undefined;
  // Credentials go only to the host that the connection names, never to another one from a WSDL.
  const start = address && address.origin === base.url.origin ? address : base.url;
  return {
    urlOf(values) {
      const url = way ? urlOf(base.url, way, values) : new URL(start);
      for (const [name, write] of query) append(url, name, write(values));
      return url;
    },
    target: way ? `${base.named(base.url)}${rules.path ?? ''}` : base.named(start),
  };
}

function compileWay(text: string, path: Path, scope: RequestScope): Template | undefined {
  if (foreignIn(text, scope, { isPath: true }).length > 0)
    return textTemplate(text, path, scope, { isPath: true });
  if (!text.startsWith('/') || /[?#\\]|\/\.\.?(\/|$)/.test(text.replaceAll(/\$\{[^}]*\}/g, 'x'))) {
    const message = 'A path starts with `/`, and contains no `?`, `#` or `..`.';
    scope.report.add(path, 'connection_url_invalid', message, { hint: rightWay(text) });
    return undefined;
  }
  return textTemplate(text, path, scope);
}

/** How a path with a query, or without its slash, is written. */
function rightWay(text: string): string {
  const [way = '', search = ''] = text.split('?', 2);
  const slashed = way.startsWith('/') ? way : `/${way}`;
  const query = search.split('&').flatMap((part) => {
    const [, name = '', value = ''] = /^([^=]+)=(.*)$/.exec(part) ?? [];
    return name === '' ? [] : [`${name}: ${/^[\w.-]+$/.test(value) ? value : JSON.stringify(value)}`];
  });
  const parameters = query.length === 0 ? '' : ` and \`query: { ${query.join(', ')} }\``;
  return /^[^?#\\]*$/.test(slashed) && !/\/\.\.?(\/|$)/.test(slashed)
    ? `Write \`path: ${slashed}\`${parameters}.`
    : 'Move query parameters to `query`.';
}

/** Builds the URL with percent-encoded values; throws UnusableValue if one is absent or would change the path. */
function urlOf(base: URL, way: Template, values: CallValues): URL {
  const path = fill(way, values, encodeURIComponent);
  if (typeof path !== 'string') throw new UnusableValue('a value in the path is missing');
  if (path.split('/').some((segment) => segment === '.' || segment === '..')) {
    throw new UnusableValue('a value would lead to a different path');
  }
  const url = new URL(base);
  url.pathname = `${base.pathname.replace(/\/$/, '')}${path}`;
  return url;
}

function append(url: URL, name: string, value: Json | undefined): void {
  if (value !== undefined) appendParameter(url, name, plainText(value));
}

/** Compilers, by their key in `request:`. */
const payloads: Readonly<Record<PayloadName, PayloadCompiler>> = {
  body: jsonPayload,
  form: formPayload,
  multipart: multipartPayload,
  xml: xmlPayload,
  text: textPayload,
  graphql: graphqlPayload,
  soap: soapPayload,
};

/** Builds a request; undefined when a value is missing or unusable at its place. Throws UnsayableAmount. */
export type RequestBuilder = (values: CallValues) => Outgoing | undefined;

/** A request that can be built, and its target: origin and path as the file writes them. */
export interface CompiledRequest {
  build: RequestBuilder;
  target: string;
  /** Whether it carries a key, whatever the call's values are. */
  carriesKey: boolean;
}

/** Compiles a request against the connection's base address. */
export function compileRequest(
  rules: RequestRules,
  key: KeyPlaceRules | undefined,
  base: BaseAddress,
  path: Path,
  scope: RequestScope,
): CompiledRequest {
  const before = scope.used.length;
  const kind = payloadName(rules) ?? (key?.body === undefined ? undefined : 'body');
  const payload = kind && payloads[kind]({ rules, keyField: key?.body, path }, scope);
  const address = compileAddress(rules, key?.query, { base, address: payload?.address }, path, scope);
  const headers = compileHeaders(rules, key?.header, [...path, 'headers'], scope);
  const method = rules.method ?? (kind ? 'POST' : 'GET');
  const build = usable(scope.used, (values) => {
    if (!address || (kind && !payload)) return undefined;
    const own = headers(values);
    const { headers: typed, ...raw } = payload?.write(values) ?? { headers: {} };
    return {
      method,
      url: address.urlOf(values),
      headers: { accept: scope.accept ?? payload?.accept ?? 'application/json', ...typed, ...own },
      ...raw,
    };
  });
  return { build, target: address?.target ?? '', carriesKey: scope.used.slice(before).some(isKey) };
}

/** Builds a request only with inputs that can be sent; if it names any, at least one must be present. */
function usable(used: readonly Slot[], build: RequestBuilder): RequestBuilder {
  return (values) => {
    // Here it only counts whether a value is there, not whether the system can be told it.
    const inputs = used
      .filter(({ way: [root] }) => root === 'inputs')
      .map(({ counted: _, ...slot }) => valueOf(slot, values));
    if (inputs.length > 0 && inputs.every((value) => value === undefined)) return undefined;
    if (!inputs.every(isWellFormed)) return undefined;
    try {
      return build(values);
    } catch (error) {
      if (error instanceof UnusableValue) return undefined;
      throw error;
    }
  };
}

/** Whether a text has no lone surrogates, which no protocol can transmit. */
function isWellFormed(value: Json | undefined): boolean {
  if (typeof value === 'string') return !/\p{Surrogate}/u.test(value);
  return typeof value !== 'object' || value === null || Object.values(value).every(isWellFormed);
}
