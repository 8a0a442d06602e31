/** A request for approval that cannot be opened hides no other one, and is told. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { prepareStore } from '../../demo/prepared.js';
import { OrderlyError } from '../../src/contracts/errors/orderly-error.js';
import { type EmbeddedStore, openEmbeddedStore } from '../../src/platform/embedded/start-embedded.js';
import { openStore } from '../../src/store/open-store.js';
import { plainCells } from '../../src/store/sealed-cells.js';
import type { Store } from '../../src/store/store.js';
import { opened } from './support/requests.js';
import { fresh } from './support/subject.js';

let folder: string;
let embedded: EmbeddedStore;
let store: Store;
const broken = new Map<string, Error>();
const logged: object[] = [];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'orderly-damaged-'));
  await prepareStore(folder);
  embedded = await openEmbeddedStore(folder);
  const cells: typeof plainCells = {
    ...plainCells,
    open(cell, place) {
      const error = broken.get(String(place.row[0]));
      return error === undefined ? plainCells.open(cell, place) : Promise.reject(error);
    },
  };
  const log = { error: (fields: object) => void logged.push(fields) };
  store = await openStore({ databaseUrl: embedded.databaseUrl, log }, () => cells);
});
afterAll(async () => {
  await store[Symbol.asyncDispose]();
  await embedded[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});
beforeEach(() => {
  broken.clear();
  logged.length = 0;
});

async function three(): Promise<{ merchant: string; second: string }> {
  const merchant = fresh('merchant');
  const all = [1, 2, 3].map(() => opened({ merchant }));
  for (const one of all) await store.approvals.open(one, [{ kind: 'requested', target: 'team', at: 0 }]);
  return { merchant, second: all[1]!.request.id };
}

test.each<[string, Error]>([
  ['a damaged cell', new OrderlyError('payload_damaged', 'damaged')],
  ['a cell that is no JSON', new SyntaxError('no JSON')],
  ['a cell whose key is missing', new OrderlyError('key_missing', 'missing')],
])('%s', async (_, error) => {
  const { merchant, second } = await three();
  broken.set(second, error);
  const numbers = (rows: readonly { number: number }[]): number[] =>
    rows.map(({ number }) => number).sort((a, b) => a - b);
  expect(numbers(await store.approvals.waiting(merchant))).toEqual([1, 3]);
  expect(numbers(await store.notifications.claim([merchant], 10, 60_000))).toEqual([1, 3]);
  const told = expect.objectContaining({ merchant, number: 2 });
  expect(logged).toEqual([told, told]);
});

test.each(['master_key_unavailable', 'payload_sealed'] as const)(
  'without a master key none can be read: %s',
  async (code) => {
    const { merchant, second } = await three();
    broken.set(second, new OrderlyError(code, 'away'));
    const away = { code };
    await expect(store.approvals.waiting(merchant)).rejects.toMatchObject(away);
    await expect(store.notifications.claim([merchant], 10, 60_000)).rejects.toMatchObject(away);
  },
);
