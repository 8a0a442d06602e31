/** Branches side by side: `parallel`, and `each` with `concurrent`. */
import { describe, expect, test } from 'vitest';
import type { BlockIr, ExprIr, StepIr } from '../../../src/contracts/ir.js';
import { call, context, end, flow, read, Run, say, step, value } from './flows.js';

const parallel = (branches: Readonly<Record<string, BlockIr>>): StepIr =>
  step({ kind: 'parallel', id: 'both', branches });

const each = (concurrent: number, block: BlockIr): StepIr =>
  step({ kind: 'each', id: 'loop', list: read('inputs.list'), atMost: 9, concurrent, do: block });

const done = (result: string, outputs = {}) => ({ outcome: 'done', result, outputs }) as const;

const looking = (id: string): BlockIr => ({
  steps: [call(id)],
  outputs: { seen: read(`steps.${id}.result`) },
});

const writing = (id: string): StepIr => call(id, { effect: 'write' });

const giveBoth: Readonly<Record<string, ExprIr>> = { a: read('steps.both.a'), b: read('steps.both.b') };

describe('parallel', () => {
  test('begins all branches at once, and goes on when the last has ended, whichever that is', () => {
    const run = new Run(flow(parallel({ a: looking('x'), b: looking('y') }), end('over', 'ok', giveBoth)));
    expect(run.acts).toEqual(['call x#1', 'call y#1']);
    expect(run.tell({ is: 'called', id: 'y#1', result: done('found') }).acts).toEqual([]);
    run.tell({ is: 'called', id: 'x#1', result: done('none') });
    expect(run.command('end').outputs).toEqual({ a: { seen: 'none' }, b: { seen: 'found' } });
  });

  test('branches that wait for nothing are over at once', () => {
    const set = (id: string): BlockIr => ({
      steps: [step({ kind: 'set', id, values: { n: value(1) } })],
      outputs: { n: read(`steps.${id}.n`) },
    });
    const run = new Run(flow(parallel({ a: set('x'), b: set('y') }), end('over', 'ok', giveBoth)));
    expect(run.command('end').outputs).toEqual({ a: { n: 1 }, b: { n: 1 } });
  });

  test('branches inside branches come together in order', () => {
    const inner = step({ kind: 'parallel', id: 'inner', branches: { p: looking('p'), q: looking('q') } });
    const run = new Run(
      flow(
        parallel({ a: { steps: [inner], outputs: { p: read('steps.inner.p.seen') } }, b: looking('y') }),
        end('over', 'ok', giveBoth),
      ),
    );
    for (const id of ['q#1', 'y#1', 'p#1']) run.tell({ is: 'called', id, result: done(id) });
    expect(run.command('end').outputs).toEqual({ a: { p: 'p#1' }, b: { seen: 'y#1' } });
  });

  test('without outputs it gives nothing', () => {
    const run = new Run(flow(parallel({ a: { steps: [] }, b: { steps: [] } }), end('over', 'ok')));
    expect(run.state.steps).toEqual({});
    expect(run.acts).toEqual(['end ok']);
  });

  test('holds no more data behind it than it gives', () => {
    const big = (id: string): BlockIr => ({ steps: [call(id)], outputs: { n: value(1) } });
    const run = new Run(flow(parallel({ a: big('x'), b: big('y') }), say('told'), end('over', 'ok')));
    const before = run.state.bytes;
    const outputs = { words: 'w'.repeat(50_000) };
    for (const id of ['x#1', 'y#1']) run.tell({ is: 'called', id, result: done('found', outputs) });
    expect(run.state.bytes - before).toBe(JSON.stringify({ a: { n: 1 }, b: { n: 1 } }).length);
  });
});

describe('an end in one branch', () => {
  test('takes back what the others wait for, and ends at once', () => {
    const pause = step({ kind: 'wait', id: 'pause', for: { ms: 9 } });
    const run = new Run(
      flow(parallel({ a: { steps: [call('x'), end('early', 'stopped')] }, b: { steps: [pause] } })),
    );
    expect(run.tell({ is: 'called', id: 'x#1', result: done('found') }).acts).toEqual([
      'cancel_timer pause#1',
      'end stopped',
    ]);
  });

  test('does not wait for a read', () => {
    const run = new Run(
      flow(parallel({ a: { steps: [say('s'), end('early', 'stopped')] }, b: looking('y') })),
    );
    expect(run.tell({ is: 'said', id: 's#1' }).acts).toEqual(['end stopped']);
    expect(run.tell({ is: 'called', id: 'y#1', result: done('found') }).taken).toBe(false);
  });

  test('keeps a branch from beginning that has not begun', () => {
    const run = new Run(flow(parallel({ a: { steps: [end('early', 'stopped')] }, b: looking('y') })));
    expect(run.acts).toEqual(['end stopped']);
  });

  test('waits for a write that has been sent, has it told, and begins nothing new', () => {
    const b = [writing('pay'), say('paid'), say('thanks'), call('next'), say('never')];
    const run = new Run(
      flow(parallel({ a: { steps: [say('s'), end('early', 'stopped')] }, b: { steps: b } })),
    );
    expect(run.tell({ is: 'said', id: 's#1' }).acts).toEqual([]);
    expect(run.state.ended).toBeUndefined();
    expect(run.tell({ is: 'called', id: 'pay#1', result: done('done') }).acts).toEqual(['say paid#1']);
    expect(run.tell({ is: 'said', id: 'paid#1' }).acts).toEqual(['say thanks#1']);
    expect(run.tell({ is: 'said', id: 'thanks#1' }).acts).toEqual(['end stopped']);
  });

  test('hands over after all if nobody knows what became of the write', () => {
    const run = new Run(
      flow(parallel({ a: { steps: [say('s'), end('early', 'stopped')] }, b: { steps: [writing('pay')] } })),
    );
    run.tell({ is: 'said', id: 's#1' });
    run.tell({ is: 'called', id: 'pay#1', result: { outcome: 'unknown' } });
    run.tell({ is: 'said', id: 'payunknownSay#1' });
    expect(run.tell({ is: 'handed_over', id: 'payunknownHandover#1' }).acts).toEqual(['end handed_over']);
  });

  test('frees the approval that another branch waits for', () => {
    const pay = call('pay', {
      effect: 'money',
      approval: { by: 'refund-approver', expires: { ms: 9 } },
    });
    const run = new Run(
      flow(parallel({ a: { steps: [say('s'), end('early', 'stopped')] }, b: { steps: [pay] } })),
    );
    const asked = {
      digest: 'd1',
      operation: 'payments.refund',
      role: 'refund-approver',
      summary: {},
      requestedAt: 1,
      expiresAt: 9,
    };
    run.tell({ is: 'called', id: 'pay#1', result: { outcome: 'needs_approval', request: asked } });
    expect(run.tell({ is: 'said', id: 's#1' }).acts).toEqual([
      'cancel_timer pay#1/expiry',
      'withdraw_approval wf-1#pay#1',
      'release pay#1/release',
      'end stopped',
    ]);
  });
});

describe('a failure in one branch', () => {
  test('is told at once, and ends the run when the write of another branch is known', () => {
    const run = new Run(flow(parallel({ a: looking('x'), b: { steps: [writing('pay'), say('paid')] } })));
    expect(run.tell({ is: 'failed', id: 'x#1', code: 'internal' }).acts).toEqual([
      'say x#1/sorry',
      'handover x#1/failed',
    ]);
    run.tell({ is: 'called', id: 'pay#1', result: done('done') });
    expect(run.tell({ is: 'said', id: 'paid#1' }).acts).toEqual(['fail internal']);
    expect(run.state.ended).toEqual({ code: 'internal', step: 'x' });
  });
});

describe('a cancelled run', () => {
  test('with idle branches hands over once and ends', () => {
    const pause = (id: string): BlockIr => ({ steps: [step({ kind: 'wait', id, for: { ms: 9 } })] });
    const run = new Run(flow(parallel({ a: pause('p'), b: pause('q') })));
    expect(run.tell({ is: 'cancelled' }).acts).toEqual([
      'handover both#1/stop',
      'cancel_timer p#1',
      'cancel_timer q#1',
      'end handed_over',
    ]);
  });

  test('with a branch that waits and one that speaks ends as soon as that is said, not when the wait is over', () => {
    const pause: BlockIr = { steps: [step({ kind: 'wait', id: 'p', for: { ms: 9 } })] };
    const run = new Run(flow(parallel({ a: { steps: [say('s')] }, b: pause })));
    expect(run.tell({ is: 'cancelled' }).acts).toEqual([]);
    expect(run.tell({ is: 'said', id: 's#1' }).acts).toEqual([
      'handover both#1/stop',
      'cancel_timer p#1',
      'end handed_over',
    ]);
  });

  test('with a write under way tells it before it ends', () => {
    const run = new Run(
      flow(parallel({ a: { steps: [writing('pay'), say('paid')] }, b: { steps: [say('s'), call('next')] } })),
    );
    expect(run.tell({ is: 'cancelled' }).acts).toEqual([]);
    expect(run.tell({ is: 'said', id: 's#1' }).acts).toEqual(['handover next#1/stop']);
    run.tell({ is: 'called', id: 'pay#1', result: done('done') });
    expect(run.tell({ is: 'said', id: 'paid#1' }).acts).toEqual(['end handed_over']);
  });
});

describe('who is asking', () => {
  const needs = { outcome: 'needs_facts', missing: ['email'], failed: false } as const;
  const told = (email: string) => ({ value: {}, text: email, facts: { email }, receivedAt: 5 });

  test('is asked once, and the second call goes on with the answer when the first has come through', () => {
    const run = new Run(flow(parallel({ a: looking('x'), b: looking('y') }), end('over', 'ok', giveBoth)));
    expect(run.tell({ is: 'called', id: 'x#1', result: needs }).acts).toEqual(['ask x#1/facts1']);
    expect(run.tell({ is: 'called', id: 'y#1', result: needs }).acts).toEqual([]);
    expect(run.tell({ is: 'answered', id: 'x#1/facts1', answer: told('a@b.example') }).acts).toEqual([
      'call x#1/2',
    ]);
    run.tell({ is: 'called', id: 'x#1/2', result: done('found') });
    expect(run.command('call')).toMatchObject({ id: 'y#1/2', facts: { email: 'a@b.example' } });
    run.tell({ is: 'called', id: 'y#1/2', result: done('found') });
    expect(run.acts).toEqual(['end ok']);
  });

  test('is not asked any more when the run has ended', () => {
    const run = new Run(flow(parallel({ a: looking('x'), b: looking('y') }), end('over', 'ok', giveBoth)));
    run.tell({ is: 'called', id: 'x#1', result: needs }).tell({ is: 'called', id: 'y#1', result: needs });
    expect(run.tell({ is: 'with_people' }).acts).toEqual(['withdraw_ask x#1/facts1', 'end handed_over']);
  });
});

describe('each, several at a time', () => {
  const block: BlockIr = {
    steps: [call('look', { inputs: { at: read('item') } })],
    outputs: { item: read('item'), seen: read('steps.look.result') },
  };
  const items = (run: Run): unknown => run.command('end').outputs['items'];

  test('has so many at work, begins the next when one has ended, and gives all in the order of the list', () => {
    const run = new Run(
      flow(each(2, block), end('over', 'ok', { items: read('steps.loop.items') })),
      context({ list: ['p', 'q', 'r'] }),
    );
    expect(run.acts).toEqual(['call look#1', 'call look#2']);
    expect(run.tell({ is: 'called', id: 'look#2', result: done('two') }).acts).toEqual(['call look#3']);
    expect(run.command('call').inputs).toEqual({ at: 'r' });
    run.tell({ is: 'called', id: 'look#3', result: done('three') });
    run.tell({ is: 'called', id: 'look#1', result: done('one') });
    expect(items(run)).toEqual([
      { item: 'p', seen: 'one' },
      { item: 'q', seen: 'two' },
      { item: 'r', seen: 'three' },
    ]);
  });

  test('begins every item once, in the order of the list', () => {
    const run = new Run(flow(each(2, block), say('told')), context({ list: ['p', 'q', 'r', 's', 't'] }));
    const begun = run.acts;
    for (const visit of [1, 2, 3, 4, 5]) {
      run.tell({ is: 'called', id: `look#${visit}`, result: done('found') });
      begun.push(...run.acts);
    }
    expect(begun).toEqual([
      'call look#1',
      'call look#2',
      'call look#3',
      'call look#4',
      'call look#5',
      'say told#1',
    ]);
    const called = run.all.flatMap((command) => (command.do === 'call' ? [command.inputs['at']] : []));
    expect(called).toEqual(['p', 'q', 'r', 's', 't']);
  });

  test('over an empty list gives an empty list', () => {
    const run = new Run(
      flow(each(2, block), end('over', 'ok', { items: read('steps.loop.items') })),
      context({ list: [] }),
    );
    expect(items(run)).toEqual([]);
  });

  test('holds no more data behind it than it gives', () => {
    const run = new Run(
      flow(each(3, { steps: [call('look')] }), say('told'), end('over', 'ok')),
      context({ list: [1, 2, 3, 4] }),
    );
    const before = run.state.bytes - JSON.stringify([1, 2, 3, 4]).length;
    for (const visit of [1, 2, 3, 4])
      run.tell({ is: 'called', id: `look#${visit}`, result: done('found', { words: 'w'.repeat(9000) }) });
    expect(run.acts).toEqual(['say told#1']);
    expect(run.state.bytes).toBe(before);
  });

  test('more items than its bound end the run', () => {
    const run = new Run(flow(each(2, block)), context({ list: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] }));
    expect(run.acts.at(-1)).toBe('fail each_too_many');
  });
});
