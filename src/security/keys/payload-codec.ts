/** Payloads as Temporal keeps them: sealed with AES-256-GCM by the key of their conversation (DESIGN §20). */
import type { Payload, PayloadCodec, SerializationContext } from '@temporalio/common';
import proto from '@temporalio/proto';
import { OrderlyError } from '../../contracts/errors/orderly-error.js';
import { openBytes, sealBytes } from '../sealing.js';
import type { KeyScope } from '../../store/store.js';
import type { DataKey, KeyRing } from './key-ring.js';
import { isUnsealedFailure, unsealedFailure } from './permanent-failures.js';
import { scopeOfWorkflow, scopeText } from '../../store/key-scope.js';

/** Whether payloads that nobody sealed are read: while runs are still open that began before there was a master key. */
export type Plaintext = 'refused' | 'accepted';

/** A payload is sealed whole, as the bytes in which Temporal itself transports it. */
const asBytes = proto.temporal.api.common.v1.Payload;

/** Names in a payload's metadata; `encoding` is Temporal's. */
const ENCODING = 'encoding';
const KEY_ID = 'orderly-key';
const SCOPE = 'orderly-scope';
const SEALED = 'binary/encrypted';

/** Seals and opens payloads. */
export class SealingCodec implements PayloadCodec {
  readonly #keys: KeyRing;
  readonly #plaintext: Plaintext;

  constructor(keys: KeyRing, plaintext: Plaintext) {
    this.#keys = keys;
    this.#plaintext = plaintext;
  }

  async encode(payloads: Payload[], context?: SerializationContext): Promise<Payload[]> {
    if (payloads.length === 0) return [];
    // Failures of a worker before it knows whose task it has are all that comes without a context.
    const scope = scopeIn(context) ?? ({ kind: 'installation' } as const);
    try {
      const key = await this.#keys.current(scope);
      return payloads.map((payload) => sealed(payload, key));
    } catch (error) {
      const failure = unsealedFailure(payloads, error);
      if (failure !== undefined) return failure;
      throw error;
    }
  }

  async decode(payloads: Payload[], context?: SerializationContext): Promise<Payload[]> {
    if (payloads.length === 0) return [];
    return Promise.all(payloads.map((payload) => this.#opened(payload, scopeIn(context))));
  }

  async #opened(payload: Payload, expected: KeyScope | undefined): Promise<Payload> {
    if (!isSealed(payload)) return this.#plain(payload);
    const [id, scope] = [textIn(payload, KEY_ID), textIn(payload, SCOPE)];
    // Before the key is looked for: whoever moved the payload learns nothing about keys.
    if (expected !== undefined && scope !== scopeText(expected))
      throw new OrderlyError(
        'payload_misplaced',
        `A payload in ${scopeText(expected)} belongs to another conversation`,
      );
    const key = await this.#keys.byId(id);
    if (scopeText(key.scope) !== scope) throw damaged();
    const bytes = openBytes(key.bytes, payload.data ?? new Uint8Array(), aboutPayload(key));
    if (bytes === undefined) throw damaged();
    return unpacked(bytes);
  }

  #plain(payload: Payload): Payload {
    if (this.#plaintext === 'accepted' || isUnsealedFailure(payload)) return payload;
    throw new OrderlyError('payload_plaintext', 'A payload is not encrypted');
  }
}

/** For a process without a master key: it writes payloads in clear, and says why it cannot read sealed ones. */
export const plainCodec: PayloadCodec = {
  encode: (payloads) => Promise.resolve(payloads),
  decode: (payloads) =>
    payloads.some(isSealed)
      ? Promise.reject(
          new OrderlyError('payload_sealed', 'A payload is encrypted, and this process has no master key'),
        )
      : Promise.resolve(payloads),
};

/** Whose a sealed payload says it is: its scope as text, and the merchant (empty: of none); undefined if nobody sealed it. */
export function placeOf(payload: Payload): { scope: string; merchant: string } | undefined {
  if (!isSealed(payload)) return undefined;
  const scope = textIn(payload, SCOPE);
  return { scope, merchant: /^[a-z]+:([^/]+)/.exec(scope)?.[1] ?? '' };
}

function sealed(payload: Payload, key: DataKey): Payload {
  return {
    metadata: {
      [ENCODING]: Buffer.from(SEALED),
      [KEY_ID]: Buffer.from(key.id),
      [SCOPE]: Buffer.from(scopeText(key.scope)),
    },
    data: sealBytes(key.bytes, asBytes.encode(payload).finish(), aboutPayload(key)),
  };
}

/** Of bytes that only we have written. One buffer holds it all, and nothing else: it goes whole to a workflow's thread. */
function unpacked(bytes: Buffer): Payload {
  const { metadata, data } = asBytes.decode(new Uint8Array(bytes));
  return { metadata, data };
}

function isSealed(payload: Payload): boolean {
  return textIn(payload, ENCODING) === SEALED;
}

/** What is bound to a sealed payload, and stands in its metadata. */
const aboutPayload = ({ id, scope }: DataKey): string => `orderly payload ${id} ${scopeText(scope)}`;

function scopeIn(context: SerializationContext | undefined): KeyScope | undefined {
  return context?.workflowId === undefined ? undefined : scopeOfWorkflow(context.workflowId);
}

const textIn = ({ metadata }: Payload, name: string): string =>
  Buffer.from(metadata?.[name] ?? new Uint8Array()).toString('utf8');

const damaged = (): OrderlyError =>
  new OrderlyError(
    'payload_damaged',
    'An encrypted payload was changed, or its metadata belongs to another one',
  );
