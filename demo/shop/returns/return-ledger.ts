/** What the shop has done with returns, one row each. */
import { join } from 'node:path';
import { z } from 'zod';
import { JsonLines } from '../json-lines.js';
import { refundReasons } from '../order.js';
import { ReturnedLine, returnStates } from './return.js';

const ReturnRow = z.object({
  time: z.string(),
  /** The shop's own number of the booking, `v_…`. */
  id: z.string(),
  returnId: z.string(),
  orderId: z.string(),
  /** A registration, or a state that the return has come to. */
  kind: z.enum(['anmeldung', ...returnStates]),
  /** Of a registration. */
  lines: z.array(ReturnedLine).optional(),
  reason: z.enum(refundReasons).optional(),
  feeCents: z.number().int().optional(),
  cents: z.number().int().optional(),
  /** The request's idempotency key, if it had one. */
  key: z.string().optional(),
  /** Digest of what was asked for, so that a key cannot be used for something else. */
  request: z.string(),
});

/** One effect on a return. */
export type ReturnRow = z.infer<typeof ReturnRow>;

/** The ledger of returns. */
export type ReturnLedger = JsonLines<ReturnRow>;

/** Opens `returns.jsonl` in the data folder. */
export const openReturnLedger = (folder: string): ReturnLedger =>
  new JsonLines(join(folder, 'returns.jsonl'), (row) => ReturnRow.parse(row), true);
