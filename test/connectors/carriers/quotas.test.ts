/** Quotas that several workers share: a day of questions in the store's own time, and turns that are taken at once. */
import { expect, test } from 'vitest';
import { SharedQuota } from '../../../src/connectors/declarative/quotas.js';
import type { Json } from '../../../src/contracts/json.js';
import type { Quotas } from '../../../src/store/store.js';
import { answerJson, serve } from '../../support/hostile-server.js';
import { testStore } from '../../support/store.js';
import { connectCarrier } from './system.js';
import { trackOnce } from './track-once.js';

const DAY = 86_400_000;
const midnight = Date.UTC(2026, 10, 5);

/** Quotas of all workers, by a clock of the test. */
function quotasBy(clock: { now: number }): Quotas {
  const rows = new Map<string, Json>();
  return {
    change(row, decide) {
      const { used, value } = decide({ used: rows.get(row), now: clock.now });
      if (used !== undefined) rows.set(row, used);
      return Promise.resolve(value);
    },
  };
}

/** A parcel that nobody knows, as DHL, FedEx and UPS say so. */
const nothing = {
  ...{ title: 'No result found', status: 404 },
  output: {
    completeTrackResults: [{ trackResults: [{ error: { code: 'TRACKING.TRACKINGNUMBER.NOTFOUND' } }] }],
  },
  response: { errors: [{ code: 'TW0001', message: 'None' }] },
};

interface Day {
  carrier: string;
  /** When each question is asked (epoch ms). */
  due: readonly number[];
  /** Whether the carrier refuses with 429, of the moments at which it was asked; the last is now. */
  isOver: (sent: readonly number[]) => boolean;
  /** What it says then. */
  says?: string;
}

/** What FedEx says, by its guide to quotas and rate limits. */
const used = 'Daily transaction quota exceeded. Retry after 12:00AM GMT';
const burst = 'We have received too many requests in a short duration. Please wait a while to try again.';

/** Asks over four workers until every question is answered or postponed, each attempt when its turn comes. */
async function play({ carrier, due: dues, isOver, says = used }: Day) {
  const clock = { now: midnight };
  const sent: number[] = [];
  await using server = await serve(({ url }, response) => {
    if (url === '/oauth/token') {
      answerJson(response, 200, { access_token: 'T', token_type: 'Bearer', expires_in: '3600' });
      return;
    }
    sent.push(clock.now);
    if (isOver(sent)) answerJson(response, 429, { errors: [{ code: 'TOO.MANY.REQUESTS', message: says }] });
    else answerJson(response, carrier === 'fedex' ? 200 : 404, nothing);
  });
  const quotas = quotasBy(clock);
  const workers = [0, 1, 2, 3].map(() => connectCarrier(carrier, server.url, quotas).connection);
  const open = dues.map((due, at) => ({ due, since: due, worker: at % 4 }));
  const tally = { answered: 0, postponed: 0 };
  while (open.length > 0) {
    open.sort((one, other) => one.due - other.due);
    const { due, since, worker } = open.shift()!;
    clock.now = Math.max(clock.now, due);
    const came = await trackOnce({
      ...{ carrier: 'X', trackingNumber: '00340434161094042557', now: clock.now, since },
      connectionFor: () => workers[worker],
    });
    if ('afterMs' in came)
      open.push({ due: clock.now + (came.afterMs ?? 1000), since, worker: (worker + 1) % 4 });
    else if (came.outcome === 'unavailable') {
      expect(came.until).toBeGreaterThan(clock.now);
      tally.postponed += 1;
    } else tally.answered += 1;
  }
  return { sent, tally };
}

test.each([
  // DHL: 250 a day, one in five seconds.
  ['dhl', 250, 5000],
  // FedEx: our own share of the day is not known before it says 429.
  ['fedex', 300, 0],
] as const)(
  '%s: a day of 1,000 questions over four workers: none too many, each answered or postponed with a time',
  async (carrier, most, apartMs) => {
    const { sent, tally } = await play({
      carrier,
      due: Array.from(
        { length: 1000 },
        (_, at) => midnight + Math.floor(at / 4) * (DAY / 260) + (at % 4) * 1000,
      ),
      isOver: (all) => all.filter((at) => at >= midnight && at < midnight + DAY).length > most,
    });
    // The one above the carrier's own limit is its 429, which says to all that the day is used up.
    const limit = carrier === 'fedex' ? most + 1 : most;
    expect(sent.filter((at) => at < midnight + DAY)).toHaveLength(limit);
    for (const [at, moment] of sent.entries())
      if (at > 0) expect(moment - sent[at - 1]!).toBeGreaterThanOrEqual(apartMs);
    expect(tally.answered + tally.postponed).toBe(1000);
    expect(tally.postponed).toBeGreaterThan(600);
    process.stdout.write(`${carrier}: ${sent.length} sent, ${JSON.stringify(tally)}\n`);
  },
);

test('fedex: the answer to a burst keeps all out for a moment, and not until midnight', async () => {
  const { sent, tally } = await play({
    ...{ carrier: 'fedex', says: burst, isOver: (all) => all.length === 15 },
    due: Array.from({ length: 30 }, () => midnight + DAY / 7),
  });
  expect(tally).toEqual({ answered: 30, postponed: 0 });
  expect(sent).toHaveLength(31);
  expect(sent.at(-1)! - sent[0]!).toBeLessThan(10 * 60_000);
});

test('ups: thirty questions at once over four workers leave ten a second, and its 429 keeps all out for a second', async () => {
  const { sent, tally } = await play({
    carrier: 'ups',
    due: Array.from({ length: 30 }, () => midnight),
    isOver: (all) => all.length === 15,
  });
  expect(tally).toEqual({ answered: 30, postponed: 0 });
  expect(sent).toHaveLength(31);
  // What is let in waits up to a quarter of a second for its turn.
  for (const moment of sent)
    expect(sent.filter((other) => other >= moment && other < moment + 1000).length).toBeLessThanOrEqual(13);
  expect(sent[15]! - sent[14]!).toBeGreaterThanOrEqual(1000);
});

test('the store lets one of many through at a time, whoever asks, and a 429 keeps all out', async () => {
  await using store = await testStore();
  const day = { count: 7, ms: DAY, zone: 'Europe/Berlin' };
  const workers = [0, 1, 2, 3].map(() => new SharedQuota([day], 'm/c', store.quotas));
  const turns = await Promise.all(Array.from({ length: 20 }, (_, at) => workers[at % 4]!.take()));
  expect(turns.filter(({ is }) => is === 'granted')).toHaveLength(7);
  const pace = [0, 1].map(() => new SharedQuota([{ count: 1, ms: 3_600_000 }], 'm/d', store.quotas));
  expect((await Promise.all(pace.map((each) => each.take()))).map(({ is }) => is).sort()).toEqual([
    'full',
    'granted',
  ]);
  const [one, other] = [0, 1].map(() => new SharedQuota([{ count: 1000, ms: 1000 }], 'm/e', store.quotas));
  expect(await one!.take()).toMatchObject({ is: 'granted' });
  await one!.learn({ status: 429, headers: {} }, 60_000);
  expect(await other!.take()).toMatchObject({ is: 'full' });
});
