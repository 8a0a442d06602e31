/** Texts with `${…}` for parts of a request, to be signed; rendered as bytes, as bodies may be bytes. */
import { createHash, type BinaryToTextEncoding } from 'node:crypto';
import { z } from 'zod';
import type { Outgoing } from './scheme.js';

/** A parsed text: constants and names, alternating. */
export type SignTemplate = readonly (string | { name: string })[];

/** Values of the names. */
export type SignValues = Readonly<Record<string, string | Buffer>>;

/** Names that every request provides. */
export const REQUEST_NAMES = [
  'method',
  'url',
  'host',
  'path',
  'query',
  'sortedQuery',
  'target',
  'body',
  'bodyHash',
] as const;

const PLACE = /\$\{([^}]*)\}/;

/** Validates a text with these names and `${header.<name>}`; its message quotes nothing, as secrets may appear. */
export const templateOver = (names: readonly string[]) =>
  z
    .string()
    .refine(
      (text) => parse(text).every((part) => typeof part === 'string' || isKnown(part.name, names)),
      `\`\${…}\` must contain one of: ${names.join(', ')}, header.<name>.`,
    )
    .transform(parse);

const isKnown = (name: string, names: readonly string[]): boolean =>
  names.includes(name) || /^header\.[a-z0-9_-]+$/i.test(name);

/** Every second piece is a name: the pattern captures it. */
const parse = (text: string): SignTemplate =>
  text.split(PLACE).map((piece, index) => (index % 2 === 0 ? piece : { name: piece.trim() }));

/** Whether a template uses a name. */
export const names = (template: SignTemplate, name: string): boolean =>
  template.some((part) => typeof part !== 'string' && part.name === name);

/** Renders a template to bytes; a header that the request lacks is empty. */
export const render = (template: SignTemplate, values: SignValues): Buffer =>
  Buffer.concat(
    template.map((part) => {
      const value = typeof part === 'string' ? part : (values[part.name.toLowerCase()] ?? values[part.name]);
      return Buffer.isBuffer(value) ? value : Buffer.from(value ?? '');
    }),
  );

/** How a body is hashed. */
export interface BodyHash {
  algorithm: string;
  encoding: BinaryToTextEncoding;
}

/** The values of a request, exactly as sent; a missing body counts as empty. */
export function requestValues(request: Outgoing, { algorithm, encoding }: BodyHash): SignValues {
  const { method, url, headers, body = '' } = request;
  const query = url.search.slice(1);
  return {
    method,
    url: url.href,
    host: url.host,
    path: url.pathname,
    query,
    sortedQuery: query.split('&').sort().join('&'),
    target: `${url.pathname}${url.search}`,
    body,
    bodyHash: createHash(algorithm).update(body).digest(encoding),
    ...Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [`header.${name.toLowerCase()}`, value]),
    ),
  };
}
