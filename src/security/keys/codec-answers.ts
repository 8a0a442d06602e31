/** How the codec server answers: who may read, what is read, and the audit entry that precedes the answer. */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { Payload, PayloadCodec } from '@temporalio/common';
import { errorCatalogue } from '../../contracts/errors/catalogue.js';
import { OrderlyError } from '../../contracts/errors/orderly-error.js';
import type { AuditTrail } from '../../store/store.js';
import { bodyOf, payloadsIn, unreadablePayload, withoutVouchers } from './codec-server-json.js';
import { placeOf } from './payload-codec.js';

// Who may read payloads through the codec server: names with bearer tokens (RFC 6750).

/** Finds the name of whoever sent an `authorization` header; undefined for a caller who is not authenticated. Its time says nothing about tokens. */
function readersOf(tokens: ReadonlyMap<string, string>): (authorization?: string) => string | undefined {
  const readers = [...tokens].map(([name, token]) => ({ name, digest: digestOf(token) }));
  return (authorization = '') => {
    const [, token = ''] = /^Bearer +(\S+)$/i.exec(authorization) ?? [];
    const given = digestOf(token);
    // All are compared, so that the answer's time does not depend on which one it is.
    const found = readers.filter(({ digest }) => timingSafeEqual(digest, given));
    return found[0]?.name;
  };
}

/** Digests have equal length, whatever the token's. */
const digestOf = (token: string): Buffer => createHash('sha256').update(token).digest();

/** What the answers need. */
export interface CodecDesk {
  codec: PayloadCodec;
  /** Who may read, and with which token. */
  tokens: ReadonlyMap<string, string>;
  audit: Pick<AuditTrail, 'record'>;
}

/** A request, once it has been read. */
export interface CodecRequest {
  path: string;
  authorization: string | undefined;
  /** `orderly-workflow`: in whose history what is encoded will stand. */
  workflow: string | undefined;
  /** Read once it is known who asks; undefined if it is too large. */
  body: () => Promise<string | undefined>;
}

/** An answer: JSON with status 200, else one line of text. */
export interface CodecAnswer {
  status: number;
  body: string;
}

/** Answers requests; never throws, and says nothing about what it was sent. */
export function codecAnswers({
  codec,
  tokens,
  audit,
}: CodecDesk): (request: CodecRequest) => Promise<CodecAnswer> {
  const readerOf = readersOf(tokens);
  const decode = async (payloads: Payload[], reader: string): Promise<CodecAnswer> => ({
    status: 200,
    body: bodyOf(await readPayloads({ codec, audit }, payloads, reader)),
  });
  const encode = async (payloads: Payload[], workflowId: string | undefined): Promise<CodecAnswer> => {
    if (workflowId === undefined)
      return problem(
        400,
        'Name the workflow in the header `orderly-workflow`: the key of its conversation encrypts the payload.',
      );
    return {
      status: 200,
      body: bodyOf(await codec.encode(payloads, { type: 'workflow', namespace: '', workflowId })),
    };
  };
  return async ({ path, authorization, workflow, body }) => {
    const reader = readerOf(authorization);
    if (reader === undefined) return problem(401, 'A valid bearer token is required.');
    const text = await body();
    if (text === undefined) return problem(413, 'The body is too large.');
    const payloads = payloadsIn(text);
    if (payloads === undefined)
      return problem(400, 'The body must be {"payloads": [{"metadata": {…}, "data": "…"}]}.');
    try {
      return await (path === '/decode' ? decode(payloads, reader) : encode(payloads, workflow));
    } catch (error) {
      const code = error instanceof OrderlyError ? error.code : 'internal';
      return problem(
        errorCatalogue[code].retry === 'later' ? 503 : 500,
        `${code}: ${errorCatalogue[code].title}.`,
      );
    }
  };
}

/**
 * Payloads in clear, each that cannot be read with the reason in its place; of which conversations they were is audited.
 * Throws the failures that pass by themselves: `store_unavailable`, `master_key_unavailable`.
 */
async function readPayloads(
  { codec, audit }: Pick<CodecDesk, 'codec' | 'audit'>,
  payloads: readonly Payload[],
  reader: string,
): Promise<Payload[]> {
  // First the entry: what is not written down is not read.
  await record(audit, payloads, reader);
  return Promise.all(payloads.map((payload) => readable(codec, payload)));
}

/** The same for somebody who may read those of one merchant. */
export function readPayloadsOf(
  merchant: string,
  desk: Pick<CodecDesk, 'codec' | 'audit'>,
  payloads: readonly Payload[],
  reader: string,
): Promise<Payload[]> {
  const theirs = payloads.map((payload) => {
    const place = placeOf(payload);
    return place === undefined || place.merchant === merchant
      ? payload
      : unreadablePayload('caller_forbidden');
  });
  return readPayloads(desk, theirs, reader);
}

/** An entry for each conversation of which something is read. */
async function record(
  audit: Pick<AuditTrail, 'record'>,
  payloads: readonly Payload[],
  actor: string,
): Promise<void> {
  const counts = new Map<string, { merchant: string; count: number }>();
  for (const payload of payloads) {
    const place = placeOf(payload);
    if (place === undefined) continue;
    const count = (counts.get(place.scope)?.count ?? 0) + 1;
    counts.set(place.scope, { merchant: place.merchant, count });
  }
  for (const [subject, { merchant, count }] of counts)
    await audit.record({
      ...{ merchant, at: Date.now(), actor, action: 'payloads_read', subject, outcome: 'done' },
      details: { payloads: count },
    });
}

/** The payload in clear, or in its place why it cannot be read; a failure that passes by itself is thrown. */
async function readable(codec: PayloadCodec, payload: Payload): Promise<Payload> {
  try {
    const [opened] = await codec.decode([payload]);
    return withoutVouchers(opened ?? payload);
  } catch (error) {
    if (error instanceof OrderlyError && errorCatalogue[error.code].retry === 'never')
      return unreadablePayload(error.code);
    throw error;
  }
}

const problem = (status: number, text: string): CodecAnswer => ({ status, body: `${text}\n` });
