/** Who guesses sideways, over many orders, conversations and channels, gets no further than who guesses at one order (DESIGN §7). */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CallPorts } from '../../../src/activities/calls/ports.js';
import { attemptLimits, norms } from '../../../src/activities/calls/verification/attempt-limits.js';
import { memoryStore } from '../../../src/simulator/memory-store.js';
import { openStore } from '../../../src/store/open-store.js';
import type { Store } from '../../../src/store/store.js';
import { administer } from '../../support/administer.js';
import { testStore } from '../../support/store.js';
import { type BookedOrder, type Counter, openCounter } from './support/guests.js';

const HOUR_MS = 3_600_000;
const known = 'mia@example.com';
const channels = ['chat-1', 'chat-2', 'mail', 'desk'];

/** 600 orders, of which one is Mia's, and in each tenth a common postcode. */
const orders = Array.from({ length: 600 }, (_, n): BookedOrder => ({
  number: String(10_000 + n),
  email: n === 599 ? known : `guest-${n}@example.com`,
  postcode: n % 10 === 7 ? '10115' : `${20_000 + n}`,
}));

let counters = 0;

/** Where attempts are counted. */
interface Ground {
  store: CallPorts['store'];
  begin: (merchant: string, conversation: string, channel: string) => Promise<unknown>;
}

const channelOf = (conversation: string): string => channels[Number(conversation[0])] ?? '';

const inMemory = (): Ground => ({
  store: memoryStore(Date.now, channelOf),
  begin: () => Promise.resolve(),
});

const inDatabase = (store: Store): Ground => ({
  store,
  begin: (...conversation) => store.conversations.begin(...conversation),
});

/** A counter of its own, whose conversations begin with the number of their channel. */
function opened({ store, begin }: Ground): Counter {
  const merchant = `guessed-${++counters}`;
  const counter = openCounter(store, orders, merchant, { now: Date.now() });
  return {
    ...counter,
    ask: async (question) => {
      await begin(merchant, question.conversation, channelOf(question.conversation));
      return counter.ask(question);
    },
  };
}

/** In so many conversations, one behind another, over the channels in turn. */
const conversation = (n: number): string => `${n % channels.length}-${n}`;

const count = (outcomes: readonly string[], outcome: string): number =>
  outcomes.filter((one) => one === outcome).length;

/** The outcomes of attempts, `atOnce` of them at a time. */
async function all<Item>(
  items: readonly Item[],
  atOnce: number,
  ask: (item: Item, index: number) => Promise<string>,
): Promise<string[]> {
  const outcomes: string[] = [];
  for (let n = 0; n < items.length; n += atOnce)
    outcomes.push(
      ...(await Promise.all(items.slice(n, n + atOnce).map((item, index) => ask(item, n + index)))),
    );
  return outcomes;
}

function guessing(open: () => Ground, { tries, atOnce }: { tries: number; atOnce: number }): void {
  test(`of ${tries} numbers with one known e-mail five are compared, ${atOnce} at a time`, async () => {
    const counter = opened(open());
    const outcomes = await all(orders.slice(-tries), atOnce, ({ number }, n) =>
      counter.ask({ conversation: conversation(Math.floor(n / 3)), number, facts: { email: known } }),
    );
    expect(count(outcomes, 'done')).toBe(0);
    expect(counter.failed.count).toBe(attemptLimits.fact);
    // Whoever loses the race for the fifth has read the order, and is told nothing of it.
    expect(counter.reads.length).toBeLessThan(attemptLimits.fact + atOnce);
    // The fifth is told no more than those after it.
    expect(count(outcomes, 'needs_facts')).toBeLessThan(attemptLimits.fact);
    // Each channel is braked, which the operator hears once.
    expect(counter.alarms.sort()).toEqual([...channels.map(() => 'channel'), 'merchant']);
    expect(JSON.stringify(counter.logged)).not.toContain(known);
  });

  test('the right number among the first five counts, and behind them never', async () => {
    for (const place of [0, 4, 5, 9]) {
      const counter = opened(open());
      const numbers = orders.slice(0, 9).map(({ number }) => number);
      numbers.splice(place, 0, '10599');
      const outcomes = await all(numbers, 1, (number, n) =>
        counter.ask({ conversation: conversation(n), number, facts: { email: known } }),
      );
      expect(outcomes[place]).toBe(place < attemptLimits.fact ? 'done' : 'unverified');
    }
  });

  test(`of ${(tries * 2) / 3} postcodes at one number, from all channels, five are compared`, async () => {
    const counter = opened(open());
    const postcodes = Array.from({ length: (tries * 2) / 3 }, (_, n) => String(20_200 + n));
    const outcomes = await all(postcodes, atOnce, (postcode, n) =>
      counter.ask({ conversation: conversation(Math.floor(n / 2)), number: '10599', facts: { postcode } }),
    );
    expect(count(outcomes, 'done')).toBe(0);
    expect(counter.failed.count).toBe(attemptLimits.number);
  });
}

describe('in memory', () => {
  guessing(inMemory, { tries: 600, atOnce: 8 });
});

describe('on the embedded store', () => {
  let store: Awaited<ReturnType<typeof testStore>>;
  beforeAll(async () => {
    store = await testStore();
  });
  afterAll(() => store[Symbol.asyncDispose]());

  guessing(() => inDatabase(store), { tries: 120, atOnce: 8 });

  test('one postcode at many numbers is braked, and tells of no number any more whether it was right', async () => {
    const counter = opened(inDatabase(store));
    const outcomes = await all(orders.slice(100, 160), 1, ({ number }, n) =>
      counter.ask({ conversation: conversation(n), number, facts: { postcode: '10115' } }),
    );
    // Those before the brake: one in ten is right.
    const told = outcomes.findIndex(
      (one, n) => one === 'unverified' && outcomes.slice(n).every((o) => o === one),
    );
    expect(told).toBeLessThanOrEqual(norms.shared.least + 2);
    expect(counter.alarms).toContain('shared');
    expect(JSON.stringify(counter.logged)).not.toContain('10115');
    // With the same postcode nobody is served, with an e-mail everybody.
    const [mia] = orders.slice(-1);
    const there = { conversation: '3-mia', number: mia!.number };
    expect(await counter.ask({ ...there, facts: { email: known } })).toBe('done');
  });

  test('a braked channel serves whom it vouches for, and what was verified before; others go to people', async () => {
    const counter = opened(inDatabase(store));
    const right = { number: '10003', facts: { email: 'guest-3@example.com' } };
    expect(await counter.ask({ conversation: '0-before', ...right })).toBe('done');
    await all(orders.slice(20, 50), 1, ({ number }, n) =>
      counter.ask({ conversation: `0-${n}`, number, facts: { email: `x${n}@example.com` } }),
    );
    expect(counter.alarms).toEqual(['channel']);
    expect(counter.logged).toMatchObject([{ of: 'channel', channel: 'chat-1' }]);
    expect(await counter.ask({ conversation: '0-guest', ...right })).toBe('unverified');
    expect(await counter.ask({ conversation: '0-asks', number: '10003' })).toBe('unverified');
    expect(await counter.ask({ conversation: '0-before', ...right })).toBe('done');
    const { number, authenticated } = { number: '10003', authenticated: 'guest-3@example.com' };
    expect(await counter.ask({ conversation: '0-authenticated', number, authenticated })).toBe('done');
    expect(await counter.ask({ conversation: '1-other', ...right })).toBe('done');
  });

  test('while a fact or a channel is braked, right and wrong are told alike', async () => {
    const counter = opened(inDatabase(store));
    const facts = { postcode: '10115' };
    for (let n = 0; n <= norms.shared.least; n += 1)
      await counter.ask({ conversation: `3-${n}`, number: `7${n}`, facts });
    // 10007 is there and has this postcode, 10008 has another, 77777 is nowhere.
    for (const number of ['10007', '10008', '77777']) {
      const told = [facts, { ...facts, email: 'wrong@example.com' }].map((tried, n) =>
        counter.ask({ conversation: `3-${number}-${n}`, number, facts: tried }),
      );
      expect(await Promise.all(told)).toEqual(['unverified', 'needs_facts']);
    }
    for (let n = 0; n <= norms.channel.least; n += 1)
      await counter.ask({ conversation: `2-${n}`, number: `6${n}`, facts: { email: `x${n}@example.com` } });
    for (const number of ['10006', '10008', '77777']) {
      const tried = { email: 'guest-6@example.com' };
      expect(await counter.ask({ conversation: `2-${number}`, number, facts: tried })).toBe('unverified');
      expect(await counter.ask({ conversation: `2-${number}-bare`, number })).toBe('unverified');
    }
  });

  test('a brake goes by itself once an hour was quiet, and stays while it is not', async () => {
    const counter = opened(inDatabase(store));
    const guess = (n: number) =>
      counter.ask({ conversation: `2-${n}`, number: `9${n}`, facts: { email: `x${n}@example.com` } });
    const right = { number: '10003', facts: { email: 'guest-3@example.com' } };
    for (let n = 0; n <= norms.channel.least; n += 1) await guess(n);
    counter.clock.now += HOUR_MS / 2;
    for (let n = 100; n <= 100 + norms.channel.least; n += 1) await guess(n);
    counter.clock.now += HOUR_MS / 2 + 1;
    expect(await counter.ask({ conversation: '2-early', ...right })).toBe('unverified');
    counter.clock.now += HOUR_MS / 2;
    expect(await counter.ask({ conversation: '2-late', ...right })).toBe('done');
    expect(counter.alarms.filter((of) => of === 'channel')).toHaveLength(1);
  });

  test('an e-mail that was guessed with is compared again a day later', async () => {
    const counter = opened(inDatabase(store));
    for (let n = 0; n < 8; n += 1)
      await counter.ask({ conversation: conversation(n), number: `8${n}`, facts: { email: known } });
    const right = { number: '10599', facts: { email: known } };
    expect(await counter.ask({ conversation: '0-mia', ...right })).toBe('unverified');
    counter.clock.now += 24 * HOUR_MS + 1;
    expect(await counter.ask({ conversation: '0-mia', ...right })).toBe('done');
  });
});

const postgresUrl = process.env['ORDERLY_TEST_POSTGRES_URL'];

if (postgresUrl === undefined) {
  test.skip('on PostgreSQL (skipped: ORDERLY_TEST_POSTGRES_URL is not set)', () => undefined);
} else {
  describe('on PostgreSQL', () => {
    let store: Store;
    const name = `orderly_test_${randomUUID().replaceAll('-', '')}`;
    const url = new URL(postgresUrl);
    url.pathname = name;
    beforeAll(async () => {
      await administer(postgresUrl, `create database ${name}`);
      store = await openStore({ databaseUrl: url.href, poolSize: 16 });
    });
    afterAll(async () => {
      await store[Symbol.asyncDispose]();
      await administer(postgresUrl, `drop database ${name} with (force)`);
    });
    guessing(() => inDatabase(store), { tries: 120, atOnce: 40 });
  });
}
