/** Rotation of the master key: what it wraps is wrapped anew by the newest one. No sealed content is touched. */
import { OrderlyError } from '../contracts/errors/orderly-error.js';
import type { Keys, LiveKeyRow } from '../store/key-rows.js';
import { aboutKey } from './key-ring.js';
import type { MasterKey } from './master-key.js';

const PAGE = 100;

/**
 * Wraps anew every key that the master key wraps; returns how many. Can be repeated, and run beside workers. Throws
 * `key_unreadable` for those that no master key opens, once all others are done.
 */
export async function rewrapAll(keys: Keys, master: MasterKey): Promise<number> {
  const unreadable: string[] = [];
  let count = 0;
  let after = '';
  for (;;) {
    const rows = await keys.wrappedByMaster(after, PAGE);
    for (const row of rows) {
      after = row.id;
      const wrapped = await wrappedAnew(row, master);
      // A row that has changed meanwhile was wrapped anew by somebody else, or destroyed.
      if (wrapped === undefined) unreadable.push(row.id);
      else if (await keys.rewrap(row.id, row.wrapped, wrapped)) count += 1;
    }
    if (rows.length < PAGE) break;
  }
  if (unreadable.length === 0) return count;
  const message = `${count} keys were wrapped anew, and these cannot be unwrapped: ${unreadable.join(', ')}`;
  throw new OrderlyError('key_unreadable', message);
}

/** Undefined if no master key opens it. */
async function wrappedAnew(row: LiveKeyRow, master: MasterKey): Promise<string | undefined> {
  const about = aboutKey(row);
  try {
    return await master.wrap(await master.unwrap(row.wrapped, about), about);
  } catch (error) {
    if (error instanceof OrderlyError && error.code === 'key_unreadable') return undefined;
    throw error;
  }
}
