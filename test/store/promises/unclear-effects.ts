/** Promises of unclear writes: a person's decision changes row, reservation and audit trail together, once. */
import { describe, expect, test } from 'vitest';
import {
  type EffectItem,
  listEffects,
  resolveEffect,
  showEffect,
} from '../../../src/client/unclear-effects.js';
import type { EffectRecord, Reservation, Store } from '../../../src/store/store.js';
import { fresh, openClients, type Subject } from '../support/subject.js';

const amount = { minor: 8_840, currency: 'EUR' };

/** A write of a merchant of its own that has ended so, and what it holds. */
async function ended(
  store: Store,
  row: Pick<EffectRecord, 'state'> & Partial<EffectRecord>,
  held: Partial<Reservation> = {},
): Promise<Pick<EffectItem, 'merchant' | 'id'>> {
  const merchant = fresh('merchant');
  const id = { merchant, workflowId: `${merchant}/conversation/1/refund`, step: 'refund', visit: 1 };
  const place = { id, holder: fresh('holder') };
  const subject = 'order:o-7';
  await store.reservations.change({ merchant, subject, key: place.holder }, ({ now }) => ({
    row: {
      ...{ ...id, key: place.holder, subject, customers: [], effect: 'money', amount, reservedAt: now },
      ...{ state: 'kept', ...held },
    },
    value: undefined,
  }));
  await store.effects.change(place, ({ now }) => ({
    row: {
      ...{ ...id, key: fresh('key'), operation: 'payments.refund', connection: 'psp', effect: 'money' },
      ...{ digest: 'd', sender: 'a1', sendBy: now, firstSentAt: now, out: [{ attempt: 'a1', at: now }] },
      ...{ asked: 0, doubled: false, httpStatus: 504, ...row },
    },
    value: undefined,
  }));
  return { merchant, id: `${id.workflowId}#refund#1` };
}

const heldBy = (store: Store, { merchant }: { merchant: string }) =>
  store.reservations.change({ merchant, subject: 'order:o-7', key: 'another' }, ({ others }) => ({
    value: others.map(({ state, amount: paid }) => ({ state, amount: paid })),
  }));

const found = { because: 'looked it up in the dashboard', by: 'olga' };

/** Proves them. */
export function unclearEffectsPromises(subject: Subject): void {
  describe('unclear writes', () => {
    test('are listed with all that is needed to find them in the system, those that happened twice too', async () => {
      await using clients = await openClients(subject, 1);
      const store = clients[0]!;
      const { merchant, id } = await ended(store, { state: 'unknown' });
      expect(await listEffects(store, merchant)).toEqual([
        expect.objectContaining({
          ...{ id, what: 'Refund', operation: 'payments.refund', connection: 'psp', amount },
          ...{ subject: 'order:o-7', state: 'unknown', httpStatus: 504, sentAt: [expect.any(Number)] },
        }),
      ]);
      const twice = await ended(store, { state: 'done', doubled: true });
      expect(await listEffects(store, twice.merchant)).toMatchObject([{ id: twice.id, doubled: true }]);
      for (const state of ['sending', 'accepted', 'done', 'refused'] as const) {
        const clear = await ended(store, { state });
        expect(await listEffects(store, clear.merchant)).toEqual([]);
        await expect(resolveEffect(store, { ...clear, ...found, happened: false })).rejects.toMatchObject({
          code: 'effect_clear',
        });
        expect(await heldBy(store, clear)).toEqual([{ state: 'kept', amount }]);
        expect(await store.audit.list(clear.merchant, 5)).toEqual([]);
      }
    });

    test('one that has happened counts as paid, one that has not frees its record, and the audit trail says who and why', async () => {
      await using clients = await openClients(subject, 1);
      const store = clients[0]!;
      const paid = await ended(store, { state: 'unknown' });
      const after = await resolveEffect(store, { ...paid, ...found, happened: true, reference: 're_1' });
      expect(after).toMatchObject({ state: 'done', reference: 're_1' });
      expect(await heldBy(store, paid)).toEqual([{ state: 'paid', amount }]);
      expect(await listEffects(store, paid.merchant)).toEqual([]);
      expect(await store.audit.list(paid.merchant, 5)).toEqual([
        {
          ...{
            id: expect.any(Number),
            at: expect.any(Number),
            actor: 'olga',
            action: 'effect',
            subject: paid.id,
            outcome: 'happened',
          },
          details: {
            ...{ operation: 'payments.refund', because: found.because, before: 'unknown' },
            ...{ record: 'order:o-7', amount, reference: 're_1' },
          },
        },
      ]);
      const free = await ended(store, { state: 'unknown' });
      expect(await resolveEffect(store, { ...free, ...found, happened: false })).toMatchObject({
        state: 'refused',
      });
      expect(await heldBy(store, free)).toEqual([]);
    });

    test('one that happened twice and was put right counts once', async () => {
      await using clients = await openClients(subject, 1);
      const store = clients[0]!;
      const twice = await ended(store, { state: 'done', doubled: true });
      expect(await resolveEffect(store, { ...twice, ...found, happened: true })).toMatchObject({
        ...{ state: 'done', doubled: false },
      });
      expect(await heldBy(store, twice)).toEqual([{ state: 'paid', amount }]);
    });

    test('of people who say opposite things at once, one is believed, and only that one changes anything', async () => {
      await using clients = await openClients(subject, 4);
      const one = await ended(clients[0]!, { state: 'unknown' });
      const said = await Promise.allSettled(
        Array.from({ length: 12 }, (_, index) =>
          resolveEffect(clients[index % 4]!, { ...one, ...found, happened: index % 2 === 0 }),
        ),
      );
      const believed = said.flatMap((each, index) => (each.status === 'fulfilled' ? [index % 2 === 0] : []));
      expect(believed).toHaveLength(1);
      const held = believed[0] === true ? [{ state: 'paid', amount }] : [];
      expect(await heldBy(clients[1]!, one)).toEqual(held);
      expect(await clients[1]!.audit.list(one.merchant, 20)).toHaveLength(1);
    });

    test('one of another merchant, or none, is unknown', async () => {
      await using clients = await openClients(subject, 1);
      const store = clients[0]!;
      const { merchant, id } = await ended(store, { state: 'unknown' });
      for (const [owner, named] of [
        ['other', id],
        [merchant, `${id}0`],
        [merchant, id.replace('#1', '')],
        [merchant, id.replace(merchant, `${merchant}x`)],
      ] as const) {
        await expect(showEffect(store, owner, named)).rejects.toMatchObject({ code: 'effect_unknown' });
        await expect(
          resolveEffect(store, { merchant: owner, id: named, ...found, happened: false }),
        ).rejects.toMatchObject({ code: 'effect_unknown' });
      }
      expect(await listEffects(store, merchant)).toHaveLength(1);
    });
  });
}
