/** Promises of effect records, by the rules of `src/activities/calls/effect-record.ts` as each store carries them out. */
import { describe, expect, test } from 'vitest';
import {
  begun,
  passed,
  type Report,
  settled,
  withdrawn,
} from '../../../src/activities/calls/effect-record.js';
import type { EffectId, EffectPlace, EffectRecord, Effects, Store } from '../../../src/store/store.js';
import { fresh, openClients, type Subject } from '../support/subject.js';

const write = () => {
  const id = { merchant: fresh('merchant'), workflowId: fresh('run'), step: 'refund', visit: 1 };
  const operation: string = 'payments.refund';
  const sending = { operation, connection: 'psp', effect: 'money', digest: 'd1' } as const;
  return { place: { id, holder: fresh('holder') }, sending: { ...sending, key: fresh('key') } };
};
type Write = ReturnType<typeof write>;

const begin = (effects: Effects, { place, sending }: Write, attempt: string) =>
  effects.change(place, (found) => {
    const row = begun(found, place.id, attempt, sending);
    return row === undefined ? { value: false } : { row, value: true };
  });

const passGate = (effects: Effects, place: EffectPlace, attempt: string) =>
  effects.change(place, (found) => {
    const row = passed(found, attempt);
    return typeof row === 'string' ? { value: row } : { row, value: 'open' };
  });

const withdraw = (effects: Effects, place: EffectPlace, attempt: string) =>
  effects.change(place, (found) => {
    const row = withdrawn(found, attempt);
    return row === undefined ? { value: undefined } : { row, value: undefined };
  });

const report = (effects: Effects, place: EffectPlace, said: Omit<Report, 'deduplicates'>) =>
  effects.change(place, ({ row }) => {
    const after = row && settled(row, { ...said, deduplicates: true });
    return after === undefined ? { value: undefined } : { row: after, value: undefined };
  });

/** Proves them. */
export function effectsPromises(subject: Subject): void {
  describe('effects', () => {
    test('of many attempts at once one passes the gate, and all get the same key', async () => {
      await using clients = await openClients(subject, 4);
      const one = write();
      const gates = await Promise.all(
        Array.from({ length: 20 }, async (_, attempt) => {
          const { effects } = clients[attempt % 4]!;
          await begin(effects, attempt === 0 ? one : { ...one, sending: write().sending }, `a${attempt}`);
          return [(await effects.find(one.place.id))?.key, await passGate(effects, one.place, `a${attempt}`)];
        }),
      );
      expect(gates.filter(([, gate]) => gate === 'open')).toHaveLength(1);
      expect(new Set(gates.map(([key]) => key)).size).toBe(1);
      expect((await clients[0]!.effects.find(one.place.id))?.out).toHaveLength(1);
    });

    test('the last writes of an operation that its system has a reference for, or the one with that reference', async () => {
      await using clients = await openClients(subject, 1);
      const { effects } = clients[0]!;
      const { merchant } = write().place.id;
      const done = async (reference: string | undefined, operation: string) => {
        const one = write();
        const place = { ...one.place, id: { ...one.place.id, merchant } };
        await begin(effects, { place, sending: { ...one.sending, operation } }, 'a1');
        await passGate(effects, place, 'a1');
        const answer = { outcome: 'done', result: 'done', outputs: {} } as const;
        await report(effects, place, {
          ...{ state: 'done', attempt: 'a1', answer },
          ...(reference === undefined ? {} : { reference }),
        });
      };
      await done('n1', 'shipments.open_investigation');
      await done(undefined, 'shipments.open_investigation');
      await done('r1', 'payments.refund');
      await done('n2', 'shipments.open_investigation');
      const last = async (options: { limit: number; reference?: string }) =>
        (await effects.last(merchant, 'shipments.open_investigation', options)).map((row) => row.reference);
      expect((await last({ limit: 5 })).sort()).toEqual(['n1', 'n2']);
      expect(await last({ limit: 1 })).toHaveLength(1);
      expect(await last({ limit: 5, reference: 'n1' })).toEqual(['n1']);
      expect(await last({ limit: 5, reference: 'r1' })).toEqual([]);
    });

    test('a settled row keeps its answer: a late attempt can neither change nor take it back', async () => {
      await using clients = await openClients(subject, 1);
      const { effects } = clients[0]!;
      const one = write();
      const { place } = one;
      await begin(effects, one, 'a1');
      await report(effects, place, {
        state: 'done',
        attempt: 'a1',
        answer: { refund: 'r-1', lines: [null, 1] },
      });
      await report(effects, place, { state: 'unknown' });
      await report(effects, place, { state: 'refused', attempt: 'a2', forAll: true });
      await withdraw(effects, place, 'a1');
      expect(await begin(effects, one, 'a3')).toBe(false);
      expect(await effects.find(place.id)).toMatchObject({
        state: 'done',
        answer: { refund: 'r-1', lines: [null, 1] },
        digest: 'd1',
        settledBy: 'a1',
      });
    });

    test('what was unknown can be resolved, and is counted until then; a second write stays counted', async () => {
      await using clients = await openClients(subject, 1);
      const { effects } = clients[0]!;
      const before = await effects.count();
      const one = write();
      await begin(effects, one, 'a1');
      await report(effects, one.place, { state: 'unknown' });
      expect(await effects.count()).toEqual({ ...before, unknown: before.unknown + 1 });
      await report(effects, one.place, { state: 'refused', attempt: 'a1', answer: { code: 'paid_back' } });
      expect(await effects.count()).toEqual(before);
      expect(await effects.find(one.place.id)).toMatchObject({ state: 'refused' });
      await report(effects, one.place, { state: 'done', attempt: 'a1', reference: 'r-1' });
      await report(effects, one.place, { state: 'done', attempt: 'a2', reference: 'r-2' });
      expect(await effects.count()).toEqual({ ...before, doubled: before.doubled + 1 });
    });

    test('a write that never connected leaves no row, and each visit has its own', async () => {
      await using clients = await openClients(subject, 1);
      const { effects } = clients[0]!;
      const one = write();
      const second = { ...write(), place: { ...one.place, id: { ...one.place.id, visit: 2 } } };
      await begin(effects, one, 'a1');
      await begin(effects, second, 'a1');
      await withdraw(effects, one.place, 'a1');
      expect(await effects.find(one.place.id)).toBeUndefined();
      expect(await effects.find(second.place.id)).toMatchObject({
        state: 'sending',
        key: second.sending.key,
      });
    });

    test('a decision that fails is told, and has changed nothing', async () => {
      await using clients = await openClients(subject, 1);
      const { effects } = clients[0]!;
      const one = write();
      await begin(effects, one, 'a1');
      const fails = () =>
        effects.change(one.place, () => {
          throw new Error('no such row');
        });
      await expect(fails()).rejects.toThrow('no such row');
      expect(await begin(effects, one, 'a2')).toBe(true);
    });

    everyField(subject);
    together(subject);
    forReconciliation(subject);
  });
}

function everyField(subject: Subject): void {
  test('every field of a row comes back as it was written, and what is taken away is gone', async () => {
    await using clients = await openClients(subject, 1);
    const { effects } = clients[0]!;
    const { place, sending } = write();
    const least: EffectRecord = {
      ...{ ...place.id, ...sending, state: 'sending', sender: 'a1', sendBy: 2, firstSentAt: 1, out: [] },
      ...{ asked: 0, doubled: false },
    };
    const most: EffectRecord = {
      ...least,
      ...{
        effect: 'write',
        state: 'accepted',
        out: [{ attempt: 'a1', at: 1 }],
        unclear: true,
        settledBy: 'a1',
        reference: 'r',
      },
      ...{ until: 9, asked: 3, doubled: true, request: { call: [null] }, answer: { outcome: 'accepted' } },
    };
    for (const row of [most, least]) {
      await effects.change(place, () => ({ row, value: undefined }));
      expect(await effects.find(place.id)).toEqual(row);
    }
  });
}

/** A row and its reservation, as one decision sees and leaves them. */
function together(subject: Subject): void {
  const reserve = ({ reservations }: Store, { id, holder }: EffectPlace) => {
    const { merchant } = id;
    const taking = { ...id, key: holder, subject: 'order:1', customers: ['c'], effect: 'money' } as const;
    return reservations.change({ merchant, subject: 'order:1', key: holder }, ({ now }) => ({
      row: { ...taking, amount: { minor: 1, currency: 'EUR' }, state: 'reserved', reservedAt: now },
      value: undefined,
    }));
  };

  test('row and reservation change in one transaction, and each decision sees both', async () => {
    await using clients = await openClients(subject, 1);
    const [store] = clients;
    const { effects } = store!;
    const one = write();
    const heldAnd = (decided: object) =>
      effects.change(one.place, ({ held, row }) => ({ ...decided, value: [held, row?.state] }));
    expect(await heldAnd({})).toEqual([false, undefined]);
    await reserve(store!, one.place);
    await begin(effects, one, 'a1');
    expect(await heldAnd({ reservation: { state: 'kept' } })).toEqual([true, 'sending']);
    expect(await heldAnd({ row: 'deleted', reservation: { state: 'freed' } })).toEqual([true, 'sending']);
    expect(await heldAnd({})).toEqual([false, undefined]);
  });

  test('what is paused at the merchant stands in each decision, until it goes on', async () => {
    await using clients = await openClients(subject, 1);
    const { effects, pauses } = clients[0]!;
    const { place } = write();
    const { merchant } = place.id;
    const paused = () => effects.change(place, (found) => ({ value: [...found.paused].sort() }));
    await pauses.pause(merchant, 'money', 'anna');
    await pauses.pause(merchant, 'money', 'ben');
    await pauses.pause(merchant, 'connection:psp', 'anna');
    await pauses.pause(fresh('merchant'), 'writes', 'anna');
    expect(await paused()).toEqual(['connection:psp', 'money']);
    expect((await pauses.list(merchant)).map(({ scope, by }) => [scope, by])).toEqual([
      ['money', 'anna'],
      ['connection:psp', 'anna'],
    ]);
    await pauses.resume(merchant, 'money');
    expect(await paused()).toEqual(['connection:psp']);
    await pauses.resume(merchant);
    expect(await paused()).toEqual([]);
  });
}

function forReconciliation(subject: Subject): void {
  test('rows that have not ended are listed, the oldest first, and what has ended is not', async () => {
    await using clients = await openClients(subject, 1);
    const { effects } = clients[0]!;
    const writes = [write(), write(), write(), write()];
    const all = () => effects.open(-60_000, 10_000);
    for (const [index, one] of writes.entries()) {
      await begin(effects, one, 'a1');
      // Before all others of this database, and apart from each other.
      const firstSentAt = index - 1_000_000;
      await effects.change(one.place, ({ row }) => ({ row: { ...row!, firstSentAt }, value: undefined }));
    }
    await report(effects, writes[1]!.place, { state: 'accepted', attempt: 'a1' });
    await report(effects, writes[2]!.place, { state: 'done', attempt: 'a1' });
    const mine = (rows: readonly EffectId[]) =>
      rows.flatMap(({ workflowId, step }) => {
        const index = writes.findIndex(
          ({ place: { id } }) => id.workflowId === workflowId && id.step === step,
        );
        return index < 0 ? [] : [index];
      });
    expect(mine(await all())).toEqual([0, 1, 3]);
    expect(mine(await effects.open(-60_000, 2))).toEqual([0, 1]);
    for (const { place } of writes) await effects.change(place, () => ({ row: 'deleted', value: undefined }));
  });
}

/** Promises of the records of a run, which only a database keeps. */
export function runRecordsPromises(subject: Subject): void {
  describe('records of a run', () => {
    test('the records of a run say how each write came out, and why one was refused', async () => {
      await using clients = await openClients(subject, 1);
      const { effects, runRecords } = clients[0]!;
      const { merchant } = write().place.id;
      const settle = async (step: string, said: Omit<Report, 'deduplicates'>) => {
        const one = write();
        const id = { merchant, workflowId: 'shop/c1/run', step, visit: 1 };
        const mine = { ...one, place: { ...one.place, id } };
        await begin(effects, mine, 'a');
        await passGate(effects, mine.place, 'a');
        await report(effects, mine.place, said);
      };
      await settle('paid', { state: 'done', answer: { outcome: 'done', result: 'done', outputs: {} } });
      await settle('refused', {
        ...{ state: 'refused', attempt: 'a', httpStatus: 422 },
        answer: { outcome: 'refused', refusal: { code: 'not_refundable', message: 'No, Anna.' } },
      });
      const { writes } = await runRecords.of(merchant, 'c1', 'shop/c1/run');
      const told = writes.map(({ step, state, code, httpStatus }) => [step, state, code, httpStatus]);
      expect(told.sort()).toEqual([
        ['paid', 'done', undefined, undefined],
        ['refused', 'refused', 'not_refundable', 422],
      ]);
      expect(JSON.stringify(writes)).not.toContain('Anna');
    });
  });
}
