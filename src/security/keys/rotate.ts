/** Rotation: what a key wraps is wrapped anew by a newer one. No sealed content is touched. */
import { randomBytes, randomUUID } from 'node:crypto';
import { OrderlyError } from '../../contracts/errors/orderly-error.js';
import { SEALING_KEY_BYTES } from '../sealing.js';
import type { Keys, LiveKeyRow, Wrapping } from '../../store/key-rows.js';
import { aboutKey, StoredKeys, wrappedBy } from './key-ring.js';
import type { MasterKey } from './master-key.js';

const PAGE = 100;

/**
 * Wraps anew every key that the master key wraps; returns how many. Can be repeated, and run beside workers. Throws
 * `key_unreadable` for those that no master key opens, once all others are done.
 */
export function rewrapAll(keys: Keys, master: MasterKey): Promise<number> {
  return rewrapEach(
    keys,
    (after) => keys.wrappedByMaster(after, PAGE),
    async (row) => {
      const about = aboutKey(row);
      return { wrapped: await master.wrap(await master.unwrap(row.wrapped, about), about) };
    },
  );
}

/**
 * Gives a merchant a new key, which wraps all that earlier ones do; these are destroyed once they wrap nothing. Returns how
 * many keys were wrapped anew. Can be cut off anywhere and repeated, and run beside workers; throws as `rewrapAll` does.
 */
export async function rotateMerchantKey(keys: Keys, master: MasterKey, merchant: string): Promise<number> {
  const scope = { kind: 'merchant', merchant } as const;
  const newest = { id: randomUUID(), scope, bytes: randomBytes(SEALING_KEY_BYTES) };
  const { id, bytes } = newest;
  await keys.supersede({ id, scope, wrapped: await master.wrap(bytes, aboutKey(newest)) });
  const ring = new StoredKeys(keys, master);
  const count = await rewrapEach(
    keys,
    (after) => keys.wrappedBySuperseded(merchant, after, PAGE),
    async (row) => wrappedBy(newest, (await ring.byId(row.id)).bytes, aboutKey(row)),
  );
  await keys.destroySuperseded(merchant);
  return count;
}

async function rewrapEach(
  keys: Keys,
  pageBehind: (id: string) => Promise<LiveKeyRow[]>,
  anew: (row: LiveKeyRow) => Promise<Wrapping>,
): Promise<number> {
  const unreadable: string[] = [];
  let count = 0;
  let after = '';
  for (;;) {
    const rows = await pageBehind(after);
    for (const row of rows) {
      after = row.id;
      const wrapping = await unlessUnreadable(anew(row));
      // A row that has changed meanwhile was wrapped anew by somebody else, or destroyed.
      if (wrapping === undefined) unreadable.push(row.id);
      else if (await keys.rewrap(row.id, row.wrapped, wrapping)) count += 1;
    }
    if (rows.length < PAGE) break;
  }
  if (unreadable.length === 0) return count;
  const message = `${count} keys were rewrapped, but these cannot be unwrapped: ${unreadable.join(', ')}`;
  throw new OrderlyError('key_unreadable', message);
}

async function unlessUnreadable(wrapping: Promise<Wrapping>): Promise<Wrapping | undefined> {
  try {
    return await wrapping;
  } catch (error) {
    if (error instanceof OrderlyError && error.code === 'key_unreadable') return undefined;
    throw error;
  }
}
