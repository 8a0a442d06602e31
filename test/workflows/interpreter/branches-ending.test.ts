/** How branches side by side end together: what is awaited, what is dropped, and which of several ends counts. */
import { describe, expect, test } from 'vitest';
import type { StepIr } from '../../../src/contracts/ir.js';
import {
  byDefault,
  call,
  context,
  end,
  flow,
  handover,
  read,
  Run,
  say,
  step,
  text,
  understanding,
  value,
  decisionOn,
} from './flows.js';

const done = { outcome: 'done', result: 'done', outputs: {} } as const;
const needsFacts = { outcome: 'needs_facts', missing: ['email'], failed: false } as const;
const told = (email: string) => ({ value: {}, text: email, facts: { email }, receivedAt: 5 });
const outcomes = { expired: byDefault('expired'), unsure: byDefault('unsure'), gave_up: byDefault('gaveUp') };
const pay = call('pay', { effect: 'write' });
const child = step({
  kind: 'subflow',
  id: 'child',
  flow: 'x',
  hash: 'h',
  inputs: {},
  money: false,
  handlesHandedOver: true,
});

/** The steps beside a branch that says something and then ends the run. */
const siblingFiles = (...steps: readonly StepIr[]): Run =>
  new Run(
    flow(
      step({
        kind: 'parallel',
        id: 'both',
        branches: { a: { steps: [say('s'), end('early', 'stopped')] }, b: { steps } },
      }),
    ),
    context({}, { message: { text: 'hi', understanding: understanding() } }),
  );
const ended = (...steps: readonly StepIr[]): Run => siblingFiles(...steps).tell({ is: 'said', id: 's#1' });
const paid = (run: Run): Run => run.tell({ is: 'called', id: 'pay#1', result: done });

describe('a run that is ending waits', () => {
  test.each<[string, StepIr]>([
    ['a write', call('x', { effect: 'write' })],
    ['money', call('x', { effect: 'money' })],
  ])('for %s that has been sent', (_, sent) => {
    const run = ended(sent);
    expect(run.acts).toEqual([]);
    expect(run.tell({ is: 'called', id: 'x#1', result: done }).acts).toEqual(['end stopped']);
  });

  test('for a sub-flow that has begun', () => {
    const run = ended(child);
    expect(run.acts).toEqual([]);
    expect(run.tell({ is: 'subflow_ended', id: 'child#1', result: 'ok', outputs: {} }).acts).toEqual([
      'end stopped',
    ]);
  });

  test.each<[string, StepIr]>([
    ['a read', call('x')],
    ['a reply', say('x')],
    ['a handover', handover('x')],
    [
      'what is being understood',
      step({ kind: 'classify', id: 'x', text: value('?'), intents: [], outcomes }),
    ],
  ])('not for %s', (_, sent) => {
    const run = ended(sent);
    expect(run.acts).toEqual(['end stopped']);
    expect(run.state.outcomes['x']).toBe('withdrawn');
  });

  test('not for a pause, which is stopped', () => {
    const pausing = step({
      kind: 'repeat',
      id: 'again',
      do: { steps: [] },
      until: value(false),
      every: { ms: 1 },
      atMost: 2,
      outcomes,
    });
    expect(ended(pausing).acts).toEqual(['cancel_timer again#1/pause1', 'end stopped']);
  });

  test('for a handover and a reply that tell what came of a write', () => {
    const run = paid(ended(pay, handover('people'), say('paid')));
    expect(run.acts).toEqual(['handover people#1']);
    expect(run.tell({ is: 'handed_over', id: 'people#1' }).acts).toEqual(['say paid#1']);
    expect(run.tell({ is: 'said', id: 'paid#1' }).acts).toEqual(['end stopped']);
  });
});

describe('a run that is ending', () => {
  const block = { steps: [say('never')] };
  test.each<[string, StepIr]>([
    ['a call', call('x')],
    [
      'a question',
      step({ kind: 'ask', id: 'x', question: text('?'), answer: 'text', expires: { ms: 9 }, outcomes }),
    ],
    ['a wait', step({ kind: 'wait', id: 'x', for: { ms: 1 } })],
    ['a sub-flow', child],
    ['a classify', step({ kind: 'classify', id: 'x', text: value('hi'), intents: ['wismo'], outcomes })],
    [
      'an extract',
      step({ kind: 'extract', id: 'x', text: value('hi'), fields: {}, outcomes: { unsure: block } }),
    ],
    ['an each', step({ kind: 'each', id: 'x', list: value([1]), atMost: 1, do: block })],
    ['a parallel', step({ kind: 'parallel', id: 'x', branches: { p: block, q: { steps: [] } } })],
    [
      'a repeat',
      step({ kind: 'repeat', id: 'x', do: block, until: value(true), every: { ms: 1 }, atMost: 1, outcomes }),
    ],
  ])('begins not with %s after a write is known', (_, next) => {
    const run = paid(ended(pay, next, say('after')));
    expect(run.acts).toEqual(['end stopped']);
    expect(run.state.visits).toEqual({ both: 1, s: 1, early: 1, pay: 1 });
  });

  test('goes on with what decides and tells', () => {
    const choose = step({
      kind: 'choose',
      id: 'pick',
      on: read('steps.pay.result'),
      cases: { done: { steps: [] } },
    });
    const check = step({
      kind: 'if',
      id: 'check',
      condition: value(true),
      then: { steps: [say('told')] },
      else: block,
    });
    const set = step({ kind: 'set', id: 'n', values: { n: value(1) } });
    expect(paid(ended(pay, set, choose, check)).acts).toEqual(['say told#1']);
  });

  test('gives what its branches gave to nobody', () => {
    const run = siblingFiles(pay);
    run.tell({ is: 'said', id: 's#1' });
    expect(paid(run).state.steps).toEqual({});
    expect(run.state.cursors).toEqual([]);
  });
});

describe('of several ends', () => {
  test('the first result counts', () => {
    expect(paid(ended(pay, end('late', 'other'))).acts).toEqual(['end stopped']);
    expect(paid(ended(pay, end('late', 'other'))).state.ended).toEqual({ result: 'stopped', outputs: {} });
  });

  test('a handover outweighs a result, whichever was first', () => {
    const later = paid(ended(pay, end('late', 'handed_over', { n: value(1) })));
    expect(later.state.ended).toEqual({ result: 'handed_over', outputs: { n: 1 } });
    const first = new Run(
      flow(
        step({
          kind: 'parallel',
          id: 'both',
          branches: {
            a: { steps: [say('s'), end('early', 'handed_over')] },
            b: { steps: [pay, end('late', 'ok')] },
          },
        }),
      ),
    ).tell({ is: 'said', id: 's#1' });
    expect(paid(first).acts).toEqual(['end handed_over']);
  });

  test('a failure outweighs both, and the first failure counts', () => {
    const run = ended(pay);
    run.tell({ is: 'failed', id: 'pay#1', code: 'value_type' });
    expect(run.acts).toEqual([
      'release pay#1/release',
      'say pay#1/sorry',
      'handover pay#1/failed',
      'fail value_type',
    ]);
    const twice = new Run(
      flow(
        step({ kind: 'parallel', id: 'both', branches: { a: { steps: [say('s')] }, b: { steps: [pay] } } }),
      ),
    );
    twice.tell({ is: 'failed', id: 's#1', code: 'value_missing' });
    twice.tell({ is: 'failed', id: 'pay#1', code: 'value_type' });
    expect(twice.state.ended).toEqual({ code: 'value_missing', step: 's' });
  });

  test('a handover after a failure does not cover it', () => {
    const run = new Run(
      flow(
        step({
          kind: 'parallel',
          id: 'both',
          branches: { a: { steps: [say('s')] }, b: { steps: [pay, end('late', 'handed_over')] } },
        }),
      ),
    ).tell({ is: 'failed', id: 's#1', code: 'value_missing' });
    expect(paid(run).acts).toEqual(['fail value_missing']);
  });
});

describe('people take the conversation', () => {
  const asking = (effect: 'read' | 'write'): Run => {
    const branches = { a: { steps: [call('x', { effect })] }, b: { steps: [call('y')] } };
    return new Run(flow(step({ kind: 'parallel', id: 'both', branches }), end('over', 'ok')))
      .tell({ is: 'called', id: 'x#1', result: needsFacts })
      .tell({ is: 'called', id: 'y#1', result: needsFacts })
      .tell({ is: 'answered', id: 'x#1/facts1', answer: told('a@b.example') });
  };

  test('from a call that waits for its turn to ask: the run ends', () => {
    const run = asking('read');
    expect(run.acts).toEqual(['call x#1/2']);
    expect(run.tell({ is: 'with_people' }).acts).toEqual(['end handed_over']);
  });

  test('but what has been sent beside it is told first', () => {
    const run = asking('write').tell({ is: 'with_people' });
    expect(run.acts).toEqual([]);
    expect(run.tell({ is: 'called', id: 'x#1/2', result: done }).acts).toEqual(['end handed_over']);
  });

  test('from branches that ask nobody: they go on', () => {
    const branches = { a: { steps: [call('x')] }, b: { steps: [call('y')] } };
    const run = new Run(flow(step({ kind: 'parallel', id: 'both', branches }))).tell({ is: 'with_people' });
    expect([run.acts, run.state.cursors.length]).toEqual([[], 3]);
  });
});

describe('one question at a time', () => {
  const three = (): Run => {
    const branches = { a: { steps: [call('x')] }, b: { steps: [call('y')] }, c: { steps: [call('z')] } };
    const run = new Run(flow(step({ kind: 'parallel', id: 'all', branches }), end('over', 'ok')));
    for (const id of ['x#1', 'y#1', 'z#1']) run.tell({ is: 'called', id, result: needsFacts });
    return run;
  };

  test('whoever waited longest is next, and only when the one before has come through', () => {
    const run = three();
    expect(run.tell({ is: 'answered', id: 'x#1/facts1', answer: told('a@b.example') }).acts).toEqual([
      'call x#1/2',
    ]);
    expect(run.tell({ is: 'called', id: 'x#1/2', result: { ...needsFacts, failed: true } }).acts).toEqual([
      'ask x#1/facts2',
    ]);
    run.tell({ is: 'answered', id: 'x#1/facts2', answer: told('c@d.example') });
    expect(run.tell({ is: 'called', id: 'x#1/2/2', result: done }).taken).toBe(false);
    expect(run.tell({ is: 'called', id: 'x#1/3', result: done }).acts).toEqual(['call y#1/2']);
    expect(run.command('call')).toMatchObject({ asked: false, facts: { email: 'c@d.example' } });
    expect(run.tell({ is: 'called', id: 'y#1/2', result: needsFacts }).acts).toEqual(['ask y#1/facts1']);
    run.tell({ is: 'answered', id: 'y#1/facts1', answer: told('e@f.example') });
    expect(run.tell({ is: 'called', id: 'y#1/2/2', result: done }).taken).toBe(false);
    expect(run.tell({ is: 'called', id: 'y#1/3', result: done }).acts).toEqual(['call z#1/2']);
    expect(run.tell({ is: 'called', id: 'z#1/2', result: done }).acts).toEqual(['end ok']);
  });

  test('a question that expires gives the turn to the next', () => {
    const run = three().tell({ is: 'timer_fired', id: 'x#1/facts1/expiry' });
    expect(run.acts).toEqual(['withdraw_ask x#1/facts1', 'say xunverifiedSay#1', 'call y#1/2']);
  });

  test('a call that waits for its turn frees what its approval has reserved when the run ends', () => {
    const decision = decisionOn('pay');
    const request = { digest: 'd1', operation: 'o', role: 'r', summary: {}, requestedAt: 1, expiresAt: 9 };
    const branches = { a: { steps: [call('x')] }, b: { steps: [call('pay', { effect: 'money' })] } };
    const run = new Run(flow(step({ kind: 'parallel', id: 'both', branches })));
    run.tell({ is: 'called', id: 'pay#1', result: { outcome: 'needs_approval', request } });
    run.tell({ is: 'decided', id: decision.requestId, decision });
    run.tell({ is: 'called', id: 'x#1', result: needsFacts });
    expect(run.tell({ is: 'called', id: 'pay#1/2', result: needsFacts }).acts).toEqual([]);
    expect(run.tell({ is: 'with_people' }).acts).toEqual([
      'withdraw_ask x#1/facts1',
      'release pay#1/release',
      'end handed_over',
    ]);
  });
});
