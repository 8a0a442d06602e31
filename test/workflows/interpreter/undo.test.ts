/** `undo`: what was done is taken back when the run comes to no result of its own. */
import { describe, expect, test } from 'vitest';
import { describe as details } from '../../../src/workflows/interpreter/describe.js';
import { summaryOf } from '../../../src/workflows/interpreter/command-summary.js';
import type { CallStep, StepIr } from '../../../src/contracts/ir.js';
import { call, end, flow, handover, read, Run, say } from './flows.js';

const undo = (id: string): CallStep => ({
  kind: 'call',
  id: `${id}Undo`,
  named: false,
  title: `Take back ${id}`,
  line: 1,
  operation: 'labels.void',
  effect: 'write',
  inputs: { label: read(`steps.${id}.label`) },
  outcomes: {},
});

const writing = (id: string): StepIr =>
  call(id, { operation: 'labels.create', effect: 'write', undo: undo(id) });

const done = (label: string) => ({ outcome: 'done', result: 'done', outputs: { label } }) as const;

const created = (...rest: StepIr[]): Run => {
  const run = new Run(flow(writing('first'), writing('second'), ...rest));
  run.tell({ is: 'called', id: 'first#1', result: done('L1') });
  return run.tell({ is: 'called', id: 'second#1', result: done('L2') });
};

describe('undo', () => {
  test('takes back what was done, the newest first, with what the call gave, before the run ends', () => {
    const run = created(handover('people'), end('over', 'handed_over'));
    expect(run.tell({ is: 'handed_over', id: 'people#1' }).acts).toEqual(['call secondUndo#1']);
    expect(run.command('call')).toMatchObject({
      operation: 'labels.void',
      inputs: { label: 'L2' },
      asked: false,
    });
    run.tell({ is: 'called', id: 'secondUndo#1', result: done('L2') });
    expect(run.command('call')).toMatchObject({ id: 'firstUndo#1', inputs: { label: 'L1' } });
    expect(run.tell({ is: 'called', id: 'firstUndo#1', result: done('L1') }).acts).toEqual([
      'end handed_over',
    ]);
  });

  test('takes nothing back from a run with a result of its own', () => {
    expect(created(end('over', 'ok')).acts).toEqual(['end ok']);
  });

  test('takes nothing back that was not done', () => {
    const run = new Run(flow(writing('first'), end('over', 'ok')));
    run.tell({ is: 'called', id: 'first#1', result: { outcome: 'unknown' } });
    run.tell({ is: 'said', id: 'firstunknownSay#1' });
    expect(run.tell({ is: 'handed_over', id: 'firstunknownHandover#1' }).acts).toEqual(['end handed_over']);
  });

  test.each(['failed', 'cancelled'] as const)('a run that is %s takes back too', (how) => {
    const pause = say('told');
    const run = created(pause, call('next'));
    if (how === 'cancelled') run.tell({ is: 'cancelled' }).tell({ is: 'said', id: 'told#1' });
    else run.tell({ is: 'failed', id: 'told#1', code: 'internal' });
    expect(run.acts.at(-1)).toBe('call secondUndo#1');
    run.tell({ is: 'called', id: 'secondUndo#1', result: done('L2') });
    run.tell({ is: 'called', id: 'firstUndo#1', result: done('L1') });
    expect(run.acts).toEqual([how === 'failed' ? 'fail internal' : 'end handed_over']);
  });

  test.each([
    { is: 'called', id: 'secondUndo#1', result: { outcome: 'unknown' } },
    { is: 'failed', id: 'secondUndo#1', code: 'internal' },
  ] as const)('tells people what could not be taken back, and goes on ($is)', (event) => {
    const run = created(handover('people'), end('over', 'handed_over'));
    run.tell({ is: 'handed_over', id: 'people#1' });
    expect(run.tell(event).acts).toEqual(['handover secondUndo#1/failed', 'call firstUndo#1']);
    expect(run.command('handover').reason).toEqual({
      key: 'This could not be undone; please check: ${title}',
      args: [{ source: 'title', type: { t: 'text' }, value: 'Take back second' }],
    });
    expect(run.state.outcomes['secondUndo']).toBe(event.is === 'failed' ? 'failed' : 'unknown');
  });

  test('nothing else than its answer ends the taking back', () => {
    const run = created(handover('people'), end('over', 'handed_over'));
    run.tell({ is: 'handed_over', id: 'people#1' });
    expect(run.tell({ is: 'called', id: 'second#1', result: done('L2') }).taken).toBe(false);
    expect(run.tell({ is: 'said', id: 'secondUndo#1' }).taken).toBe(false);
    expect(run.tell({ is: 'cancelled' }).acts).toEqual([]);
  });

  test('operators read it', () => {
    const run = created(handover('people'), end('over', 'handed_over'));
    run.tell({ is: 'handed_over', id: 'people#1' });
    expect(summaryOf(run.command('call'), run.flow)).toBe('Call: labels.void – Take back second');
    expect(details(run.flow, run.state)).toContain('  - ▶ Take back second\n');
    run.tell({ is: 'called', id: 'secondUndo#1', result: done('L2') });
    expect(details(run.flow, run.state)).toContain('  - ✓ Take back second – done');
  });
});
