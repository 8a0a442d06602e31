/**
 * Every write of Shopify, Stripe, Adyen, Magento, Salesforce and UPS' intercepts whose answer is lost after the system has acted: the
 * connection is cut, the process is killed, both, or two attempts overlap. What comes of it is what the kind of the write promises.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Idempotency } from '../../../src/connectors/connector.js';
import { type TestStore, testStore } from '../../support/store.js';
import { openBetween } from './between.js';
import { connectionOf } from './call.js';
import { askUntilOut, killed } from './losing.js';
import type { LostSystem, OpenSystem } from './lost-system.js';
import { lostSystems } from './systems.js';

const isExhaustive = process.env['ORDERLY_TEST_EXHAUSTIVE'] === '1';
const minute = 60_000;

let store: TestStore;
beforeAll(async () => {
  store = await testStore();
});
afterAll(() => store[Symbol.asyncDispose]());

/** How an answer gets lost. */
type Loss = 'cut' | 'killed' | 'killed, then cut' | 'overlapping';
const losses: readonly Loss[] = ['cut', 'overlapping', 'killed', 'killed, then cut'];

let runs = 0;

/** How a write of this kind comes out whose system has acted. */
const promised: Readonly<Record<Idempotency['kind'], readonly string[]>> = {
  key: ['done', 'accepted'],
  lookup: ['done'],
  natural: ['done'],
  none: ['unknown'],
};

async function lose(system: LostSystem, opened: OpenSystem, index: number, loss: Loss): Promise<void> {
  const { operation, inputs, times } = opened.writes[index]!;
  const url = new URL(opened.url);
  await using door = await openBetween(url.origin, system.commits);
  const text = `connection: it\n${system.use}baseUrl: ${door.url}${url.pathname.replace(/\/$/, '')}\negress: { allow: [127.0.0.1] }\n`;
  const write = { text, secrets: opened.secrets, operation, inputs, run: `run-${(runs += 1)}` };
  const { kind } = connectionOf(write).bindings.get(operation)!.idempotency;
  if (loss.startsWith('killed')) await killed(store, write, door);
  if (loss !== 'killed') door.next.push('cut');
  const came = await askUntilOut(store, write, loss === 'overlapping' ? 2 : 1);
  const told = [operation, loss, kind];
  for (const one of came)
    expect([...told, one, promised[kind].includes(one.outcome)]).toEqual([...told, one, true]);
  expect([...told, came.length > 0, await times()]).toEqual([...told, true, 1]);
  // What cannot be asked again has reached the system once.
  if (kind === 'none' || kind === 'lookup') expect([...told, door.commits]).toEqual([...told, 1]);
}

describe.each(lostSystems)('$name', (system) => {
  (system.why === undefined ? test : test.skip)(
    `each write whose answer is lost is done once${system.why === undefined ? '' : ` (${system.why})`}`,
    async () => {
      const counts: Record<string, number> = {};
      const { length } = await withSystem(system, (opened) => Promise.resolve(opened.writes));
      for (let index = 0; index < length; index += 1)
        for (const loss of losses) {
          // A process takes seconds to start: one is killed for each system, all of them in the exhaustive run.
          const isKilled = loss.startsWith('killed');
          if (!isExhaustive && isKilled && !(system.killsOne && index === 0 && loss === 'killed')) continue;
          await withSystem(system, (opened) => lose(system, opened, index, loss));
          counts[loss] = (counts[loss] ?? 0) + 1;
        }
      if (isExhaustive) process.stdout.write(`${system.name}: ${length} writes, ${JSON.stringify(counts)}\n`);
    },
    20 * minute,
  );
});

async function withSystem<Result>(
  system: LostSystem,
  use: (opened: OpenSystem) => Promise<Result>,
): Promise<Result> {
  await using opened = await system.open();
  return await use(opened);
}

test('no write of these connectors is missing', async () => {
  for (const name of new Set(lostSystems.map((system) => system.name.replace(/ .*/, '')))) {
    const known = new Set<string>();
    const bound = new Set<string>();
    for (const system of lostSystems.filter((one) => one.name.startsWith(name))) {
      const written = lostWrites(system);
      for (const operation of written) bound.add(operation);
      if (system.why !== undefined) continue;
      await withSystem(system, ({ writes }) => {
        for (const { operation } of writes) known.add(operation);
        return Promise.resolve();
      });
    }
    const missing = [...bound].filter((operation) => !known.has(operation));
    const isWhole = lostSystems.every((one) => !one.name.startsWith(name) || one.why === undefined);
    expect([name, isWhole ? missing : []]).toEqual([name, []]);
  }
});

/** Operations of the connector that change something. */
function lostWrites({ use }: LostSystem): string[] {
  const text = `connection: it\n${use}baseUrl: http://127.0.0.1:1\negress: { allow: [127.0.0.1] }\n`;
  const salesforce = { URL: 'http://127.0.0.1:1', SFCC_CLIENT_ID: 'S', SFCC_CLIENT_SECRET: 'S' };
  const ups = { UPS_ID: 'S', UPS_SECRET: 'S' };
  const secrets = { KEY: 'S', HOOK: '00', TOKEN: 'S', ...salesforce, ...ups };
  const { bindings } = connectionOf({ text, secrets });
  return [...bindings].flatMap(([name, { effect }]) => (effect === 'read' ? [] : [name]));
}
