/** A run that is stopped by an operator, or whose conversation people have taken: nothing new begins, nothing stays open. */
import { describe, expect, test } from 'vitest';
import type { StepIr } from '../../../src/contracts/ir.js';
import type { CallResult } from '../../../src/contracts/call-result.js';
import {
  byDefault,
  call,
  context,
  decisionOn,
  end,
  flow,
  read,
  request,
  Run,
  say,
  step,
  text,
  understanding,
  value,
} from './flows.js';

const needsFacts: CallResult = { outcome: 'needs_facts', missing: ['email'], failed: false };
const needsApproval: CallResult = { outcome: 'needs_approval', request: request() };
const answer = (facts = {}) => ({ value: {}, facts, receivedAt: 5 });
const decision = decisionOn('pay');
const called = (run: Run, id: string, result: CallResult) => run.tell({ is: 'called', id, result });

const outcomes = { expired: byDefault('expired'), unsure: byDefault('unsure'), gave_up: byDefault('gaveUp') };
const asks = step({
  kind: 'ask',
  id: 's',
  question: text('?'),
  answer: 'text',
  expires: { ms: 9 },
  outcomes,
});
const beginning: [string, StepIr][] = [
  ['a call', call('s')],
  ['a question', asks],
  ['a wait', step({ kind: 'wait', id: 's', for: { ms: 9 } })],
  [
    'a sub-flow',
    step({
      kind: 'subflow',
      id: 's',
      flow: 'x',
      hash: 'h',
      inputs: {},
      money: false,
      handlesHandedOver: true,
    }),
  ],
  ['a classify', step({ kind: 'classify', id: 's', text: value('hi'), intents: [], outcomes })],
  ['an extract', step({ kind: 'extract', id: 's', text: value('hi'), fields: {}, outcomes })],
  [
    'the pause of a repeat',
    step({
      kind: 'repeat',
      id: 's',
      do: { steps: [] },
      until: value(false),
      every: { ms: 9 },
      atMost: 2,
      outcomes,
    }),
  ],
];

describe('a cancelled run', () => {
  test.each(beginning)('begins not with %s: it hands over and ends', (_, begins) => {
    const run = new Run(flow(say('hello'), begins)).tell({ is: 'cancelled' });
    expect(run.acts).toEqual([]);
    run.tell({ is: 'said', id: 'hello#1' });
    expect(run.acts).toEqual(['handover s#1/stop', 'end handed_over']);
    expect(run.command('handover')).toEqual({
      do: 'handover',
      id: 's#1/stop',
      queue: 'service',
      reason: { key: 'An operator stopped this before it was done.', args: [] },
    });
    expect(run.state.ended).toEqual({ result: 'handed_over', outputs: {} });
  });

  test.each(beginning)('that people have already ends before %s without a second handover', (_, begins) => {
    const run = new Run(flow(say('hello'), begins)).tell({ is: 'with_people' }).tell({ is: 'cancelled' });
    expect(run.tell({ is: 'said', id: 'hello#1' }).acts).toEqual(['end handed_over']);
  });

  test('goes on with what it knows already: the message, a value, a branch', () => {
    const intent = step({
      kind: 'classify',
      id: 'understood',
      text: read('inputs.message'),
      intents: ['wismo'],
      outcomes,
    });
    const set = step({ kind: 'set', id: 'n', values: { n: value(1) } });
    const run = new Run(
      flow(
        say('hello'),
        intent,
        set,
        end('over', 'ok', { intent: read('steps.understood.intent'), n: read('steps.n.n') }),
      ),
      context({ message: 'hi' }, { message: { text: 'hi', understanding: understanding() } }),
    );
    run.tell({ is: 'cancelled' }).tell({ is: 'said', id: 'hello#1' });
    expect(run.command('end')).toMatchObject({ result: 'ok', outputs: { intent: 'wismo', n: 1 } });
  });

  test.each<[string, () => Run, string[]]>([
    ['a question', () => new Run(flow(asks)), ['withdraw_ask s#1']],
    [
      'a question that is known to be delivered',
      () => new Run(flow(asks)).tell({ is: 'asked', id: 's#1', labels: [], expiresAt: 9 }),
      ['withdraw_ask s#1', 'cancel_timer s#1/expiry'],
    ],
    [
      'a question for facts',
      () => called(new Run(flow(call('s'))), 's#1', needsFacts),
      ['withdraw_ask s#1/facts1'],
    ],
    [
      'a question for facts that is known to be delivered',
      () =>
        called(new Run(flow(call('s'))), 's#1', needsFacts).tell({
          is: 'asked',
          id: 's#1/facts1',
          labels: [],
          expiresAt: 9,
        }),
      ['withdraw_ask s#1/facts1', 'cancel_timer s#1/facts1/expiry'],
    ],
  ])('takes back %s, hands over and ends', (_, waiting, taken) => {
    const run = waiting();
    expect(run.tell({ is: 'cancelled' }).acts).toEqual(['handover s#1/stop', ...taken, 'end handed_over']);
    expect(run.state.outcomes).toEqual({ s: 'withdrawn' });
    expect(run.state.cursors).toEqual([]);
  });

  test.each([
    ['facts', needsFacts, ['handover s#1/stop', 'end handed_over']],
    ['an approval', needsApproval, ['release s#1/release', 'handover s#1/stop', 'end handed_over']],
  ] as const)('whose call needs %s asks nobody', (_, result, acts) => {
    const run = new Run(flow(call('s'))).tell({ is: 'cancelled' });
    expect(called(run, 's#1', result).acts).toEqual(acts);
  });

  test('waits for a sub-flow that it has begun', () => {
    const run = new Run(
      flow(
        step({
          kind: 'subflow',
          id: 's',
          flow: 'x',
          hash: 'h',
          inputs: {},
          money: false,
          handlesHandedOver: true,
        }),
        end('over', 'ok'),
      ),
    ).tell({ is: 'cancelled' });
    expect(run.acts).toEqual([]);
    expect(run.tell({ is: 'subflow_ended', id: 's#1', result: 'done', outputs: {} }).acts).toEqual([
      'end ok',
    ]);
  });
});

describe('money that an approval has reserved is freed', () => {
  const paying = () => called(new Run(flow(call('pay', { effect: 'money' }))), 'pay#1', needsApproval);
  const approved = () => paying().tell({ is: 'decided', id: decision.requestId, decision });
  /** Asked for facts after the approval. */
  const asked = () => called(approved(), 'pay#1/2', needsFacts);
  const release = { do: 'release', id: 'pay#1/release', step: 'pay', visit: 1 };

  test('when the call after it turns out unverified', () => {
    const run = called(approved(), 'pay#1/2', { outcome: 'unverified' });
    expect(run.commands[0]).toEqual(release);
    expect(run.acts).toEqual(['release pay#1/release', 'say payunverifiedSay#1']);
  });

  test('but not by the run when the operation has come to an end of its own', () => {
    for (const outcome of ['unknown', 'unavailable', 'superseded'] as const)
      expect(called(approved(), 'pay#1/2', { outcome }).acts).toEqual([`say pay${outcome}Say#1`]);
  });

  test('when the facts that are asked for after it never come', () => {
    const expired = asked().tell({ is: 'timer_fired', id: 'pay#1/facts1/expiry' });
    expect(expired.acts).toEqual([
      'withdraw_ask pay#1/facts1',
      'release pay#1/release',
      'say payunverifiedSay#1',
    ]);
    const run = asked();
    for (const n of [1, 2, 3]) run.tell({ is: 'answered', id: `pay#1/facts${n}`, answer: answer() });
    expect(run.acts).toEqual(['release pay#1/release', 'say payunverifiedSay#1']);
  });

  test.each(['cancelled', 'with_people'] as const)('when the run is %s while it asks for facts', (is) => {
    const acts = asked()
      .tell({ is })
      .acts.filter((act) => !act.startsWith('handover'));
    expect(acts).toEqual(['withdraw_ask pay#1/facts1', 'release pay#1/release', 'end handed_over']);
  });

  test('when nobody may be asked for the facts any more', () => {
    const talking = approved().tell({ is: 'with_people' });
    expect(called(talking, 'pay#1/2', needsFacts).acts).toEqual(['release pay#1/release', 'end handed_over']);
    const stopped = approved().tell({ is: 'cancelled' });
    expect(called(stopped, 'pay#1/2', needsFacts).acts).toEqual([
      'release pay#1/release',
      'handover pay#1/stop',
      'end handed_over',
    ]);
  });

  test('but nothing is where nothing was reserved', () => {
    const run = called(new Run(flow(call('s'))), 's#1', { outcome: 'unverified' });
    expect(run.acts).toEqual(['say sunverifiedSay#1']);
  });
});

describe('a run whose conversation people have', () => {
  test('goes on with what asks nobody', () => {
    const run = new Run(
      flow(call('s'), step({ kind: 'wait', id: 'w', for: { ms: 1 } }), say('told'), end('over', 'ok')),
    );
    expect(run.tell({ is: 'with_people' }).acts).toEqual([]);
    expect(called(run, 's#1', { outcome: 'done', result: 'done', outputs: {} }).acts).toEqual(['timer w#1']);
    expect(run.tell({ is: 'timer_fired', id: 'w#1' }).acts).toEqual(['say told#1']);
    expect(run.tell({ is: 'said', id: 'told#1' }).acts).toEqual(['end ok']);
  });

  test('fails without a word to the customer: people get the code', () => {
    const run = new Run(flow(call('s'))).tell({ is: 'with_people' });
    expect(run.tell({ is: 'failed', id: 's#1', code: 'value_type' }).acts).toEqual([
      'handover s#1/failed',
      'fail value_type',
    ]);
    expect(run.command('handover')).toEqual({
      do: 'handover',
      id: 's#1/failed',
      queue: 'service',
      reason: {
        key: 'This could not be done: ${code}',
        args: [{ source: 'code', type: { t: 'text' }, value: 'value_type' }],
      },
    });
  });

  test('says sorry in the words of the merchant while it is not with people', () => {
    const run = new Run(flow(call('s'))).tell({ is: 'failed', id: 's#1', code: 'value_type' });
    expect(run.command('say').text).toEqual({ key: 'Sorry.', args: [] });
    expect(run.state.outcomes['s']).toBe('failed');
  });
});
