/** Rows of the store as workers write them, for what is seldom or hard to bring about on a whole stack. */
import { randomUUID } from 'node:crypto';
import type { Handover } from '../../../src/contracts/handover.js';
import type { Store } from '../../../src/store/store.js';

const amount = { minor: 8_840, currency: 'EUR' };

/** Keeps a refund whose answer was lost; returns its id. */
export async function keepUnclear(
  store: Store,
  {
    reference,
    connection = 'shop',
    subject = 'order:10105',
  }: { reference: string; connection?: string; subject?: string },
): Promise<string> {
  const workflowId = `demo/${randomUUID()}/1-refund`;
  const id = { merchant: 'demo', workflowId, step: 'refund', visit: 1 };
  const key = randomUUID();
  await store.reservations.change({ merchant: 'demo', subject, key }, ({ now }) => ({
    row: {
      ...{ ...id, key, subject, customers: [], effect: 'money', amount, reservedAt: now },
      state: 'kept',
    },
    value: undefined,
  }));
  await store.effects.change({ id, holder: key }, ({ now }) => ({
    row: {
      ...{
        ...id,
        key,
        operation: 'payments.refund',
        connection,
        effect: 'money',
        state: 'unknown',
        reference,
      },
      ...{ digest: 'd', sender: 'a1', sendBy: now, firstSentAt: now, out: [{ attempt: 'a1', at: now }] },
      ...{ asked: 0, doubled: false, httpStatus: 504 },
    },
    value: undefined,
  }));
  return `${workflowId}#refund#1`;
}

/** Keeps a cancellation that the shop has refused for a reason; returns its run's id. */
export async function keepRefused(store: Store, code: string): Promise<string> {
  const workflowId = `demo/${randomUUID()}/1-cancel-order`;
  const id = { merchant: 'demo', workflowId, step: 'cancel', visit: 1 };
  const key = randomUUID();
  await store.effects.change({ id, holder: key }, ({ now }) => ({
    row: {
      ...{ ...id, key, operation: 'orders.cancel', connection: 'shop', effect: 'write', state: 'refused' },
      ...{ digest: 'd', sender: 'a1', sendBy: now, firstSentAt: now, out: [{ attempt: 'a1', at: now }] },
      ...{ asked: 0, doubled: false, httpStatus: 409, answer: { outcome: 'refused', refusal: { code } } },
    },
    value: undefined,
  }));
  return workflowId;
}

/** A request for approval with a summary of its own; returns its number. */
export function keepRequest(
  store: Store,
  kept: {
    summary: Readonly<Record<string, string>>;
    messageIds: string[];
    conversation: string;
    minor?: number;
    startedBy?: readonly string[];
  },
): Promise<number> {
  const { summary, messageIds, conversation, minor = amount.minor, startedBy } = kept;
  const workflowId = `demo/${conversation}/1-refund`;
  const requestedAt = Date.now();
  return store.approvals.open(
    {
      ...{ merchant: 'demo', workflowId, flow: 'refund-order', zone: 'Europe/Berlin', runId: 'r1' },
      ...{ conversation, messageIds },
      request: {
        ...{
          id: `${workflowId}#refund#1`,
          digest: 'd1',
          operation: 'payments.refund',
          role: 'refund-approver',
        },
        ...{ summary, amount: { ...amount, minor }, requestedAt, expiresAt: requestedAt + 172_800_000 },
        ...(startedBy === undefined ? {} : { startedBy }),
      },
    },
    [],
  );
}

/** A handover of a conversation, with what people get to know. */
export async function keepHandover(
  store: Store,
  conversation: string,
  text: string,
  handover: Handover,
): Promise<void> {
  await store.outbox.add({
    ...{ merchant: 'demo', conversation, key: randomUUID(), kind: 'handover' },
    body: { text, queue: 'service', details: text, handover },
  });
}
