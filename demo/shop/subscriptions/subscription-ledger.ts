/** What the shop has done with subscriptions, one row each. */
import { join } from 'node:path';
import { z } from 'zod';
import { JsonLines } from '../json-lines.js';

const SubscriptionRow = z.object({
  time: z.string(),
  /** The shop's own number of the booking, `v_…`. */
  id: z.string(),
  subscriptionId: z.string(),
  nummer: z.string(),
  kind: z.enum(['kuendigung', 'pause', 'fortsetzung', 'auslassung', 'wechsel', 'erstattung']),
  /** The moment that it is about: when it ends, or until when it pauses. */
  at: z.number().optional(),
  plan: z.string().optional(),
  /** What is paid back, or what each delivery costs from then on. */
  cents: z.number().int().optional(),
  reason: z.string().optional(),
  /** The request's idempotency key, if it had one. */
  key: z.string().optional(),
  /** Digest of what was asked for, so that a key cannot be used for something else. */
  request: z.string(),
});

/** One effect on a subscription. */
export type SubscriptionRow = z.infer<typeof SubscriptionRow>;

/** The ledger of subscriptions. */
export type SubscriptionLedger = JsonLines<SubscriptionRow>;

/** Opens `subscriptions.jsonl` in the data folder. */
export const openSubscriptionLedger = (folder: string): SubscriptionLedger =>
  new JsonLines(join(folder, 'subscriptions.jsonl'), (row) => SubscriptionRow.parse(row), true);
