/** Reads the document of an answer: its content is decoded or fetched, its type told by the content, its name made safe. */
import { setTimeout as pause } from 'node:timers/promises';
import { fileNameOf } from '../../../commerce/documents/file-name.js';
import { mediaTypeOf, MOST_DOCUMENT_BYTES } from '../../../commerce/documents/media-type.js';
import type { Json } from '../../../contracts/json.js';
import type { ReceivedDocument } from '../../connector.js';
import type { ExchangeFailure, Outcome } from '../../outcome-table.js';
import type { AttemptScope } from '../attempt-scope.js';
import { exchange } from '../exchange.js';
import type { Reader } from '../mapping/readers.js';
import { WrongShape } from '../mapping/scalar-values.js';
import type { DocumentReader } from './compile-document.js';

/** An answer without a document that may be passed on. */
const UNUSABLE: ExchangeFailure = { what: 'wrong_shape', code: 'document_unusable' };

/** How long to wait before an address is asked again, ms: a label may be drawn after the answer that names it. */
const PAUSES_MS = [250, 500, 1_000, 2_000];

/** The outcome with the document of its answer, if the operation gives one: without it, it is not what was asked for. */
export async function withDocument(outcome: Outcome, body: Json, scope: AttemptScope): Promise<Outcome> {
  const { document: reader, main, binding } = scope.operation;
  if (reader === undefined || outcome.what !== 'answered' || outcome.result !== main.result) return outcome;
  const document = await readDocument(body, reader, scope);
  if (!('what' in document)) return { ...outcome, document };
  const { connection, operation } = binding;
  scope.report({ kind: 'wrong_shape', connection, operation, field: reader.output });
  return document;
}

/** Reads the document out of an answer, or says why there is none. */
async function readDocument(
  body: Json,
  reader: DocumentReader,
  scope: AttemptScope,
): Promise<ReceivedDocument | ExchangeFailure> {
  const [written, name] = [textAt(reader.content, body), textAt(reader.name, body)];
  const content = written === undefined ? undefined : await contentOf(written, reader, scope);
  if (content === undefined) return UNUSABLE;
  if ('what' in content) return content;
  const mediaType = content.length <= MOST_DOCUMENT_BYTES ? mediaTypeOf(content) : undefined;
  if (mediaType === undefined) return UNUSABLE;
  const { output, kind } = reader;
  return { output, kind, mediaType, name: fileNameOf(name, kind, mediaType), content };
}

/** The text at a place; undefined if there is none, or something else. */
function textAt(read: Reader | undefined, body: Json): string | undefined {
  try {
    const value = read?.(body, { root: body, parent: body });
    return typeof value === 'string' ? value : undefined;
  } catch (error) {
    if (error instanceof WrongShape) return undefined;
    throw error;
  }
}

function contentOf(
  written: string,
  { form, base, authorized }: DocumentReader,
  scope: AttemptScope,
): Buffer | undefined | Promise<Buffer | ExchangeFailure> {
  if (form === 'text') return Buffer.from(written);
  return form === 'base64' ? decoded(written) : fetched(written, { base, authorized }, scope);
}

/** Base64 in lines or not, and within a `data:` address. */
function decoded(written: string): Buffer | undefined {
  const text = written.replace(/^data:[^,]{0,100};base64,/, '').replaceAll(/\s+/g, '');
  const content = Buffer.from(text, 'base64');
  // `Buffer` passes over what is no base64, so there would be less of it; an expression overflows the stack on megabytes.
  const isWhole = content.length === Math.floor((text.replace(/={0,2}$/, '').length * 3) / 4);
  return isWhole && content.length > 0 ? content : undefined;
}

/** Asks the address until it answers or the attempt has no time left: a write would else have to be sent again for it. */
async function fetched(
  written: string,
  { base, authorized }: Pick<DocumentReader, 'base' | 'authorized'>,
  scope: AttemptScope,
): Promise<Buffer | ExchangeFailure> {
  const url = URL.canParse(written, base.href) ? new URL(written, base) : undefined;
  // Our credentials never go to another system.
  const isOurs = url?.origin === base.origin;
  if (url === undefined || !/^https?:$/.test(url.protocol) || (authorized && !isOurs)) return UNUSABLE;
  for (const pauseMs of [...PAUSES_MS, undefined]) {
    const answer = await ask(url, authorized, scope);
    if (Buffer.isBuffer(answer)) return answer;
    // Where it may not go it may not go later either.
    if (answer.code === 'egress_refused' || answer.code === 'secret_host_refused') return answer;
    const isLast = pauseMs === undefined || Date.now() + pauseMs >= scope.deadline;
    if (isLast || scope.call.signal?.aborted === true) return answer;
    await pause(pauseMs);
  }
  return UNUSABLE;
}

async function ask(url: URL, authorized: boolean, scope: AttemptScope): Promise<Buffer | ExchangeFailure> {
  const { transport, deadline, call } = scope;
  const request = { method: 'GET' as const, url, headers: { accept: '*/*' } };
  const allowance = {
    timeoutMs: Math.max(1, deadline - Date.now()),
    signal: call.signal,
    isUnauthorized: ({ status }: { status: number }) => Promise.resolve(status === 401),
    rewrite: () => request,
  };
  const answer = await exchange(request, allowance, {
    ...transport,
    maxBytes: MOST_DOCUMENT_BYTES,
    ...(authorized ? {} : { auth: { apply: (sent) => Promise.resolve({ is: 'ready', request: sent }) } }),
  });
  // The answer that named it has come, so whatever its own request did has been done.
  if ('what' in answer) return { ...answer, what: 'wrong_shape' };
  return answer.status === 200 ? answer.body : UNUSABLE;
}
