/**
 * A wish for a part of the money never leads to all of it: sentences of an author who knew no rule of ours, played from
 * the first message to the end. `ORDERLY_MONEY_SET` names another file of the same form: it is played, and printed as a
 * table with the transcript of each case that was not kept.
 */
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { embeddedFor } from '../../src/cli/talk/understander.js';
import { checkConnection } from '../../src/connectors/build-connection.js';
import { loadMerchants } from '../../src/merchants/load-merchants.js';
import type { Merchant } from '../../src/merchants/merchant.js';
import { calendarYear } from '../../src/simulator/run-tests.js';
import type { MessageUnderstander } from '../../src/understanding/understander.js';
import { type MoneyCase, readCases } from './money-in-part/case.js';
import { playCase, type PlayedCase } from './money-in-part/play.js';
import { tableOf } from './money-in-part/table.js';
import { projectFolder } from './support/demo.js';

const set = process.env['ORDERLY_MONEY_SET'];
const cases = readCases(set ?? new URL('money-in-part/money-in-part.jsonl', import.meta.url));

let merchant: Merchant;
let understander: MessageUnderstander;
const played: PlayedCase[] = [];

beforeAll(async () => {
  const { merchants } = await loadMerchants(join(projectFolder, 'merchants'), {
    flowsFolder: join(projectFolder, 'flows'),
    buildConnection: checkConnection,
    now: calendarYear,
  });
  const demo = merchants.get('demo');
  if (demo === undefined) throw new Error('the demo is not served');
  merchant = demo;
  understander = embeddedFor(demo);
  for (const one of cases) played.push(await playCase(one, merchant, understander));
  if (set !== undefined) console.log(tableOf(played));
});

const failed = (kind: MoneyCase['kind']) =>
  played
    .filter(({ one, kept }) => one.kind === kind && !kept)
    .map(({ one, transcript }) => [one.id, transcript]);
const many = (kind: MoneyCase['kind']) => played.filter(({ one }) => one.kind === kind).length;

describe('money back', () => {
  test('for a part of it is never offered or paid as all of the order, or of an item', () => {
    expect(failed('part')).toEqual([]);
  });

  test('for a part of it is decided by an approver, or goes to people', () => {
    const open = played.filter(
      ({ one, handedOver, paid }) => one.kind === 'part' && handedOver === undefined && paid === 0,
    );
    expect(open.map(({ one, transcript }) => [one.id, transcript])).toEqual([]);
  });

  test('for the whole order ends with the whole in nine of ten', () => {
    expect(failed('whole').length).toBeLessThanOrEqual(many('whole') / 10);
  });

  test('for named items ends with exactly what these cost in four of five', () => {
    expect(failed('items').length).toBeLessThanOrEqual(many('items') / 5);
  });
});
