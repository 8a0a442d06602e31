/** `await`: for what a system tells, with looks of the flow's own. */
import { describe, expect, test } from 'vitest';
import { describe as inWords, waitingOn } from '../../../src/workflows/interpreter/describe.js';
import { waitStatusOf } from '../../../src/workflows/interpreter/wait-status.js';
import type { AwaitStep } from '../../../src/contracts/ir.js';
import { byDefault, call, end, flow, read, Run, step, value } from './flows.js';

const wait = (more: Partial<AwaitStep> = {}) =>
  step({
    kind: 'await',
    id: 'came',
    event: 'returns.received',
    ref: value('r-1'),
    atMost: { ms: 90_000 },
    outcomes: { expired: byDefault('late') },
    ...more,
  });

const looking = wait({
  look: {
    do: { steps: [call('look')] },
    until: { k: 'op', op: 'eq', args: [read('steps.look.result'), value('found')] },
    every: [{ ms: 1000 }, { ms: 60_000 }],
  },
});

const saw = (visit: number, result: string) =>
  ({
    is: 'called',
    id: `look#${visit}`,
    result: { outcome: 'done', result, outputs: {} },
  }) as const;

const listened = (round: number, more: object = {}) =>
  ({ is: 'listened', id: `came#1/listen${round}`, expiresAt: 91_000, lookAt: 91_000, ...more }) as const;

const received = { number: 7, fields: { number: 'R7' } };

describe('await', () => {
  test('what has been told already counts at once, and what it says can be read', () => {
    const run = new Run(flow(wait(), end('over', 'ok', { n: read('steps.came.number') })));
    expect(run.command('listen')).toMatchObject({
      ...{ event: 'returns.received', ref: 'r-1', since: 1000, expires: { ms: 90_000 } },
    });
    run.tell(listened(1, { received }));
    expect(run.command('end').outputs).toEqual({ n: 'R7' });
    expect(run.state.received).toEqual({ came: 7 });
  });

  test('a word that comes later wakes the step, which asks what it says', () => {
    const run = new Run(flow(wait(), end('over', 'ok')));
    expect(run.tell(listened(1)).acts).toEqual(['timer came#1/listen1/look']);
    expect(run.tell({ is: 'reported', step: 'came', visit: 2 }).taken).toBe(false);
    expect(run.tell({ is: 'reported', step: 'came', visit: 1 }).acts).toEqual([
      'cancel_timer came#1/listen1/look',
      'listen came#1/listen2',
    ]);
    expect(run.command('listen').expires).toEqual({ at: 91_000 });
    run.tell(listened(2, { received }));
    expect(run.state.ended).toMatchObject({ result: 'ok' });
  });

  test('a word that comes while it is being asked is asked for again, once', () => {
    const run = new Run(flow(wait(), end('over', 'ok')));
    run.tell({ is: 'reported', step: 'came', visit: 1 }).tell({ is: 'reported', step: 'came', visit: 1 });
    expect(run.tell(listened(1)).acts).toEqual(['listen came#1/listen2']);
    expect(run.tell(listened(2)).acts).toEqual(['timer came#1/listen2/look']);
  });

  test('ends as expired when its time is over', () => {
    const run = new Run(flow(wait(), end('over', 'ok'))).tell(listened(1));
    expect(run.tell({ is: 'timer_fired', id: 'came#1/listen1/look' }).acts).toEqual(['say lateSay#1']);
    expect(run.state.outcomes['came']).toBe('expired');
  });

  test('a record without an id is waited for all the same: nothing can be told of it', () => {
    const run = new Run(flow(wait({ ref: value('') }), end('over', 'ok')));
    expect(run.command('listen').ref).toBeUndefined();
  });

  test('looks at once, and again at the times given, of which the last is kept', () => {
    const run = new Run(flow(looking, end('over', 'ok')));
    expect(run.acts).toEqual(['call look#1']);
    expect(run.tell(saw(1, 'none')).acts).toEqual(['listen came#1/listen1']);
    expect(run.command('listen').every).toEqual({ ms: 1000 });
    run.tell(listened(1, { lookAt: 2000 }));
    expect(run.command('timer').until).toBe(2000);
    run.tell({ is: 'timer_fired', id: 'came#1/listen1/look' }).tell(saw(2, 'none'));
    expect(run.command('listen')).toMatchObject({ every: { ms: 60_000 }, expires: { at: 91_000 } });
    run.tell(listened(2, { lookAt: 62_000 }));
    expect(run.tell({ is: 'timer_fired', id: 'came#1/listen2/look' }).acts).toEqual(['call look#3']);
    run.tell(saw(3, 'found'));
    expect(run.state.ended).toMatchObject({ result: 'ok' });
    expect(run.state.steps['came']).toBeUndefined();
  });

  test('a word during a look is not lost: it is known when the look has found nothing', () => {
    const run = new Run(flow(looking, end('over', 'ok')));
    expect(run.tell({ is: 'reported', step: 'came', visit: 1 }).taken).toBe(false);
    run.tell(saw(1, 'none')).tell(listened(1, { received }));
    expect(run.state.ended).toMatchObject({ result: 'ok' });
  });

  test('looks once more at the end of its time, and only then expires', () => {
    const run = new Run(flow(looking, end('over', 'ok'))).tell(saw(1, 'none'));
    // The run's time is at 1003 when the timer fires.
    run.tell(listened(1, { expiresAt: 1003, lookAt: 1003 }));
    expect(run.tell({ is: 'timer_fired', id: 'came#1/listen1/look' }).acts).toEqual(['call look#2']);
    expect(run.tell(saw(2, 'none')).acts).toEqual(['say lateSay#1']);
  });

  test('one event counts once for a step, however often it waits', () => {
    const again = step({
      ...{ kind: 'each', id: 'twice', list: value([1, 2]), atMost: 2, do: { steps: [wait()] } },
    });
    const run = new Run(flow(again, end('over', 'ok'))).tell(listened(1, { received }));
    expect(run.command('listen')).toMatchObject({ id: 'came#2/listen1', after: 7 });
  });

  test('operators and the conversation see that it waits for a system, and until when', () => {
    const run = new Run(flow(wait(), end('over', 'ok'))).tell(listened(1));
    expect(waitingOn(run.state, run.flow)).toEqual(['event']);
    expect(waitStatusOf([run.state])).toMatchObject({ on: 'event', until: 91_000 });
    expect(inWords(run.flow, run.state)).toContain('waiting for an event until');
  });

  test('a run that is stopped waits no longer', () => {
    const run = new Run(flow(wait(), end('over', 'ok'))).tell(listened(1));
    expect(run.tell({ is: 'cancelled' }).acts).toEqual([
      'handover came#1/stop',
      'cancel_timer came#1/listen1/look',
      'end handed_over',
    ]);
  });
});
