/** A wish to cancel a part of an order never leads to all of it, nor to more pieces: sentences of an author who knew no rule of ours. */
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { embeddedFor } from '../../src/cli/talk/understander.js';
import { checkConnection } from '../../src/connectors/build-connection.js';
import { loadMerchants } from '../../src/merchants/load-merchants.js';
import { calendarYear } from '../../src/simulator/run-tests.js';
import { type MoneyCase, readCases } from './money-in-part/case.js';
import { playCase, type PlayedCase } from './money-in-part/play.js';
import { projectFolder } from './support/demo.js';

const played: PlayedCase[] = [];

beforeAll(async () => {
  const { merchants } = await loadMerchants(join(projectFolder, 'merchants'), {
    flowsFolder: join(projectFolder, 'flows'),
    buildConnection: checkConnection,
    now: calendarYear,
  });
  const demo = merchants.get('demo');
  if (demo === undefined) throw new Error('the demo is not served');
  const understander = embeddedFor(demo);
  for (const one of readCases(new URL('money-in-part/cancel-in-part.jsonl', import.meta.url)))
    played.push(await playCase(one, demo, understander));
});

const of = (kind: MoneyCase['kind']): PlayedCase[] => played.filter(({ one }) => one.kind === kind);
const transcripts = (cases: readonly PlayedCase[]) =>
  cases.map(({ one, transcript }) => [one.id, transcript]);

test('all of an order is cancelled where that is what is wanted', () => {
  expect(transcripts(of('whole').filter(({ cancelled }) => !cancelled))).toEqual([]);
});

test('some items of an order never lead to the cancellation of all', () => {
  expect(transcripts(of('items').filter(({ cancelled }) => cancelled))).toEqual([]);
});

test('of the items exactly as many pieces are taken out as were named, in nine of ten', () => {
  const others = of('items').filter(({ kept }) => !kept);
  expect(others.length <= of('items').length / 10 ? [] : transcripts(others)).toEqual([]);
});
