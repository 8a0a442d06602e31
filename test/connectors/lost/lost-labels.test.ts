/**
 * Return labels of carriers that take no key, while answers are lost, processes are killed and attempts overlap: none is
 * made twice, so none is to be voided, and the row of each call names its label: as done, or as one for people.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Hit } from '../../support/hostile-server.js';
import { howMany } from '../../support/how-much.js';
import { type TestStore, testStore } from '../../support/store.js';
import { seeded } from '../../store/support/subject.js';
import { labelAsked, type LabelOffice, openOffice } from '../carriers/label-office.js';
import { copyOf } from '../carriers/system.js';
import { openBetween } from './between.js';
import type { Write } from './call.js';
import { askUntilOut, killed } from './losing.js';

const secrets = Object.fromEntries(
  [
    ...['UPS_ID', 'UPS_SECRET', 'FEDEX_SHIP_KEY', 'FEDEX_SHIP_SECRET'],
    ...['DHL_KEY', 'DHL_SECRET', 'DHL_USER', 'DHL_PASSWORD', 'MYDHL_KEY', 'MYDHL_SECRET'],
  ].map((name) => [name, 'S']),
);

/** What goes wrong with a label. */
interface Trouble {
  /** The first process is killed while its answer is held, or before its request has come. */
  killed?: 'held' | 'stopped';
  /** The first answer is lost. */
  cut?: true;
  /** Two to four attempts at once; beside the first process, before it is killed. */
  overlapping?: true;
}

/** Seven: a carrier's seeds step through them by a width of its own, and meet all in turn. */
const troubles: readonly Trouble[] = [
  { cut: true },
  { killed: 'held', overlapping: true },
  { cut: true, overlapping: true },
  { killed: 'held' },
  { killed: 'stopped' },
  { overlapping: true },
  {},
];

/** Two a carrier in `npm test`: a lost answer, and a trouble that the other carriers do not meet there. */
const labels = howMany(2, 100);

const makesLabel = ({ method, url }: Hit): boolean =>
  method === 'POST' && /^\/(?:ship|shipments|orders)\b/.test(url);

let store: TestStore;
beforeAll(async () => {
  store = await testStore();
});
afterAll(() => store[Symbol.asyncDispose]());

/** Asks for the label of a seed until it comes out: the outcomes that attempts were told, and the row of the call. */
async function ask(connector: string, office: LabelOffice, seed: number, trouble: Trouble) {
  await using door = await openBetween(office.url, makesLabel);
  const run = `${connector}-${seed}`;
  const write: Write = {
    text: `${copyOf(connector)}egress: { allow: [127.0.0.1] }\n`,
    secrets: { ...secrets, URL: door.url },
    ...{ operation: 'returns.label', inputs: labelAsked.inputs, run },
  };
  const attempts = trouble.overlapping === true ? 2 + Math.floor(seeded(seed)() * 3) : 1;
  const askAll = () => askUntilOut(store, write, attempts);
  if (trouble.killed !== undefined)
    await killed(store, write, door, {
      fault: trouble.killed,
      ...(trouble.overlapping === true && { meanwhile: askAll }),
    });
  if (trouble.cut === true) door.next.push('cut');
  const told = await askAll();
  const row = await store.effects.find({ merchant: run, workflowId: run, step: 'it', visit: 1 });
  return { told, row };
}

describe.each([
  // Found again by its reference; elsewhere people are told that one may be there.
  ['ups-returns', 'done', 1],
  ['fedex-returns', 'unknown', 2],
  ['dhl-returns', 'unknown', 3],
  ['dhl-express-returns', 'unknown', 4],
] as const)('%s', (connector, afterLoss, step) => {
  test(`${labels} labels, each asked for until it comes out: never two for one return`, async () => {
    await using office = await openOffice(connector);
    const ledger = { done: 0, unknown: 0 };
    for (let seed = 1; seed <= labels; seed += 1) {
      const trouble = troubles[((seed - 1) * step) % troubles.length]!;
      const before = office.labels.length;
      const { told, row } = await ask(connector, office, seed, trouble);
      const made = office.labels.slice(before);
      const isLost = trouble.cut === true || trouble.killed === 'held';
      const outcome = trouble.killed === 'stopped' ? 'unknown' : isLost ? afterLoss : 'done';
      const name = JSON.stringify([seed, trouble]);
      expect([name, made.length]).toEqual([name, trouble.killed === 'stopped' ? 0 : 1]);
      expect([name, ...new Set(told.map((one) => one.outcome))]).toEqual([name, outcome]);
      expect(row).toMatchObject({ state: outcome, doubled: false });
      for (const { number, reference } of made) {
        expect(row!.key.replaceAll('-', '').toUpperCase()).toBe(reference);
        if (outcome === 'done') expect(told[0]).toMatchObject({ outputs: { trackingNumber: number } });
      }
      ledger[outcome] += 1;
    }
    const voided = office.labels.filter(({ isVoid }) => isVoid);
    expect(voided).toEqual([]);
    process.stderr.write(
      `${connector}: ${labels} labels asked for, ${office.labels.length} made, ${voided.length} voided; in the ledger ${ledger.done} done, ${ledger.unknown} unknown\n`,
    );
  }, 1_200_000);
});
