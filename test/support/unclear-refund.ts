/** A refund of 88.40 EUR that was sent on 1 December 2026 at 03:12 UTC, of which nobody knows whether it happened. */
import type { Store } from '../../src/store/store.js';
import type { EffectRecord } from '../../src/store/writes.js';

/** Writes it and its reservation into a store, or how else it `came` out; its id is `<workflow id>#refund#1`. */
export async function unclearRefund(
  store: Store,
  merchant: string,
  workflowId: string,
  came: Partial<Pick<EffectRecord, 'state' | 'httpStatus' | 'answer'>> = {},
): Promise<void> {
  const write = { merchant, workflowId, step: 'refund', visit: 1 };
  const [key, subject, amount] = [`holder of ${workflowId}`, 'order:o-7', { minor: 8_840, currency: 'EUR' }];
  const at = Date.parse('2026-12-01T03:12:00Z');
  await store.reservations.change({ merchant, subject, key }, () => ({
    row: {
      ...{ ...write, key, subject, customers: [], effect: 'money', amount },
      ...{ state: 'kept', reservedAt: at },
    },
    value: undefined,
  }));
  await store.effects.change({ id: write, holder: key }, () => ({
    row: {
      ...{ ...write, key: 'refund-key-1', operation: 'payments.refund', connection: 'psp', effect: 'money' },
      ...{ digest: 'd', state: 'unknown', sender: 'a1', sendBy: at, firstSentAt: at },
      ...{ out: [{ attempt: 'a1', at }], asked: 0, doubled: false, httpStatus: 504 },
      ...came,
    },
    value: undefined,
  }));
}
