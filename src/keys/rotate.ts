/** Rotation of the master key: what it wraps is wrapped anew by the newest one. No sealed content is touched. */
import type { Keys } from '../store/store.js';
import { aboutKey } from './key-ring.js';
import type { MasterKey } from './master-key.js';

const PAGE = 100;

/** Wraps anew every key that the master key wraps; returns how many. Can be repeated, and run beside workers. */
export async function rewrapAll(keys: Keys, master: MasterKey): Promise<number> {
  let count = 0;
  let after = '';
  for (;;) {
    const rows = await keys.wrappedByMaster(after, PAGE);
    for (const row of rows) {
      const about = aboutKey(row);
      const wrapped = await master.wrap(await master.unwrap(row.wrapped, about), about);
      // A row that has changed meanwhile was wrapped anew by somebody else, or destroyed.
      if (await keys.rewrap(row.id, row.wrapped, wrapped)) count += 1;
      after = row.id;
    }
    if (rows.length < PAGE) return count;
  }
}
