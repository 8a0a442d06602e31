/** Quotas that several workers share: a day of questions in the store's own time, and turns that are taken at once. */
import { expect, test } from '@jest/globals';
import { callOperation } from '../../../src/calls/call-operation.js';
import { NotNow } from '../../../src/calls/failures.js';
import type { CallPorts } from '../../../src/calls/ports.js';
import { catalogue } from '../../../src/commerce/index.js';
import type { Connection } from '../../../src/connectors/connector.js';
import { SharedQuota } from '../../../src/connectors/declarative/quotas.js';
import type { CallRequest } from '../../../src/contracts/call-request.js';
import type { CallResult } from '../../../src/contracts/call-result.js';
import type { Json } from '../../../src/contracts/json.js';
import { memoryStore } from '../../../src/simulator/memory-store.js';
import type { Quotas } from '../../../src/store/store.js';
import { answerJson, serve } from '../../support/hostile-server.js';
import { testStore } from '../../support/store.js';
import { connectCarrier } from './system.js';

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

/** A parcel that nobody knows, as DHL and as FedEx say so. */
const nothing = {
  ...{ title: 'No result found', status: 404 },
  output: {
    completeTrackResults: [{ trackResults: [{ error: { code: 'TRACKING.TRACKINGNUMBER.NOTFOUND' } }] }],
  },
};

/** One attempt of a question: its result, or how long until the next attempt. */
async function ask(
  connection: Connection,
  now: number,
  since: number,
): Promise<CallResult | { afterMs: number | undefined }> {
  const step = { kind: 'call', id: 's', operation: 'shipments.track', effect: 'read', outcomes: {} };
  const ports = {
    ...{ store: memoryStore(() => now), now: () => now, secret: 's'.repeat(32), vouched: () => undefined },
    merchant: () => ({ config: { vocabulary: { catalogue } }, connectionFor: () => connection }),
    published: () => Promise.resolve(new Map([['s', step]])),
    metrics: { operationCalled: () => undefined },
  } as unknown as CallPorts;
  const request = {
    ...{ merchant: 'm', workflowId: 'w', flow: 'f', hash: 'h', conversation: 'c' },
    call: {
      ...{
        do: 'call',
        id: 's#1',
        step: 's',
        visit: 1,
        operation: 'shipments.track',
        facts: {},
        asked: false,
      },
      inputs: { shipment: { carrier: 'X', trackingNumber: '00340434161094042557' } },
    },
  } as unknown as CallRequest;
  try {
    return await callOperation(ports, request, { id: String(now), attempt: 1, scheduledAt: since });
  } catch (error) {
    if (error instanceof NotNow) return { afterMs: error.afterMs };
    throw error;
  }
}

test.each([
  // DHL: 250 a day, one in five seconds.
  ['dhl', 250, 5000],
  // FedEx: our own share of the day is not known before it says 429.
  ['fedex', 300, 0],
] as const)(
  '%s: a day of 1,000 questions over four workers: none too many, each answered or postponed with a time',
  async (carrier, most, apartMs) => {
    const clock = { now: midnight };
    const sent: number[] = [];
    await using server = await serve(({ url }, response) => {
      if (url === '/oauth/token') {
        answerJson(response, 200, { access_token: 'T', token_type: 'Bearer', expires_in: '3600' });
        return;
      }
      sent.push(clock.now);
      const isOver = sent.filter((at) => at >= midnight && at < midnight + DAY).length > most;
      if (isOver) answerJson(response, 429, {});
      else answerJson(response, carrier === 'dhl' ? 404 : 200, nothing);
    });
    const quotas = quotasBy(clock);
    const workers = [0, 1, 2, 3].map(() => connectCarrier(carrier, server.url, quotas).connection);
    const open = Array.from({ length: 1000 }, (_, at) => {
      const due = midnight + Math.floor(at / 4) * (DAY / 260) + (at % 4) * 1000;
      return { due, since: due, worker: at % 4 };
    });
    const tally = { answered: 0, postponed: 0 };
    while (open.length > 0) {
      open.sort((one, other) => one.due - other.due);
      const { due, since, worker } = open.shift()!;
      clock.now = Math.max(clock.now, due);
      const came = await ask(workers[worker]!, clock.now, since);
      if ('afterMs' in came)
        open.push({ due: clock.now + (came.afterMs ?? 1000), since, worker: (worker + 1) % 4 });
      else if (came.outcome === 'unavailable') {
        expect(came.until).toBeGreaterThan(clock.now);
        tally.postponed += 1;
      } else tally.answered += 1;
    }
    // The one above the carrier's own limit is its 429, which says to all that the day is used up.
    const limit = carrier === 'fedex' ? most + 1 : most;
    expect(sent.filter((at) => at < midnight + DAY)).toHaveLength(limit);
    for (const [at, moment] of sent.entries())
      if (at > 0) expect(moment - sent[at - 1]!).toBeGreaterThanOrEqual(apartMs);
    expect(tally.answered + tally.postponed).toBe(1000);
    expect(tally.postponed).toBeGreaterThan(600);
    process.stdout.write(`${carrier}: ${sent.length} sent, ${JSON.stringify(tally)}\n`);
  },
  120_000,
);

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
}, 60_000);
