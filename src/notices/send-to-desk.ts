/** Sends what the outbox holds into a thread of a help desk, once: in doubt the desk is asked by our own key. */
import { channelAssign, channelReply } from '../commerce/channel/operations.js';
import type { JsonObject } from '../contracts/json.js';
import type { Merchant } from '../merchants/merchant.js';
import type { OutboxRow } from '../store/store.js';

/** The connection of a help desk. */
export type Desk = NonNullable<ReturnType<Merchant['connections']['get']>>;

type Binding = NonNullable<ReturnType<Desk['bindings']['get']>>;
type Attempt = Awaited<ReturnType<Desk['attempt']>>;

/** What came of an attempt: nothing is left to do without `failure`, and after a final one; else not before so many ms. */
export interface Tried {
  failure?: string | undefined;
  isFinal?: true;
  inMs?: number;
}

/** A row of the outbox, the desk's id of its thread, and the key that stays the same when it is sent again. */
interface Reply {
  row: OutboxRow;
  thread: string;
  key: string;
}

/** Whether nobody can have sent it before; until when (epoch ms) this worker alone may; and the clock. */
interface Turn {
  isFirst: boolean;
  until: number;
  now: () => number;
}

/** A desk may still be at work on a request that we have stopped waiting for, ms. */
const settleMs = 60_000;

/** Sends a reply, a question or a handover; what a customer wrote to people stands in the thread already. */
export async function sendToDesk(desk: Desk, reply: Reply, turn: Turn): Promise<Tried> {
  const call = callOf(reply);
  const binding = call && desk.bindings.get(call.operation);
  if (call === undefined) return {};
  if (binding === undefined) return { failure: 'operation_unbound' };
  if (!turn.isFirst) {
    const before = await lookedUp(
      desk,
      binding,
      { ...call, key: reply.key, createdAt: reply.row.createdAt },
      turn,
    );
    if (before !== undefined) return before;
  }
  const came = await desk.attempt({
    ...call,
    idempotencyKey: reply.key,
    repeated: !turn.isFirst,
    // A worker that stood still must not send what another one has taken over.
    gate: () => Promise.resolve(turn.now() + binding.timeoutMs < turn.until),
  });
  return triedOf(came, binding);
}

function callOf({
  row: { kind, body },
  thread,
}: Reply): { operation: string; inputs: JsonObject } | undefined {
  if (kind === 'passed_on') return undefined;
  if (kind !== 'handover') return { operation: channelReply.name, inputs: { thread, text: body.text } };
  const summary = [body.text, ...(body.details === undefined ? [] : [body.details])].join('\n\n');
  return { operation: channelAssign.name, inputs: { thread, queue: body.queue ?? '', summary } };
}

/** What an earlier attempt has done, as far as it can be known; undefined if it may be sent (again). */
async function lookedUp(
  desk: Desk,
  { idempotency }: Binding,
  { inputs, key, createdAt }: { inputs: JsonObject; key: string; createdAt: number },
  { now }: Turn,
): Promise<Tried | undefined> {
  if (idempotency.kind === 'natural') return undefined;
  if (idempotency.kind === 'key' && now() - createdAt < idempotency.windowMs) return undefined;
  if (idempotency.kind !== 'lookup') return { failure: 'outcome_unknown', isFinal: true };
  const { operation } = idempotency;
  const came = await desk.attempt({ operation, inputs, idempotencyKey: key, purpose: 'look_up' });
  if (came.is === 'done' && came.result === 'happened') return {};
  if (came.is === 'done' && came.result === 'not_happened') return undefined;
  return { failure: 'code' in came ? came.code : came.is };
}

function triedOf(came: Attempt, { timeoutMs }: Binding): Tried {
  switch (came.is) {
    case 'done':
    case 'accepted':
      return {};
    case 'refused':
      return { failure: came.code, isFinal: true };
    case 'unclear':
      return { failure: came.code, inMs: timeoutMs + settleMs };
    case 'later':
    case 'unsent':
      return { failure: came.code, ...(came.retryAfterMs === undefined ? {} : { inMs: came.retryAfterMs }) };
  }
}
