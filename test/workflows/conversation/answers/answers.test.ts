/**
 * Answers by somebody who had read no rule of ours: confirmed cancellations with more words or a second message, two answers
 * right after one another, and answers that go on. `ORDERLY_ANSWERS_SET` names another file of the same form; its entries are
 * played instead, and the table is printed with what went wrong.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { embeddedFor } from '../../../../src/cli/talk/understander.js';
import { checkConnection } from '../../../../src/connectors/build-connection.js';
import { loadMerchants } from '../../../../src/merchants/load-merchants.js';
import { calendarYear } from '../../../../src/simulator/run-tests.js';
import type { MessageUnderstander } from '../../../../src/understanding/understander.js';
import { projectFolder } from '../../../flows/support/demo.js';
import { type Entry, play, type Played, type World } from './play.js';

const named = process.env['ORDERLY_ANSWERS_SET'];
const entries = readFileSync(named ?? new URL('answers.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Entry);

let world: Omit<World, 'isSlow'>;

beforeAll(async () => {
  const { merchants } = await loadMerchants(join(projectFolder, 'merchants'), {
    flowsFolder: join(projectFolder, 'flows'),
    buildConnection: checkConnection,
    now: calendarYear,
  });
  const merchant = merchants.get('demo');
  if (merchant === undefined) throw new Error('the demo is not served');
  world = { merchant, understander: once(embeddedFor(merchant)) };
});

/** Understands each text once: entries are played twice. */
function once(understander: MessageUnderstander): MessageUnderstander {
  const known = new Map<string, ReturnType<MessageUnderstander['understand']>>();
  return {
    understand(message, signal) {
      const key = JSON.stringify(message);
      const meaning = known.get(key) ?? understander.understand(message, signal);
      known.set(key, meaning);
      return meaning;
    },
  };
}

/** Each entry as it is played: understood at once, and as late as may be. */
async function playAll(): Promise<{ entry: Entry; pace: string; played: Played }[]> {
  const all = [];
  for (const entry of entries)
    for (const isSlow of [false, true])
      all.push({
        ...{ entry, pace: isSlow ? 'late' : 'at once' },
        played: await play({ ...world, isSlow }, entry),
      });
  return all;
}

function table(all: Awaited<ReturnType<typeof playAll>>): string {
  const kinds = [...new Set(all.map(({ entry, pace }) => `${entry.kind}, understood ${pace}`))];
  const lines = kinds.map((kind) => {
    const of = all.filter(({ entry, pace }) => `${entry.kind}, understood ${pace}` === kind);
    const failed = of.filter(({ played }) => !played.kept);
    const sum = (count: (played: Played) => number): number =>
      of.reduce((total, { played }) => total + count(played), 0);
    return (
      `${kind}: kept ${of.length - failed.length} of ${of.length}; not told ${failed.filter(({ played }) => !played.told).length}; ` +
      `answers ${sum(({ answered }) => answered)}, to a question not yet seen ${sum(({ unseen }) => unseen)}`
    );
  });
  const failed = all.filter(({ played }) => !played.kept);
  const shown = failed.map(({ entry, pace, played }) =>
    [`-- ${entry.id}, understood ${pace}`, ...played.transcript].join('\n'),
  );
  return [...lines, ...shown].join('\n');
}

test('a confirmed cancellation is carried out, and nothing answers a question that was not seen', async () => {
  const all = await playAll();
  process.stdout.write(`${table(all)}\n`);
  if (process.env['ORDERLY_ANSWERS_SHOW'] !== undefined)
    for (const { entry, pace, played } of all)
      process.stdout.write(`== ${entry.id} ${pace}\n${played.transcript.join('\n')}\n`);
  expect(all.reduce((total, { played }) => total + played.unseen, 0)).toBe(0);
  for (const pace of ['at once', 'late']) {
    const confirmed = all.filter(({ entry, pace: at }) => entry.kind === 'confirmed' && at === pace);
    const carriedOut = confirmed.filter(({ played }) => played.kept);
    expect(carriedOut.length).toBeGreaterThanOrEqual(Math.ceil(confirmed.length * 0.9));
    expect(confirmed.filter(({ played }) => !played.kept && !played.told)).toEqual([]);
  }
  expect(
    all
      .filter(({ entry, played }) => entry.kind === 'unconfirmed' && !played.kept)
      .map(({ entry }) => entry.id),
  ).toEqual([]);
});
