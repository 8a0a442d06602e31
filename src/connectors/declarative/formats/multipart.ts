/** Answers in several parts (RFC 2046): `format: multipart` reads each by its type; of SOAP and XML the root is read (RFC 2387). */
import { MIMEType } from 'node:util';
import { Dicer } from '@fastify/busboy';
import type { Json, JsonObject } from '../../../contracts/json.js';
import { type Cooperative, waited } from '../cooperative.js';
import { readJson } from '../read-json.js';
import { type Format, NotRead, type Parts } from './body-reader.js';
import { decode } from './charset.js';

/** More than any label has. */
const MOST_PARTS = 100;

/** A part, its transfer encoding undone. */
interface Part {
  contentType: string;
  /** Its Content-ID, without `<` and `>`. */
  id?: string;
  /** `name` of its Content-Disposition, else `filename`. */
  name?: string;
  content: Buffer;
}

/** All parts, each as `{ id?, name?, type, content }`; an answer that is in none is its only one. */
export const multipart: Format = {
  keys: [],
  *bytes(body, contentType) {
    const parts = isInParts(contentType)
      ? yield* partsOf(body, contentType)
      : [partOf({}, body, contentType)];
    const views: JsonObject[] = [];
    for (const part of parts) views.push(yield* viewOf(part));
    return { parts: views };
  },
};

/** Whether an answer is in several parts, by its Content-Type. */
export const isInParts = (contentType: string | undefined): contentType is string =>
  /^\s*multipart\//i.test(contentType ?? '');

/** The part in which the document is that is asked for, and the others in base64, by their Content-ID; throws NotRead. */
export function* rootOf(
  body: Buffer,
  contentType: string,
): Cooperative<Pick<Part, 'content' | 'contentType'> & { others: Parts }> {
  const parts = yield* partsOf(body, contentType);
  const start = typeOf(contentType)?.params.get('start');
  const root = start ? parts.find(({ id }) => id === bare(start)) : parts[0];
  if (root === undefined)
    throw new NotRead('unreadable', 'The answer has several parts, but its root part is missing.');
  const others = parts.flatMap((part) =>
    part === root || part.id === undefined ? [] : [[part.id, part.content.toString('base64')] as const],
  );
  const byId = new Map(others);
  if (byId.size < others.length)
    throw new NotRead('unreadable', 'Two parts of the answer have the same Content-ID.');
  return { ...root, others: byId };
}

function* viewOf({ id, name, contentType, content }: Part): Cooperative<JsonObject> {
  const type = typeOf(contentType)?.essence ?? 'application/octet-stream';
  return {
    ...(id === undefined ? {} : { id }),
    ...(name === undefined ? {} : { name }),
    ...{ type, content: yield* contentView(type, content, contentType) },
  };
}

function* contentView(type: string, content: Buffer, contentType: string): Cooperative<Json> {
  if (/^application\/(.+\+)?json$/.test(type)) return yield* readJson(decode(content, { contentType }).text);
  const isText = /^text\/|[/+]xml$/.test(type);
  return isText ? decode(content, { contentType, xml: true }).text : content.toString('base64');
}

function* partsOf(body: Buffer, contentType: string): Cooperative<Part[]> {
  const boundary = typeOf(contentType)?.params.get('boundary') ?? '';
  if (boundary === '')
    throw new NotRead('unreadable', 'The answer has several parts, but its media type has no `boundary`.');
  const parts = yield* waited(() => split(body, boundary));
  if (parts.length > MOST_PARTS)
    throw new NotRead('refused', `The answer has more than ${MOST_PARTS} parts.`);
  return parts.map(({ headers, chunks }) => partOf(headers, Buffer.concat(chunks)));
}

/** Values of headers, by their names in small letters. */
type Headers = Readonly<Record<string, readonly string[]>>;

interface RawPart {
  headers: Headers;
  chunks: Buffer[];
}

function split(body: Buffer, boundary: string): Promise<RawPart[]> {
  return new Promise((resolve, reject) => {
    const parts: RawPart[] = [];
    const cut = (): void => {
      reject(new NotRead('unreadable', 'The last part of the answer is incomplete.'));
    };
    const dicer = new Dicer({ boundary });
    dicer.on('part', (stream) => {
      const part: RawPart = { headers: {}, chunks: [] };
      parts.push(part);
      stream.on('header', (headers) => (part.headers = headers as Headers)).on('error', cut);
      stream.on('data', (chunk: Buffer) => part.chunks.push(chunk));
    });
    dicer.on('error', cut).on('finish', () => {
      resolve(parts);
    });
    dicer.end(body);
  });
}

function partOf(
  headers: Headers,
  bytes: Buffer,
  // RFC 2046 §5.1: a part without a type is plain text.
  contentType = firstOf(headers, 'content-type') ?? 'text/plain',
): Part {
  if (isInParts(contentType)) throw new NotRead('refused', 'A part of the answer has parts itself.');
  const [id, disposition] = [firstOf(headers, 'content-id'), firstOf(headers, 'content-disposition')];
  const params = disposition === undefined ? undefined : typeOf(`disposition/${disposition}`)?.params;
  const name = params?.get('name') ?? params?.get('filename');
  return {
    ...{ contentType, content: decoded(bytes, firstOf(headers, 'content-transfer-encoding') ?? 'binary') },
    ...(id === undefined ? {} : { id: bare(id) }),
    ...(name === undefined || name === null ? {} : { name }),
  };
}

function decoded(bytes: Buffer, encoding: string): Buffer {
  const name = encoding.trim().toLowerCase();
  if (['binary', '8bit', '7bit'].includes(name)) return bytes;
  if (name === 'base64') return Buffer.from(bytes.toString('latin1'), 'base64');
  throw new NotRead('refused', 'A part of the answer is encoded in a way other than plain or base64.');
}

const firstOf = (headers: Headers, name: string): string | undefined => headers[name]?.[0];

const bare = (id: string): string => id.trim().replace(/^<(.*)>$/s, '$1');

/** A media type with its parameters; undefined for one that is none. */
function typeOf(written: string): MIMEType | undefined {
  try {
    return new MIMEType(written);
  } catch {
    return undefined;
  }
}
