/** The ledger: every effect the shop has had, one row each. */
import { join } from 'node:path';
import { z } from 'zod';
import { Change } from './changes.js';
import { JsonLines } from './json-lines.js';

const LedgerRow = z.object({
  time: z.string(),
  /** The shop's own number of the booking, `e_…` or `s_…`. */
  id: z.string(),
  orderId: z.string(),
  nummer: z.string(),
  kind: z.enum(['erstattung', 'storno', 'adresse', 'positionen', 'ersatz', 'notiz']),
  cents: z.number().int(),
  currency: z.literal('EUR'),
  /** The request's idempotency key, if it had one. */
  key: z.string().optional(),
  /** Digest of what was asked for, so that a key cannot be used for something else. */
  request: z.string(),
  /** What was changed, if it was no money. */
  change: Change.optional(),
});

/** An effect: a refund, a cancellation or a change, with what it is worth in cents. */
export type LedgerRow = z.infer<typeof LedgerRow>;

/** The ledger of a data folder. */
export type Ledger = JsonLines<LedgerRow>;

/** Opens `ledger.jsonl` in the data folder. */
export const openLedger = (folder: string): Ledger =>
  new JsonLines(join(folder, 'ledger.jsonl'), (row) => LedgerRow.parse(row), true);

/** Number by which the customer knows a replacement. */
export const replacementNumber = ({ id }: LedgerRow): string => `E${id.slice(2, 8).toUpperCase()}`;
