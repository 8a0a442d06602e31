/** `hmac`: a signature over the body, over a text that names it, or over values of each item. */
import type { BinaryLike } from 'node:crypto';
import type { Json } from '../../../../contracts/json.js';
import type { JsonPath } from '../../json-path.js';
import { isAnySame, isInWindow, momentOf, signatureOf } from './compare-signatures.js';
import type { VerifyScope } from './scope.js';
import type { RulesOf } from './schema.js';
import { type IncomingRequest, usualWindowMs, type Verifier } from './verifier.js';

type Rules = RulesOf<'hmac'>;

/** What is signed, part by part; undefined where the request lacks one. */
type Signed = (request: IncomingRequest, item: Json) => readonly BinaryLike[] | undefined;

/** Compiles the scheme; undefined with an issue. */
export function hmac(rules: Rules, scope: VerifyScope): Verifier | undefined {
  const keys = rules.secret.map((secret, index) => keyOf(secret, rules.key, index, scope));
  const signed = signedOf(rules, scope);
  const at = rules.at === undefined ? undefined : scope.report.jsonPath(rules.at, [...scope.path, 'at']);
  if (!signed || keys.includes(undefined)) return undefined;
  const known = keys.filter((key) => key !== undefined);
  const judge = (request: IncomingRequest, item: Json, given: string | undefined, now: number): boolean => {
    const parts = signed(request, item);
    const signature = given === undefined ? undefined : bytesOf(given, rules);
    if (parts === undefined || signature === undefined || !isTimely(rules, request, now)) return false;
    return isAnySame(
      known.map((key) => signatureOf(rules.digest, key, parts)),
      [signature],
    );
  };
  const { header } = rules;
  if (header === undefined)
    return { item: (item, request, now) => judge(request, item, textAt(at, item), now) };
  if (Array.isArray(rules.of))
    return { item: (item, request, now) => judge(request, item, request.headers[header], now) };
  return { whole: (request, now) => judge(request, null, request.headers[header], now) };
}

function isTimely({ timestamp, within }: Rules, { headers }: IncomingRequest, now: number): boolean {
  return timestamp === undefined || isInWindow(momentOf(headers[timestamp]), now, within ?? usualWindowMs);
}

function keyOf(secret: string, form: Rules['key'], index: number, scope: VerifyScope): Buffer | undefined {
  if (form === 'text' || scope.isStandIn(secret)) return Buffer.from(secret, 'utf8');
  const key = Buffer.from(secret, form);
  if (key.length > 0 && key.toString(form).replace(/=+$/, '') === normal(secret, form)) return key;
  scope.problem(['secret', index], `The secret is not valid ${form}.`);
  return undefined;
}

const normal = (secret: string, form: 'hex' | 'base64'): string =>
  form === 'hex' ? secret.toLowerCase() : secret.replace(/=+$/, '');

/** The bytes of a signature; undefined where it is not written as it must be. */
function bytesOf(given: string, { prefix = '', encoding }: Rules): Buffer | undefined {
  if (!given.startsWith(prefix)) return undefined;
  const written = given.slice(prefix.length);
  const isRight = encoding === 'hex' ? /^([0-9a-f]{2})+$/i : /^[A-Za-z0-9+/]+={0,2}$/;
  return isRight.test(written) ? Buffer.from(written, encoding) : undefined;
}

function signedOf(rules: Rules, scope: VerifyScope): Signed | undefined {
  const { of, timestamp } = rules;
  if (Array.isArray(of)) {
    if (timestamp !== undefined) scope.problem(['timestamp'], 'The timestamp is not signed.');
    return valuesOf(of, rules.between, scope);
  }
  if (rules.at !== undefined) {
    scope.problem(['of'], 'For signed items, write the values that are signed: a list of JSONPaths.');
    return undefined;
  }
  const text = of === 'body' ? '${body}' : of;
  if (!text.includes('${body}')) scope.problem(['of'], 'The body is not signed: add `${body}`.');
  if (timestamp !== undefined && !text.includes('${timestamp}'))
    scope.problem(['timestamp'], 'The timestamp is not signed: add `${timestamp}` to `of`.');
  const parts = text.split(/(\$\{[^}]*\})/).filter((part) => part !== '');
  const readers = parts.map((part) => partOf(part, timestamp, scope));
  return (request) => {
    const found = readers.map((read) => read(request));
    return found.includes(undefined) ? undefined : found.filter((part) => part !== undefined);
  };
}

type Part = (request: IncomingRequest) => BinaryLike | undefined;

function partOf(part: string, timestamp: string | undefined, scope: VerifyScope): Part {
  const name = /^\$\{(.*)\}$/.exec(part)?.[1];
  if (name === undefined) return () => part;
  if (name === 'body') return ({ body }) => body;
  if (name === 'timestamp' && timestamp !== undefined) return ({ headers }) => headers[timestamp];
  const header = /^header\.([A-Za-z0-9-]+)$/.exec(name)?.[1]?.toLowerCase();
  if (header !== undefined) return ({ headers }) => headers[header];
  const why =
    name === 'timestamp' ? '`timestamp` does not say where to find it.' : 'There is no such value here.';
  scope.problem(['of'], `\`${part}\` cannot be signed. ${why}`);
  return () => undefined;
}

/** Values of an item, one after the other; an absent one is an empty text. */
function valuesOf(paths: readonly string[], between: string, scope: VerifyScope): Signed | undefined {
  const found = paths.map((path, index) => scope.report.jsonPath(path, [...scope.path, 'of', index]));
  if (found.includes(undefined)) return undefined;
  return (_request, item) => [found.map((path) => textAt(path, item) ?? '').join(between)];
}

/** A single value as text; a list or map is none. */
function textAt(path: JsonPath | undefined, item: Json): string | undefined {
  const [value] = path?.select(item) ?? [];
  return value === undefined || value === null || typeof value === 'object' ? undefined : String(value);
}
