/** What a run can change and has changed: by that, operators find it. */
import { expect, test } from 'vitest';
import type { CallResult } from '../../../src/contracts/call-result.js';
import { canWrite, hasWritten } from '../../../src/workflows/interpreter/describe.js';
import { call, end, flow, read, Run } from './flows.js';

const inputs = { at: read('run.now') };
const writing = flow(call('pay', { effect: 'write', inputs }), end('over', 'paid'));
const reading = flow(call('look', { effect: 'read', inputs }), end('over', 'told'));
const done: CallResult = { outcome: 'done', result: 'done', outputs: {} };

const after = (result: CallResult): Run => new Run(writing).tell({ is: 'called', id: 'pay#1', result });

test('a flow that only reads can change nothing, and has not', () => {
  expect([canWrite(writing), canWrite(reading)]).toEqual([true, false]);
  const run = new Run(reading).tell({ is: 'called', id: 'look#1', result: done });
  expect(hasWritten({ flow: reading, state: run.state })).toBe(false);
});

test.each<[CallResult, boolean]>([
  [done, true],
  [{ outcome: 'unknown' }, true],
  [{ outcome: 'accepted', askAt: 60_000, until: 900_000 }, false],
  [{ outcome: 'refused', refusal: { code: 'closed' } }, false],
  [{ outcome: 'unavailable' }, false],
])('a write that comes out as %o has changed something, or may have: %s', (result, changed) => {
  const run = after(result);
  expect(hasWritten({ flow: writing, state: run.state })).toBe(changed);
});

test('a write under way has changed nothing yet', () => {
  expect(hasWritten({ flow: writing, state: new Run(writing).state })).toBe(false);
});
