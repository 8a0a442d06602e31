/** What the store's promises are proved on: any database, and as many clients of it as a test wants. */
import { randomBytes, randomUUID } from 'node:crypto';
import { openSealedStore } from '../../../src/security/keys/open-sealed-store.js';
import { noOther } from '../../support/master-keys.js';
import type { Store } from '../../../src/store/store.js';

/** What seals in all stores under test. */
const sealing = { ...noOther, masterKey: randomBytes(32).toString('base64'), plaintext: 'refused' as const };

/** A database under test. */
export interface Subject {
  /** Answers its connection string. */
  url: () => string;
  /** A store that is no database: all clients are this one. */
  shared?: Store;
}

/** Several clients with connections of their own, as several workers have them. */
export async function openClients(subject: Subject, count: number): Promise<Store[] & AsyncDisposable> {
  const { shared } = subject;
  // Many ask at once, on a machine that may have other work: whoever waits for a connection waits.
  const options = { poolSize: 4, connectMs: 120_000 };
  const open = async (): Promise<Store> =>
    (await openSealedStore(sealing, { databaseUrl: subject.url(), ...options })).store;
  const stores = await Promise.all(
    Array.from({ length: count }, () => (shared === undefined ? open() : Promise.resolve(shared))),
  );
  return Object.assign(stores, {
    async [Symbol.asyncDispose]() {
      await Promise.all(stores.map((store) => store[Symbol.asyncDispose]()));
    },
  });
}

/** A name that no other test uses. */
export function fresh(kind: string): string {
  return `${kind}-${randomUUID()}`;
}

/** Numbers from 0 to below 1 that one seed repeats (mulberry32); the seed stands in the test's name or output. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** The seed of this run: the same every time, unless `SEED` gives another. */
export function newSeed(): number {
  return Number(process.env['SEED'] ?? 20_261_128);
}
