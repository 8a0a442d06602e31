/** Keys of merchants, conversations and intakes: made once, wrapped, remembered for a while, rotated, destroyed. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { StoredKeys } from '../../../src/security/keys/key-ring.js';
import { scopeOfWorkflow, scopeText } from '../../../src/store/key-scope.js';
import { rewrapAll, rotateMerchantKey } from '../../../src/security/keys/rotate.js';
import type { KeyScope } from '../../../src/store/store.js';
import { fresh } from '../../store/support/subject.js';
import { type TestStore, testStore } from '../../support/store.js';
import { counted, masterOf, newConversation, newMasterKey, otherProcess } from './support/ring.js';

let store: TestStore;
beforeAll(async () => {
  store = await testStore();
});
afterAll(() => store[Symbol.asyncDispose]());

const text = newMasterKey();
const master = masterOf(text);
const ring = (): StoredKeys => otherProcess(store.keys, master);

test('each scope has a key of its own, and all processes the same one', async () => {
  const merchant = fresh('m');
  const scopes: KeyScope[] = [
    { kind: 'installation' },
    { kind: 'merchant', merchant },
    { kind: 'intake', merchant },
    newConversation(merchant),
    newConversation(merchant),
    newConversation(),
  ];
  const [one, two] = [ring(), ring()];
  const keys = await Promise.all(scopes.flatMap((scope) => [one.current(scope), two.current(scope)]));
  expect(new Set(keys.map(({ bytes }) => bytes.toString('hex'))).size).toBe(scopes.length);
  for (const [at, scope] of scopes.entries()) {
    const [first, second] = keys.slice(2 * at);
    expect(second).toEqual(first);
    expect(first!.scope).toEqual(scope);
    expect(first!.bytes).toHaveLength(32);
    expect(await ring().byId(first!.id)).toEqual(first);
  }
});

test('nothing in the store is a key in clear', async () => {
  const scope = newConversation();
  const [key, merchants] = await Promise.all([
    ring().current(scope),
    ring().current({ kind: 'merchant', merchant: scope.merchant }),
  ]);
  for (const { id, bytes } of [key, merchants]) {
    const { wrapped } = (await store.keys.get(id)) as { wrapped: string };
    for (const encoding of ['base64', 'base64url', 'hex', 'latin1'] as const)
      expect(wrapped).not.toContain(bytes.toString(encoding));
  }
  expect(await store.keys.get(key.id)).toMatchObject({ wrapper: merchants.id });
});

test('with another master key nothing is unwrapped, and the process that has it goes on', async () => {
  const scope = newConversation();
  const { id } = await ring().current(scope);
  const stranger = otherProcess(store.keys, masterOf(newMasterKey()));
  await expect(stranger.current(scope)).rejects.toMatchObject({ code: 'key_unreadable' });
  await expect(stranger.byId(id)).rejects.toMatchObject({ code: 'key_unreadable' });
  expect((await ring().current(scope)).id).toBe(id);
});

test('a wrapped key that is moved to another row does not unwrap', async () => {
  const merchant = fresh('m');
  const [mine, theirs] = [newConversation(merchant), newConversation(merchant)];
  const { id } = await ring().current(mine);
  const { id: otherId } = await ring().current(theirs);
  const [from, to] = [(await store.keys.get(id))!, (await store.keys.get(otherId))!];
  expect(await store.keys.rewrap(otherId, to.wrapped!, { ...to, wrapped: from.wrapped! })).toBe(true);
  await expect(ring().byId(otherId)).rejects.toMatchObject({ code: 'key_unreadable' });
});

test('an unknown key says so', async () => {
  await expect(ring().byId('00000000-0000-0000-0000-000000000000')).rejects.toMatchObject({
    code: 'key_missing',
  });
});

describe('a destroyed key', () => {
  test('is not unwrapped, others of its merchant are, and its scope gets another', async () => {
    const scope = newConversation();
    const neighbour = newConversation(scope.merchant);
    const [key, other] = [await ring().current(scope), await ring().current(neighbour)];
    await store.keys.destroy(scope);
    await expect(ring().byId(key.id)).rejects.toMatchObject({ code: 'key_destroyed' });
    expect(await ring().byId(other.id)).toEqual(other);
    const anew = await ring().current(scope);
    expect(anew.id).not.toBe(key.id);
    expect(anew.bytes).not.toEqual(key.bytes);
  });

  test('is forgotten by a process that remembers it once its time is over', async () => {
    let now = 0;
    const limits = { most: 10, lifeMs: 1_000, now: () => now };
    const remembering = new StoredKeys(store.keys, master, limits);
    const scope = newConversation();
    const { id } = await remembering.current(scope);
    await store.keys.destroy(scope);
    now = 999;
    expect((await remembering.byId(id)).id).toBe(id);
    now = 1_000;
    await expect(remembering.byId(id)).rejects.toMatchObject({ code: 'key_destroyed' });
    expect((await remembering.current(scope)).id).not.toBe(id);
  });
});

describe('what is remembered', () => {
  test('is read once, however many ask at once', async () => {
    const keys = counted(store.keys);
    const remembering = otherProcess(keys, master);
    const scope = newConversation();
    const first = await remembering.current(scope);
    const before = keys.reads();
    const again = await Promise.all(
      Array.from({ length: 50 }, (_, at) =>
        at % 2 === 0 ? remembering.current(scope) : remembering.byId(first.id),
      ),
    );
    expect(again.every(({ id }) => id === first.id)).toBe(true);
    expect(keys.reads()).toBe(before);
    const late = otherProcess(keys, master);
    await Promise.all(Array.from({ length: 50 }, () => late.byId(first.id)));
    // Its own row, and its merchant's.
    expect(keys.reads()).toBe(before + 2);
  });

  test('is bounded: the one used longest ago is read anew', async () => {
    const keys = counted(store.keys);
    const remembering = new StoredKeys(keys, master, { most: 3, lifeMs: 60_000, now: () => 0 });
    const merchant = fresh('m');
    const scopes = Array.from({ length: 3 }, () => newConversation(merchant));
    for (const scope of scopes) await ring().current(scope);
    // The merchant's key is used for each of them, and stays.
    for (const scope of scopes) await remembering.current(scope);
    const before = keys.reads();
    await remembering.current(scopes[2]!);
    expect(keys.reads()).toBe(before);
    await remembering.current(newConversation(merchant));
    const later = keys.reads();
    await remembering.current(scopes[0]!);
    expect(keys.reads()).toBeGreaterThan(later);
  });

  test('is no failure', async () => {
    let broken = true;
    const keys = {
      ...store.keys,
      current: (scope: KeyScope) =>
        broken ? Promise.reject(new Error('the store is away')) : store.keys.current(scope),
    };
    const remembering = otherProcess(keys, master);
    const scope = newConversation();
    await expect(remembering.current(scope)).rejects.toThrow('away');
    broken = false;
    expect((await remembering.current(scope)).scope).toEqual(scope);
  });
});

test('rotation: what the old master key wraps is wrapped by the new one, and every key stays what it is', async () => {
  const scopes = [newConversation(), newConversation(), { kind: 'installation' } as const];
  const before = await Promise.all(scopes.map((scope) => ring().current(scope)));
  const rows = await Promise.all(before.map(({ id }) => store.keys.get(id)));
  const anew = newMasterKey();
  const rewrapped = await rewrapAll(store.keys, masterOf(anew, text));
  expect(rewrapped).toBeGreaterThanOrEqual(3);
  const alone = otherProcess(store.keys, masterOf(anew));
  expect(await Promise.all(scopes.map((scope) => alone.current(scope)))).toEqual(before);
  await expect(ring().current({ kind: 'installation' })).rejects.toMatchObject({ code: 'key_unreadable' });
  // Keys below a merchant's are not even touched.
  const [mine, theirs] = await Promise.all(before.slice(0, 2).map(({ id }) => store.keys.get(id)));
  expect([mine, theirs]).toEqual(rows.slice(0, 2));
  expect(await rewrapAll(store.keys, masterOf(text, anew))).toBe(rewrapped);
});

test('rotation names the keys that no master key opens, and wraps all others', async () => {
  const lost = await otherProcess(store.keys, masterOf(newMasterKey())).current({
    kind: 'merchant',
    merchant: fresh('m'),
  });
  const kept = await ring().current({ kind: 'merchant', merchant: fresh('m') });
  const anew = newMasterKey();
  await expect(rewrapAll(store.keys, masterOf(anew, text))).rejects.toMatchObject({
    ...{ code: 'key_unreadable', message: expect.stringContaining(lost.id) },
  });
  expect(await otherProcess(store.keys, masterOf(anew)).byId(kept.id)).toEqual(kept);
  await expect(rewrapAll(store.keys, masterOf(text, anew))).rejects.toThrow(lost.id);
});

test.each([
  ['demo/5f0c1d2e', 'conversation:demo/5f0c1d2e'],
  ['demo/5f0c1d2e/1f-refund', 'conversation:demo/5f0c1d2e'],
  ['demo/5f0c1d2e/1f-refund/find/1', 'conversation:demo/5f0c1d2e'],
  ['orderly-maintenance-2026-11-28T10:00:00Z', 'installation'],
  ['demo/', 'installation'],
  ['/x', 'installation'],
])('a workflow %s is of %s', (workflowId, scope) => {
  expect(scopeText(scopeOfWorkflow(workflowId))).toBe(scope);
});

describe('rotation of a merchant’s key', () => {
  const merchantKey = async (merchant: string): Promise<string> =>
    (await ring().current({ kind: 'merchant', merchant })).id;

  test('every key below it stays what it is, wrapped by the new one; the old one is destroyed', async () => {
    const merchant = fresh('m');
    const scopes = [
      { kind: 'intake', merchant } as const,
      newConversation(merchant),
      newConversation(merchant),
    ];
    const before = await Promise.all(scopes.map((scope) => ring().current(scope)));
    const old = await merchantKey(merchant);
    expect(await rotateMerchantKey(store.keys, master, merchant)).toBe(3);
    const newest = await merchantKey(merchant);
    expect(newest).not.toBe(old);
    for (const [at, { id, bytes }] of before.entries()) {
      expect(await store.keys.get(id)).toMatchObject({ wrapper: newest });
      expect(await ring().byId(id)).toMatchObject({ bytes });
      expect((await ring().current(scopes[at]!)).id).toBe(id);
    }
    await expect(ring().byId(old)).rejects.toMatchObject({ code: 'key_destroyed' });
  });

  test('a process that remembers the old one wraps nothing new by it', async () => {
    const scope = newConversation();
    const remembering = ring();
    await remembering.current(scope);
    await rotateMerchantKey(store.keys, master, scope.merchant);
    const { id } = await remembering.current(newConversation(scope.merchant));
    expect(await store.keys.get(id)).toMatchObject({ wrapper: await merchantKey(scope.merchant) });
    expect((await ring().byId(id)).bytes).toHaveLength(32);
  });

  test('a row that was read before it is read again', async () => {
    const scope = newConversation();
    const { id, bytes } = await ring().current(scope);
    const early = (await store.keys.get(id))!;
    await rotateMerchantKey(store.keys, master, scope.merchant);
    let reads = 0;
    const late = {
      ...store.keys,
      get: (asked: string) => Promise.resolve(asked === id && reads++ === 0 ? early : store.keys.get(asked)),
    };
    expect(await otherProcess(late, master).byId(id)).toMatchObject({ bytes });
    expect(reads).toBe(2);
  });

  test('cut off in the middle, it is repeated; the old one lives for as long as it wraps something', async () => {
    const scope = newConversation();
    const { id, bytes } = await ring().current(scope);
    const old = await merchantKey(scope.merchant);
    const broken = { ...store.keys, rewrap: () => Promise.reject(new Error('cut off')) };
    await expect(rotateMerchantKey(broken, master, scope.merchant)).rejects.toThrow('cut off');
    expect(await ring().byId(id)).toMatchObject({ bytes });
    expect((await ring().byId(old)).bytes).toHaveLength(32);
    expect(await rotateMerchantKey(store.keys, master, scope.merchant)).toBe(1);
    expect(await ring().byId(id)).toMatchObject({ bytes });
    await expect(ring().byId(old)).rejects.toMatchObject({ code: 'key_destroyed' });
  });

  test('two at once leave one key, and nothing that does not open', async () => {
    const merchant = fresh('m');
    const made = await Promise.all(
      Array.from({ length: 5 }, () => ring().current(newConversation(merchant))),
    );
    await Promise.all([1, 2].map(() => rotateMerchantKey(store.keys, master, merchant)));
    for (const { id, bytes } of made) expect(await ring().byId(id)).toMatchObject({ bytes });
  });
});
