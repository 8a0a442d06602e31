/** Reads a body in JSON that has one meaning: UTF-8, and no name twice in an object (RFC 8259 leaves both open). */
import type { IncomingHttpHeaders } from 'node:http';
import type { FastifyInstance } from 'fastify';
import { OrderlyError } from '../contracts/errors/orderly-error.js';

/** Largest body, bytes. */
const bodyLimit = 1_000_000;

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Its body is handed on byte by byte, as it was signed, whatever its kind. */
    isRaw?: true;
  }
}

/** Has a server take bodies in JSON and no others, except where a route takes them raw. */
export function acceptJson(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    'application/json',
    { parseAs: 'buffer', bodyLimit },
    ({ headers, routeOptions }, body, done) => {
      try {
        requirePlain(headers);
        if (routeOptions.config.isRaw === true) done(null, body);
        else done(null, readJson(Buffer.from(body)));
      } catch (error) {
        done(error as Error);
      }
    },
  );
  app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit }, ({ headers, routeOptions }, body, done) => {
    const isTaken = routeOptions.config.isRaw === true && (headers['content-encoding'] ?? '') === '';
    if (isTaken) done(null, body);
    else done(new OrderlyError('media_type_unsupported', 'The body is not JSON, or it is compressed.'));
  });
}

function requirePlain(headers: IncomingHttpHeaders): void {
  const charset = /;\s*charset\s*=\s*"?([^\s;"]*)/i.exec(headers['content-type'] ?? '')?.[1] ?? 'utf-8';
  const encoding = headers['content-encoding'] ?? 'identity';
  if (!/^utf-?8$/i.test(charset))
    throw new OrderlyError('media_type_unsupported', 'The body is declared in a charset other than UTF-8.');
  if (encoding.toLowerCase() !== 'identity')
    throw new OrderlyError('media_type_unsupported', 'The body is compressed.');
}

/** The value of a body, undefined for an empty one; throws `json_invalid`. */
function readJson(body: Buffer): unknown {
  if (body.length === 0) return undefined;
  if (isNestedDeeper(body)) throw invalid(`The body is nested more than ${deepest} levels deep.`);
  const text = decode(body);
  const value = parse(text);
  if (hasNameTwice(text)) throw invalid('An object in the body repeats a name.');
  return value;
}

function decode(body: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch {
    throw invalid('The body is not valid UTF-8.');
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw invalid('The body is not valid JSON.');
  }
}

/** No schema of ours is nested half as deep, and a parser is slow where there is nothing but brackets. */
const deepest = 32;

const [quote, backslash] = [0x22, 0x5c];
const [opening, closing] = [new Set(Buffer.from('{[')), new Set(Buffer.from('}]'))];

function isNestedDeeper(body: Buffer): boolean {
  let depth = 0;
  let isString = false;
  for (let at = 0; at < body.length && depth <= deepest; at += 1) {
    const byte = body[at] ?? 0;
    if (byte === quote) isString = !isString;
    else if (isString) at += byte === backslash ? 1 : 0;
    else if (opening.has(byte)) depth += 1;
    else if (closing.has(byte)) depth -= 1;
  }
  return depth > deepest;
}

const invalid = (message: string): OrderlyError => new OrderlyError('json_invalid', message);

/** Strings, each with the colon behind it if it is a name, and what opens and closes objects; `text` is JSON. */
const tokens = /("[^"\\]*(?:\\.[^"\\]*)*")(\s*:)?|[{}]/g;

function hasNameTwice(text: string): boolean {
  const objects: Set<unknown>[] = [];
  for (const [token, string, colon] of text.matchAll(tokens)) {
    if (token === '{') objects.push(new Set());
    else if (token === '}') objects.pop();
    else if (string !== undefined && colon !== undefined) {
      const names = objects.at(-1);
      const name: unknown = string.includes('\\') ? JSON.parse(string) : string.slice(1, -1);
      if (names?.has(name) === true) return true;
      names?.add(name);
    }
  }
  return false;
}
