/** A write is settled by what its system tells of its own accord, whenever that comes, and however often (DESIGN §5). */
import { describe, expect, test } from 'vitest';
import type { Attempt } from '../../../src/connectors/connector.js';
import type { EventReading } from '../../../src/store/store.js';
import { lost, minute, type Scripted, scripted } from './support/scripted.js';

const within = 600 * minute;
const taken: Attempt = { is: 'accepted', reference: 'psp-1' };
const kind = 'payments.refund_settled';
const event = (outcome: 'done' | 'refused', ref = 'psp-1', fields = {}): EventReading => ({
  kind,
  ref,
  outcome,
  fields,
});

/** A shop that accepts; it is asked too if `asks`. */
function shopOf(asks: boolean): Scripted {
  const shop = scripted({ kind: 'key', windowMs: 24 * 60 * minute });
  const ask = { ask: { operation: 'shop.status', everyMs: [minute, 30 * minute] } };
  shop.settling = { event: kind, withinMs: within, ...(asks ? ask : {}) };
  shop.reads['shop.status'] = { is: 'done', result: 'pending', outputs: {} };
  shop.answers.push(taken);
  return shop;
}

describe('an event', () => {
  test('settles what was accepted; the run then hears of it, and the order is free', async () => {
    const shop = shopOf(false);
    expect((await shop.ask()).outcome).toBe('accepted');
    expect(await shop.tell(event('done'))).toEqual(['settled']);
    expect(await shop.ask()).toMatchObject({ outcome: 'done' });
    expect(await shop.row()).toMatchObject({ state: 'done', reference: 'psp-1' });
    expect(shop.sent).toHaveLength(1);
    expect((await shop.next()).outcome).toBe('done');
  });

  test('that came before the answer settles the write as soon as its reference is known', async () => {
    const shop = shopOf(false);
    expect(await shop.tell(event('done'))).toEqual([]);
    expect(await shop.ask()).toMatchObject({ outcome: 'done' });
    expect(shop.sent).toHaveLength(1);
  });

  test('by our own reference settles an answer that was lost, and nothing is sent again', async () => {
    const shop = shopOf(false);
    shop.answers = [lost];
    expect((await shop.ask()).outcome).toBe('not_now');
    const { key } = (await shop.row())!;
    expect(await shop.tell(event('done', key))).toEqual(['settled']);
    expect(await shop.ask()).toMatchObject({ outcome: 'done' });
    expect(shop.sent).toHaveLength(1);
  });

  test('that refuses frees the money at once, or, where the system can be asked, once it says the same', async () => {
    const alone = shopOf(false);
    await alone.ask();
    expect(await alone.tell(event('refused', 'psp-1', { code: 'iban_closed' }))).toEqual(['settled']);
    expect(await alone.ask()).toEqual({ outcome: 'refused', refusal: { code: 'iban_closed' } });
    expect((await alone.next(4000)).outcome).toBe('done');

    const asked = shopOf(true);
    await asked.ask();
    expect(await asked.tell(event('refused'))).toEqual([undefined]);
    expect((await asked.ask()).outcome).toBe('accepted');
    asked.reads['shop.status'] = { is: 'done', result: 'refused', outputs: { code: 'iban_closed' } };
    expect(await asked.tell(event('refused'))).toEqual(['settled']);
    expect(await asked.ask()).toEqual({ outcome: 'refused', refusal: { code: 'iban_closed' } });
  });

  test('that is taken up again wakes the run again: whoever settled the write may not have got so far', async () => {
    for (const outcome of ['done', 'refused'] as const) {
      const shop = shopOf(false);
      await shop.ask();
      expect(await shop.tell(event(outcome))).toEqual(['settled']);
      expect(await shop.tell(event(outcome))).toEqual([undefined]);
      expect(await shop.tell(event(outcome), true)).toEqual(['settled']);
    }
    const atOnce = shopOf(false);
    atOnce.answers = [{ is: 'done', result: 'done', outputs: {} }];
    expect((await atOnce.ask()).outcome).toBe('done');
    expect(await atOnce.tell(event('done', (await atOnce.row())!.key), true)).toEqual([undefined]);
  });

  test('that refuses what was done says that it has come back; the write stays done', async () => {
    const shop = shopOf(false);
    await shop.ask();
    await shop.tell(event('done'));
    expect(await shop.tell(event('refused'))).toEqual(['come_back']);
    expect(await shop.row()).toMatchObject({ state: 'done' });
  });

  test('that says done after a refusal is told to people', async () => {
    const shop = shopOf(false);
    await shop.ask();
    await shop.tell(event('refused'));
    expect(await shop.tell(event('done'))).toEqual([undefined]);
    expect(shop.contradicted).toEqual(['done_after_refusal']);
  });

  test('of another kind, or about another reference, settles nothing', async () => {
    const shop = shopOf(false);
    await shop.ask();
    expect(await shop.tell({ ...event('done'), kind: 'orders.changed' })).toEqual([undefined]);
    expect(await shop.tell(event('done', 'psp-2'))).toEqual([]);
    expect((await shop.ask()).outcome).toBe('accepted');
  });

  test('that comes when it is too late settles what nobody knew, and people hear of it', async () => {
    const shop = shopOf(false);
    await shop.ask();
    shop.clock.now += within;
    expect((await shop.ask()).outcome).toBe('unknown');
    expect(await shop.tell(event('done'))).toEqual(['settled']);
    expect(await shop.row()).toMatchObject({ state: 'done' });
    expect(shop.told.map(({ outcome }) => outcome)).toEqual(['done']);
  });
});

/** One schedule: what the system does with the money, what it tells and when, and what gets lost. */
interface Schedule {
  pays: boolean;
  answerLost: number;
  byOurKey: boolean;
  /** Minutes after the first request. */
  events: readonly number[];
  asks: boolean;
  /** When the system knows, in minutes. */
  knowsAfter: number;
  failsLater: boolean;
}

function schedules(seed: number, count: number): Schedule[] {
  let state = seed;
  const next = (below: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  const list = <T>(length: number, one: () => T): T[] => Array.from({ length }, one);
  return list(count, () => ({
    ...{ pays: next(4) > 0, answerLost: next(3), byOurKey: next(2) === 0 },
    events: list(next(4), () => next(900)).sort((one, other) => one - other),
    ...{ asks: next(2) === 0, knowsAfter: next(700), failsLater: next(5) === 0 },
  }));
}

/** Plays a schedule minute by minute, as run, worker and system would; returns how the run ended. */
async function play(schedule: Schedule): Promise<{ ended: string; shop: Scripted; minutes: number }> {
  const { pays, answerLost, byOurKey, events, asks, knowsAfter, failsLater } = schedule;
  const shop = shopOf(asks);
  shop.answers = [...Array.from({ length: answerLost }, () => lost), taken];
  const outcome = pays ? 'done' : 'refused';
  let [ended, dueAt, key] = ['', 0, ''];
  for (let at = 0; at <= 901; at += 1) {
    if (at >= knowsAfter)
      shop.reads['shop.status'] = { is: 'done', result: outcome, outputs: pays ? {} : { code: 'no' } };
    if (ended === '' && at >= dueAt) {
      const answer = await shop.ask({ scheduledAt: 1_800_000_000_000 });
      key ||= shop.sent[0]?.idempotencyKey ?? '';
      if (answer.outcome === 'accepted') dueAt = at + Math.ceil((answer.askAt - shop.clock.now) / minute);
      else if (answer.outcome === 'not_now') dueAt = at + 1;
      else ended = answer.outcome;
    }
    for (const told of events.filter((minuteOf) => minuteOf === at)) {
      // A system tells nothing before it knows.
      if (told < knowsAfter) continue;
      const became = await shop.tell(event(outcome, byOurKey ? key : 'psp-1'));
      if (became.includes('settled')) dueAt = at;
    }
    shop.clock.now += minute;
  }
  if (failsLater && ended === 'done') expect(await shop.tell(event('refused'))).toEqual(['come_back']);
  return { ended, shop, minutes: (shop.clock.now - 1_800_000_000_000) / minute };
}

test.each([1, 2, 3, 4])(
  'ledger and run agree on every schedule, and nothing is sent twice (seed %i)',
  async (seed) => {
    let [known, told] = [0, 0];
    for (const schedule of schedules(seed, 60)) {
      const { ended, shop } = await play(schedule);
      const truth = schedule.pays ? 'done' : 'refused';
      const row = await shop.row();
      // Every request has the same key, so the system counts them as one.
      expect(new Set(shop.sent.map(({ idempotencyKey }) => idempotencyKey)).size).toBe(1);
      expect([schedule, [truth, 'unknown'].includes(ended)]).toEqual([schedule, true]);
      const isTold = schedule.events.some((at) => at >= schedule.knowsAfter && at < within / minute - 1);
      const isAsked = schedule.asks && schedule.knowsAfter < within / minute - 35;
      if ((isTold && (schedule.pays || !schedule.asks)) || isAsked) {
        expect([schedule, ended]).toEqual([schedule, truth]);
        told += 1;
      }
      if (ended !== 'unknown') known += 1;
      expect(row?.doubled).toBe(false);
      expect(row?.state).not.toBe('accepted');
    }
    expect(told).toBeGreaterThan(15);
    expect(known).toBeGreaterThan(told - 1);
  },
);
