/** `repeat`: a block until a condition holds at its end. */
import { describe, expect, test } from 'vitest';
import type { RepeatStep } from '../../../src/contracts/ir.js';
import { byDefault, call, end, flow, read, Run, say, step, value } from './flows.js';

const repeat = (more: Partial<RepeatStep> = {}) =>
  step({
    kind: 'repeat',
    id: 'wait',
    do: { steps: [call('look')] },
    until: { k: 'op', op: 'eq', args: [read('steps.look.result'), value('found')] },
    every: { ms: 60_000 },
    atMost: 3,
    outcomes: { gave_up: byDefault('gaveUp') },
    ...more,
  });

const came = (visit: number, result: string) =>
  ({
    is: 'called',
    id: `look#${visit}`,
    result: { outcome: 'done', result, outputs: { n: visit } },
  }) as const;

describe('repeat', () => {
  test('runs its block again after a pause, until the condition holds, and gives its outputs then', () => {
    const run = new Run(
      flow(repeat({ outputs: { n: read('steps.look.n') } }), end('over', 'ok', { n: read('steps.wait.n') })),
    );
    expect(run.acts).toEqual(['call look#1']);
    expect(run.tell(came(1, 'none')).acts).toEqual(['timer wait#1/pause1']);
    expect(run.command('timer')).toMatchObject({ for: { ms: 60_000 } });
    expect(run.tell({ is: 'timer_fired', id: 'wait#1/pause1' }).acts).toEqual(['call look#2']);
    run.tell(came(2, 'found'));
    expect(run.command('end').outputs).toEqual({ n: 2 });
  });

  test('gives up after the last round, without a further pause', () => {
    const run = new Run(flow(repeat({ atMost: 2 }), end('over', 'ok')));
    run.tell(came(1, 'none')).tell({ is: 'timer_fired', id: 'wait#1/pause1' });
    expect(run.tell(came(2, 'none')).acts).toEqual(['say gaveUpSay#1']);
    expect(run.state.outcomes['wait']).toBe('gave_up');
  });

  test('goes on behind the block for giving up with what that gives', () => {
    const gave_up = { steps: [say('sorry')], outputs: { n: value(0) } };
    const run = new Run(
      flow(
        repeat({ atMost: 1, outcomes: { gave_up }, outputs: { n: read('steps.look.n') } }),
        end('over', 'ok', { n: read('steps.wait.n') }),
      ),
    );
    run.tell(came(1, 'none')).tell({ is: 'said', id: 'sorry#1' });
    expect(run.command('end').outputs).toEqual({ n: 0 });
  });

  test('gives nothing that it does not name, whether the condition holds or it gave up', () => {
    const held = new Run(flow(repeat(), say('told')));
    held.tell(came(1, 'found'));
    expect(held.state.steps['wait']).toBeUndefined();
    expect(held.state.outcomes['wait']).toBe('done');
    const gave_up = { steps: [] };
    const gaveUp = new Run(flow(repeat({ atMost: 1, outcomes: { gave_up } }), say('told')));
    expect(gaveUp.tell(came(1, 'none')).acts).toEqual(['say told#1']);
    expect(gaveUp.state.steps['wait']).toBeUndefined();
    expect(gaveUp.state.outcomes['wait']).toBe('gave_up');
  });

  test('counts its rounds, and does as many as it may', () => {
    const run = new Run(flow(repeat({ atMost: 3 }), say('told')));
    for (const round of [1, 2]) {
      expect(run.tell(came(round, 'none')).acts).toEqual([`timer wait#1/pause${round}`]);
      expect(run.tell({ is: 'timer_fired', id: `wait#1/pause${round}` }).acts).toEqual([
        `call look#${round + 1}`,
      ]);
    }
    expect(run.tell(came(3, 'none')).acts).toEqual(['say gaveUpSay#1']);
    expect(run.state.visits).toMatchObject({ wait: 1, look: 3 });
  });

  test('takes a yes or no for its condition, and nothing else', () => {
    const run = new Run(flow(repeat({ until: read('steps.look.result') })));
    expect(run.tell(came(1, 'true')).acts.at(-1)).toBe('fail value_type');
  });

  test('takes no other timer for its pause, and none twice', () => {
    const run = new Run(flow(repeat(), end('over', 'ok')));
    run.tell(came(1, 'none'));
    expect(run.tell({ is: 'timer_fired', id: 'wait#1/pause2' }).taken).toBe(false);
    run.tell({ is: 'timer_fired', id: 'wait#1/pause1' });
    expect(run.tell({ is: 'timer_fired', id: 'wait#1/pause1' }).taken).toBe(false);
  });

  test('a cancelled run stops in the pause, and begins none after a round', () => {
    const paused = new Run(flow(repeat())).tell(came(1, 'none')).tell({ is: 'cancelled' });
    expect(paused.acts).toEqual(['handover wait#1/stop', 'cancel_timer wait#1/pause1', 'end handed_over']);
    const looking = new Run(flow(repeat())).tell({ is: 'cancelled' }).tell(came(1, 'none'));
    expect(looking.acts).toEqual(['handover wait#1/stop', 'end handed_over']);
  });
});
