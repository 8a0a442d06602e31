import { describe, expect, test } from 'vitest';
import type { CallResult } from '../../../src/contracts/call-result.js';
import type { Decision } from '../../../src/contracts/approval.js';
import type { Facts } from '../../../src/contracts/customer.js';
import { call, end, flow, read, request, Run, say, step, text, value } from './flows.js';

const approval = { by: 'refund-approver', expires: { businessDays: 2 } };
const pay = call('pay', {
  effect: 'money',
  operation: 'payments.refund',
  inputs: { at: read('run.now') },
  confirmedBy: 'sure',
  approval,
});
const needsFacts = (failed: boolean): CallResult => ({
  outcome: 'needs_facts',
  missing: ['email', 'postcode'],
  failed,
});
const done: CallResult = { outcome: 'done', result: 'done', outputs: { ref: 'r1' } };
const answer = (facts: Facts, receivedAt = 5000) => ({ value: {}, facts, receivedAt });
const decision = (more: Partial<Decision> = {}): Decision => ({
  requestId: 'wf-1#pay#1',
  digest: 'd1',
  decision: 'approved',
  token: 't',
  approver: 'anna',
  decidedAt: 2000,
  escalated: false,
  ...more,
});

const called = (run: Run, id: string, result: CallResult) => run.tell({ is: 'called', id, result });
const decided = (run: Run, more: Partial<Decision> = {}) =>
  run.tell({ is: 'decided', id: 'wf-1#pay#1', decision: decision(more) });
const waiting = (): Run =>
  called(new Run(flow(pay, say('paid'), end('over', 'refunded'))), 'pay#1', {
    outcome: 'needs_approval',
    request: request(),
  });
const cancelled = ['cancel_timer pay#1/expiry', 'cancel_timer pay#1/escalate', 'cancel_timer pay#1/remind'];

describe('when an approval is asked', () => {
  const sentences = { approval_asked: 'Checked.', approval_asked_amount: 'Checked: ${amount}.' };
  const plain = flow(pay, say('paid'), end('over', 'refunded'));
  const speaking = { ...plain, sentences: { ...plain.sentences, ...sentences } };
  const asking = (run: Run, more: Parameters<typeof request>[0] = {}) =>
    called(run, 'pay#1', { outcome: 'needs_approval', request: request(more) });
  const said = (run: Run) => run.all.filter((command) => command.do === 'say');

  test('the customer hears so once, with the amount if there is one', () => {
    const amount = { minor: 4840, currency: 'EUR' };
    const arg = { source: 'amount', type: { t: 'money' }, value: amount };
    const run = asking(new Run(speaking), { amount });
    const told = {
      do: 'say',
      id: 'pay#1/asked',
      text: { key: sentences.approval_asked_amount, args: [arg] },
    };
    expect(said(run)).toEqual([told]);
    run.tell({ is: 'said', id: 'pay#1/asked' }).tell({ is: 'timer_fired', id: 'pay#1/remind' });
    expect(said(run)).toEqual([told]);
    const text = { key: sentences.approval_asked, args: [] };
    expect(said(asking(new Run(speaking)))).toEqual([{ ...told, text }]);
  });

  test('a sentence that cannot be delivered keeps nobody from deciding', () => {
    const run = asking(new Run(speaking)).tell({ is: 'failed', id: 'pay#1/asked', code: 'internal' });
    expect(run.taken).toBe(false);
    expect(decided(run).command('call').id).toBe('pay#1/2');
  });

  test('nothing is said where people have the conversation, nor by a flow that is older than the sentence', () => {
    expect(said(asking(new Run(speaking).tell({ is: 'with_people' })))).toEqual([]);
    expect(said(asking(new Run(plain)))).toEqual([]);
  });
});

describe('approval', () => {
  test('opens one request with its timers', () => {
    expect(waiting().commands).toEqual([
      { do: 'request_approval', id: 'wf-1#pay#1', request: { ...request(), id: 'wf-1#pay#1' } },
      { do: 'timer', id: 'pay#1/expiry', until: 100_000 },
      { do: 'timer', id: 'pay#1/escalate', until: 50_000 },
      { do: 'timer', id: 'pay#1/remind', until: 20_000 },
    ]);
  });

  test('is neither reminded of nor escalated at first', () => {
    expect(waiting().state.cursors[0]?.wait).toMatchObject({ escalated: false, reminded: false });
  });

  test('approved: the same inputs are called again with the decision', () => {
    const run = waiting();
    const inputs = run.all.find((command) => command.do === 'call')?.inputs;
    expect(decided(run).acts).toEqual([...cancelled, 'withdraw_approval wf-1#pay#1', 'call pay#1/2']);
    expect(run.command('call')).toMatchObject({ visit: 1, inputs, decision: decision() });
    expect(called(run, 'pay#1/2', done).acts).toEqual(['say paid#1']);
  });

  test('rejected: the reservation is freed and nothing is called', () => {
    expect(decided(waiting(), { decision: 'rejected' }).acts).toEqual([
      ...cancelled,
      'withdraw_approval wf-1#pay#1',
      'release pay#1/release',
      'say payrejectedSay#1',
    ]);
  });

  test('expired: the reservation is freed and nothing is called, whoever approves then', () => {
    const run = waiting().tell({ is: 'timer_fired', id: 'pay#1/expiry' });
    expect(run.acts).toEqual([
      ...cancelled,
      'withdraw_approval wf-1#pay#1',
      'release pay#1/release',
      'say payexpiredSay#1',
    ]);
    expect(decided(run).taken).toBe(false);
  });

  test.each([
    ['of another visit', { requestId: 'wf-1#pay#2' }],
    ['of another run', { requestId: 'wf-2#pay#1' }],
    ['on something else', { digest: 'd2' }],
    ['that came at the expiry', { decidedAt: 100_000 }],
  ])('a decision %s is ignored', (_, more) => {
    expect(decided(waiting(), more).taken).toBe(false);
  });

  test('a decision counts once', () => {
    const run = decided(waiting());
    expect(decided(run).taken).toBe(false);
    expect(decided(run, { decision: 'rejected' }).taken).toBe(false);
    expect(run.all.filter((command) => command.do === 'call')).toHaveLength(2);
  });

  test('an escalation and a reminder leave the request open', () => {
    const run = waiting()
      .tell({ is: 'timer_fired', id: 'pay#1/escalate' })
      .tell({ is: 'timer_fired', id: 'pay#1/remind' });
    expect(run.state.cursors[0]?.wait).toMatchObject({ escalated: true, reminded: true });
    expect(decided(run).command('call').decision).toEqual(decision());
  });

  test('a call that asks for approval again after a decision is superseded', () => {
    const run = called(decided(waiting()), 'pay#1/2', { outcome: 'needs_approval', request: request() });
    expect(run.acts).toEqual(['release pay#1/release', 'say paysupersededSay#1']);
  });

  test('facts that are needed once more after the decision do not lose it', () => {
    const run = called(decided(waiting()), 'pay#1/2', needsFacts(false));
    run.tell({ is: 'answered', id: 'pay#1/facts1', answer: answer({ email: 'a@b.c' }) });
    expect(run.command('call')).toMatchObject({ id: 'pay#1/3', decision: decision(), asked: true });
  });

  test('goes on while people have the conversation', () => {
    const run = waiting().tell({ is: 'with_people' });
    expect(run.acts).toEqual([]);
    expect(called(decided(run), 'pay#1/2', done).acts).toEqual(['say paid#1']);
  });

  test('a cancel withdraws it, frees the reservation and hands over', () => {
    expect(waiting().tell({ is: 'cancelled' }).acts).toEqual([
      'handover pay#1/stop',
      ...cancelled,
      'withdraw_approval wf-1#pay#1',
      'release pay#1/release',
      'end handed_over',
    ]);
  });

  test.each([
    ['yes', 'customer'],
    ['no', undefined],
  ])("the customer's %s to the question makes the call confirmed: %s", (word, confirmed) => {
    const sure = step({
      kind: 'ask',
      id: 'sure',
      question: text('Sure?'),
      answer: 'yes_or_no',
      expires: { ms: 1 },
      outcomes: { expired: { steps: [] } },
    });
    const run = new Run(flow(sure, pay)).tell({
      is: 'answered',
      id: 'sure#1',
      answer: { ...answer({}), value: word },
    });
    expect(run.command('call').confirmed).toBe(confirmed);
  });

  test('a new visit is a new request', () => {
    const outcomes = { expired: { steps: [] } };
    const loop = step({
      kind: 'each',
      id: 'loop',
      list: value([1, 2]),
      atMost: 2,
      do: { steps: [call('pay', { approval, outcomes })] },
    });
    const run = called(new Run(flow(loop)), 'pay#1', { outcome: 'needs_approval', request: request() });
    run.tell({ is: 'timer_fired', id: 'pay#1/expiry' });
    expect(
      called(run, 'pay#2', { outcome: 'needs_approval', request: request() }).command('request_approval').id,
    ).toBe('wf-1#pay#2');
    expect(decided(run).taken).toBe(false);
  });
});
