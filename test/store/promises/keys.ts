/** Promises of wrapped keys. */
import { describe, expect, test } from 'vitest';
import type { KeyScope, LiveKeyRow } from '../../../src/store/store.js';
import { fresh, openClients, type Subject } from '../support/subject.js';

/** Proves them. */
export function keysPromises(subject: Subject): void {
  const row = (scope: KeyScope, wrapped = fresh('wrapped')): LiveKeyRow => ({
    id: fresh('key'),
    scope,
    wrapped,
  });
  const conversation = (): KeyScope => ({
    kind: 'conversation',
    merchant: fresh('m'),
    conversation: fresh('c'),
  });

  describe('keys', () => {
    test('of many that make a scope’s key at once all get the same one', async () => {
      await using clients = await openClients(subject, 4);
      const scope = conversation();
      const made = await Promise.all(clients.map(({ keys }) => keys.add(row(scope))));
      expect(new Set(made.map((kept) => kept?.id)).size).toBe(1);
      expect(await clients[0]!.keys.current(scope)).toEqual(made[0]);
      expect(await clients[1]!.keys.get(made[0]!.id)).toEqual(made[0]);
    });

    test('scopes that share names are apart', async () => {
      await using clients = await openClients(subject, 1);
      const { keys } = clients[0]!;
      const merchant = fresh('m');
      const scopes: KeyScope[] = [
        { kind: 'merchant', merchant },
        { kind: 'intake', merchant },
        { kind: 'conversation', merchant, conversation: merchant },
        { kind: 'conversation', merchant: 'other', conversation: merchant },
      ];
      for (const scope of scopes) await keys.add({ ...row(scope), wrapper: 'their merchant’s' });
      for (const scope of scopes)
        expect(await keys.current(scope)).toMatchObject({ scope, wrapper: 'their merchant’s' });
    });

    test('a destroyed key leaves its id, without the key, and its scope may have another', async () => {
      await using clients = await openClients(subject, 2);
      const { keys } = clients[0]!;
      const scope = conversation();
      const first = (await keys.add(row(scope)))!;
      expect(await keys.destroy(scope)).toBe(true);
      expect(await keys.destroy(scope)).toBe(false);
      expect(await clients[1]!.keys.get(first.id)).toEqual({ id: first.id, scope });
      expect(await keys.current(scope)).toBeUndefined();
      const second = (await keys.add(row(scope)))!;
      expect(second.id).not.toBe(first.id);
      expect(await keys.get(first.id)).toEqual({ id: first.id, scope });
    });

    test('what the master key wraps is found page by page, and wrapped anew by one writer only', async () => {
      await using clients = await openClients(subject, 1);
      const { keys } = clients[0]!;
      const mine = (await Promise.all(
        Array.from({ length: 5 }, () => keys.add(row({ kind: 'merchant', merchant: fresh('m') }))),
      )) as LiveKeyRow[];
      const below = (await keys.add({ ...row(conversation()), wrapper: mine[0]!.id }))!;
      const gone = (await keys.add(row({ kind: 'merchant', merchant: fresh('m') })))!;
      await keys.destroy(gone.scope);
      const found: string[] = [];
      for (let page = await keys.wrappedByMaster('', 2); page.length > 0;) {
        found.push(...page.map(({ id }) => id));
        page = await keys.wrappedByMaster(found.at(-1)!, 2);
      }
      expect(found).toEqual(expect.arrayContaining(mine.map(({ id }) => id)));
      expect(found).not.toContain(below.id);
      expect(found).not.toContain(gone.id);
      const [{ id, wrapped }] = mine as [LiveKeyRow];
      expect(await keys.rewrap(id, wrapped, { wrapped: 'anew' })).toBe(true);
      expect(await keys.rewrap(id, wrapped, { wrapped: 'too late' })).toBe(false);
      expect(await keys.get(id)).toMatchObject({ wrapped: 'anew' });
    });

    test('a superseded key wraps nothing new, and is destroyed once nothing is wrapped by it', async () => {
      await using clients = await openClients(subject, 2);
      const [{ keys }, { keys: others }] = [clients[0]!, clients[1]!];
      const merchant = fresh('m');
      const scope = { kind: 'merchant', merchant } as const;
      const old = (await keys.add(row(scope)))!;
      const below = (await keys.add({ ...row({ kind: 'intake', merchant }), wrapper: old.id }))!;
      const newest = row(scope);
      await others.supersede(newest);
      expect(await keys.current(scope)).toEqual(newest);
      expect(await keys.get(old.id)).toEqual(old);
      const late = row({ kind: 'conversation', merchant, conversation: fresh('c') });
      expect(await keys.add({ ...late, wrapper: old.id })).toBeUndefined();
      expect(await keys.current(late.scope)).toBeUndefined();
      expect(await keys.add({ ...late, wrapper: newest.id })).toMatchObject({ id: late.id });
      expect(await keys.wrappedBySuperseded(merchant, '', 10)).toEqual([below]);
      await others.destroySuperseded(merchant);
      expect(await keys.get(old.id)).toEqual(old);
      expect(await keys.rewrap(below.id, below.wrapped, { wrapped: 'anew', wrapper: newest.id })).toBe(true);
      expect(await keys.wrappedBySuperseded(merchant, '', 10)).toEqual([]);
      await others.destroySuperseded(merchant);
      expect(await keys.get(old.id)).toEqual({ id: old.id, scope });
      expect(await keys.current(scope)).toEqual(newest);
    });
  });
}
