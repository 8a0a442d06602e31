/** Refusals of repeated writes, answers that come late, and attempts that overlap (DESIGN §5, "The effect record"). */
import { describe, expect, test } from 'vitest';
import type { Attempt, Idempotency, OperationCall } from '../../../src/connectors/connector.js';
import { done, later, lost, minute, refused, scripted } from './support/scripted.js';

const key: Idempotency = { kind: 'key', windowMs: 60 * minute };
const none: Idempotency = { kind: 'none' };
const lookup: Idempotency = { kind: 'lookup', operation: 'shop.happened' };
const asked: Idempotency = { ...key, lookup: 'shop.happened' };
const spent: Attempt = { is: 'unclear', code: 'system_error', final: true };
const proving: Attempt = { is: 'refused', code: 'no_such_order', proves: 'nothing_happened' };
const open = { outcome: 'refused', refusal: { code: 'money_open' } };

describe('a refusal', () => {
  test.each([key, { kind: 'natural' } as const, lookup, none])(
    'of the first request of a write is a refusal ($kind)',
    async (how) => {
      const shop = scripted(how);
      shop.answers.push(refused);
      expect(await shop.ask()).toEqual({ outcome: 'refused', refusal: { code: 'not_refundable' } });
      expect((await shop.next()).outcome).toBe('done');
    },
  );

  test('of a repeated write proves nothing: the attempt before may be why', async () => {
    const shop = scripted(key);
    shop.answers.push(lost, refused);
    expect(await shop.ask()).toMatchObject({ outcome: 'not_now', code: 'answer_lost' });
    expect((await shop.ask()).outcome).toBe('unknown');
    expect(await shop.row()).toMatchObject({ state: 'unknown' });
    expect(await shop.next()).toEqual(open);
  });

  test('that means that nothing happened counts once no other request can be on its way', async () => {
    const shop = scripted(key);
    shop.answers.push(lost, proving, proving);
    await shop.ask();
    shop.clock.now += minute;
    // A time-out of half a minute and five minutes after the request before.
    expect(await shop.ask()).toEqual({ outcome: 'not_now', code: 'refusal_early', afterMs: 4.5 * minute });
    shop.clock.now += 11 * minute;
    expect(await shop.ask()).toEqual({ outcome: 'refused', refusal: { code: 'no_such_order' } });
    expect(await shop.row()).toMatchObject({ state: 'refused' });
    expect((await shop.next()).outcome).toBe('done');
  });

  test('is as old as its request: held for an hour, it says nothing of what was sent since', async () => {
    const shop = scripted(key);
    const held = later<Attempt>();
    shop.answers.push(held.promise, lost);
    const first = shop.ask();
    await untilSent(shop, 1);
    await shop.ask();
    shop.clock.now += 30 * minute;
    held.resolve(proving);
    expect(await first).toEqual({ outcome: 'not_now', code: 'refusal_early', afterMs: 1 });
    expect(await shop.row()).toMatchObject({ state: 'sending' });
  });
});

describe('the status of the last answer stands in the row', () => {
  const answering = (status: number, came: Attempt) => (call: OperationCall) => {
    call.answered?.(status);
    return Promise.resolve(came);
  };

  test.each([
    ['done', 201, done],
    ['refused', 422, refused],
    ['unknown', 500, lost],
  ] as const)('of a write that is %s', async (state, status, came) => {
    const shop = scripted(none);
    shop.answers.push(answering(status, came));
    await shop.ask();
    // What nobody can say is told by the attempt after the one that was cut off.
    await shop.ask();
    expect(await shop.row()).toMatchObject({ state, httpStatus: status });
  });

  test('of one that is found by asking: that of the write itself', async () => {
    const shop = scripted(lookup);
    shop.answers.push(answering(502, lost));
    shop.reads['shop.happened'] = { is: 'done', result: 'happened', outputs: {} };
    await shop.ask();
    expect(await shop.row()).toMatchObject({ state: 'done', httpStatus: 502 });
  });

  test('of one that is repeated: that of the last time', async () => {
    const shop = scripted(key);
    shop.answers.push(answering(503, lost), answering(200, done));
    await shop.ask();
    expect(await shop.row()).toMatchObject({ state: 'sending', httpStatus: 503 });
    await shop.ask();
    expect(await shop.row()).toMatchObject({ state: 'done', httpStatus: 200 });
  });
});

describe('a late answer', () => {
  test.each([
    [done, 'done'],
    [refused, 'refused'],
  ] as const)('after "unknown" settles the row, and people are told once: %j', async (answer, outcome) => {
    const shop = scripted(none);
    const held = later<Attempt>();
    shop.answers.push(held.promise);
    const first = shop.ask();
    await untilSent(shop, 1);
    expect((await shop.ask()).outcome).toBe('unknown');
    held.resolve(answer);
    expect((await first).outcome).toBe(outcome);
    expect((await shop.ask()).outcome).toBe(outcome);
    expect(shop.told.map((told) => [told.operation, told.outcome])).toEqual([['shop.refund', outcome]]);
    expect(shop.sent).toHaveLength(1);
    expect((await shop.next()).outcome).toBe('done');
  });

  test('that a look-up gives counts as well', async () => {
    const shop = scripted(lookup);
    shop.answers.push(lost);
    shop.reads['shop.happened'] = { is: 'done', result: 'happened', outputs: {} };
    expect((await shop.ask()).outcome).toBe('done');
    expect(shop.told).toEqual([]);
  });

  test('"no" of a look-up that was held says nothing of a request that came after the question', async () => {
    const shop = scripted(lookup);
    shop.answers.push(lost);
    shop.reads['shop.happened'] = { is: 'done', result: 'not_happened', outputs: {} };
    expect(await shop.ask()).toMatchObject({
      outcome: 'not_now',
      code: 'not_happened',
      afterMs: 5.5 * minute,
    });
    shop.clock.now += 5.5 * minute;
    expect(await shop.ask()).toMatchObject({ outcome: 'not_now', code: 'not_happened' });
    expect(await shop.row()).toMatchObject({ state: 'sending', out: [], unclear: true });
    expect((await shop.ask()).outcome).toBe('done');
  });
});

describe('a failure that the system keeps for the key', () => {
  const no: Attempt = { is: 'done', result: 'not_happened', outputs: {} };

  test('is unknown at once where nobody can be asked', async () => {
    const shop = scripted(key);
    shop.answers.push(spent);
    expect((await shop.ask()).outcome).toBe('unknown');
  });

  test('is what the system says it has done', async () => {
    const shop = scripted(asked);
    shop.answers.push(spent);
    shop.reads['shop.happened'] = { is: 'done', result: 'happened', outputs: {} };
    expect((await shop.ask()).outcome).toBe('done');
    expect(shop.sent).toHaveLength(1);
  });

  test('is for people once the system has said no long enough after the first request: the money stays taken', async () => {
    const shop = scripted(asked);
    shop.answers.push(spent, spent, spent);
    shop.reads['shop.happened'] = no;
    expect(await shop.ask()).toMatchObject({ code: 'not_happened', afterMs: 5.5 * minute });
    shop.clock.now += 3 * minute;
    expect(await shop.ask()).toMatchObject({ code: 'not_happened', afterMs: 2.5 * minute });
    shop.clock.now += 2.5 * minute;
    expect((await shop.ask()).outcome).toBe('unknown');
    expect(await shop.next()).toEqual(open);
  });

  test('is asked about after a refusal of a repeated write, too', async () => {
    const shop = scripted(asked);
    shop.answers.push(lost, refused);
    shop.reads['shop.happened'] = { is: 'done', result: 'happened', outputs: {} };
    await shop.ask();
    expect((await shop.ask()).outcome).toBe('done');
  });
});

describe('attempts that overlap', () => {
  test('one that stands still before the gate finds it closed once another has taken over', async () => {
    const shop = scripted(key);
    const wake = later<undefined>();
    shop.answers.push(async (call) => {
      await wake.promise;
      return (await call.gate?.()) === true ? done : { is: 'unsent', code: 'gate_closed' };
    });
    const first = shop.ask();
    await until(async () => (await shop.row()) !== undefined);
    expect((await shop.ask()).outcome).toBe('done');
    wake.resolve(undefined);
    // Its end is the other's.
    expect((await first).outcome).toBe('done');
    expect(shop.sent).toHaveLength(1);
  });

  test('one that stood still for two minutes passes no gate, and the next begins anew', async () => {
    const shop = scripted(none);
    shop.answers.push(async (call) => {
      shop.clock.now += 2 * minute;
      return (await call.gate?.()) === true ? done : { is: 'unsent', code: 'gate_closed' };
    });
    expect(await shop.ask()).toMatchObject({ outcome: 'not_now', code: 'late' });
    expect(await shop.row()).toBeUndefined();
    expect((await shop.ask()).outcome).toBe('done');
  });

  test('of two that go on from the same row one sends', async () => {
    const shop = scripted(key);
    shop.answers.push(lost, done, done);
    await shop.ask();
    const both = await Promise.all([shop.ask(), shop.ask()]);
    expect(both.map(({ outcome }) => outcome).sort()).toEqual(['done', 'not_now']);
    expect(shop.sent).toHaveLength(2);
  });

  test('a second payment is told, and keeps the order', async () => {
    const shop = scripted(lookup);
    const held = later<Attempt>();
    shop.answers.push(held.promise);
    shop.reads['shop.happened'] = { is: 'done', result: 'not_happened', outputs: {} };
    const first = shop.ask();
    await untilSent(shop, 1);
    // Longer than any rule can know of: a whole process stands still between gate and answer.
    shop.clock.now += 6 * minute;
    await shop.ask();
    expect((await shop.ask()).outcome).toBe('done');
    held.resolve(done);
    expect((await first).outcome).toBe('done');
    expect(await shop.row()).toMatchObject({ state: 'done', doubled: true });
    expect((await shop.store.effects.count()).doubled).toBe(1);
    expect(await shop.next()).toEqual(open);
  });

  test('a second payment is written down although the next run has the order, which then pays nothing', async () => {
    const shop = scripted(lookup);
    const held = later<Attempt>();
    shop.answers.push(held.promise);
    shop.reads['shop.happened'] = { is: 'done', result: 'not_happened', outputs: {} };
    const first = shop.ask();
    await untilSent(shop, 1);
    shop.clock.now += 6 * minute;
    await shop.ask();
    expect((await shop.ask()).outcome).toBe('done');
    expect((await shop.ask({ run: 'w2', confirmed: 'agent', undecided: true })).outcome).toBe(
      'needs_approval',
    );
    held.resolve(done);
    expect((await first).outcome).toBe('done');
    expect(await shop.row()).toMatchObject({ doubled: true });
    expect(await shop.ask({ run: 'w2', confirmed: 'customer' })).toEqual(open);
    expect(shop.sent).toHaveLength(2);
  });

  test('what would withhold a call is not told once another attempt has sent it', async () => {
    const shop = scripted(key);
    const held = later<Attempt>();
    const slow = later<Attempt>();
    shop.answers.push(held.promise);
    shop.reads['shop.quote'] = slow.promise;
    const second = shop.ask();
    await until(() => Promise.resolve(shop.asked.length > 0));
    shop.reads = {};
    const first = shop.ask();
    await untilSent(shop, 1);
    slow.resolve({ is: 'done', result: 'nothing_left', outputs: {} });
    expect(await second).toMatchObject({ outcome: 'not_now', code: 'taken_over' });
    held.resolve(done);
    expect((await first).outcome).toBe('done');
  });
});

const untilSent = (shop: ReturnType<typeof scripted>, count: number): Promise<void> =>
  until(() => Promise.resolve(shop.sent.length >= count));

async function until(is: () => Promise<boolean>): Promise<void> {
  while (!(await is())) await new Promise((resolve) => setImmediate(resolve));
}
