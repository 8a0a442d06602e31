/** What an agent answers for the customer is the agent's: no customer's yes, and known to whatever it leads to. */
import { describe, expect, test } from 'vitest';
import type { CallResult } from '../../../src/contracts/call-result.js';
import { call, context, end, flow, Run, say, step, text, value } from './flows.js';

const ask = (id: string, answer: 'yes_or_no' | 'text') =>
  step({
    kind: 'ask',
    id,
    question: text('Sure?'),
    answer,
    expires: { ms: 9 },
    outcomes: { expired: { steps: [], outputs: { answer: value('no') } } },
  });
const sure = ask('sure', 'yes_or_no');
const pay = call('pay', { effect: 'money', operation: 'payments.refund', confirmedBy: 'sure' });
const over = end('over', 'ok');

const answer = (word: string, startedBy?: string) => ({
  value: word,
  text: word,
  facts: {},
  receivedAt: 5,
  ...(startedBy === undefined ? {} : { startedBy }),
});
const answered = (run: Run, id: string, word: string, by?: string) =>
  run.tell({ is: 'answered', id, answer: answer(word, by) });
const needsFacts: CallResult = { outcome: 'needs_facts', failed: false, missing: ['email'] };

describe('a yes', () => {
  test('of the customer confirms the call as theirs', () => {
    const { confirmed, ...sent } = answered(new Run(flow(sure, pay)), 'sure#1', 'yes').command('call');
    expect(confirmed).toBe('customer');
    expect(sent).not.toHaveProperty('answeredBy');
  });

  test('that an agent wrote confirms it as the agent’s', () => {
    const run = answered(new Run(flow(sure, pay)), 'sure#1', 'yes', 'anna');
    expect(run.command('call')).toMatchObject({ confirmed: 'agent', answeredBy: ['anna'] });
  });

  test('is nobody’s where the answer was a no, or the call builds on none', () => {
    expect(answered(new Run(flow(sure, pay)), 'sure#1', 'no').command('call')).not.toHaveProperty(
      'confirmed',
    );
    const unbound = call('pay', { effect: 'write' });
    const run = answered(new Run(flow(sure, unbound)), 'sure#1', 'yes', 'anna');
    expect(run.command('call')).not.toHaveProperty('confirmed');
    expect(run.command('call').answeredBy).toEqual(['anna']);
  });

  test('counts as whose it was in the same round', () => {
    const round = { steps: [sure, pay] };
    const loop = step({ kind: 'each', id: 'loop', list: value([1, 2]), atMost: 2, do: round });
    const run = answered(new Run(flow(loop, over)), 'sure#1', 'yes', 'anna');
    expect(run.command('call').confirmed).toBe('agent');
    run.tell({ is: 'called', id: 'pay#1', result: { outcome: 'done', result: 'done', outputs: {} } });
    expect(answered(run, 'sure#2', 'yes').command('call')).toMatchObject({
      confirmed: 'customer',
      answeredBy: ['anna'],
    });
  });
});

describe('agents who answered', () => {
  test('are all known to later calls, each once, whatever was asked', () => {
    const run = answered(
      new Run(flow(ask('words', 'text'), sure, call('look'), pay)),
      'words#1',
      'well',
      'ben',
    );
    answered(run, 'sure#1', 'yes', 'anna');
    run.tell({ is: 'called', id: 'look#1', result: needsFacts });
    answered(run, 'look#1/facts1', 'x', 'cleo');
    expect(run.state.answeredBy).toEqual(['ben', 'anna', 'cleo']);
    answered(run, 'look#1/facts2', 'x', 'anna');
    expect(run.state.answeredBy).toEqual(['ben', 'anna', 'cleo']);
  });

  test('are not counted for an answer that no question took', () => {
    const run = answered(new Run(flow(sure, pay)), 'sure#1', 'perhaps', 'anna');
    expect(run.taken).toBe(false);
    expect(run.state.answeredBy).toEqual([]);
  });

  const child = step({
    kind: 'subflow',
    id: 'find',
    flow: 'find-order',
    hash: 'h',
    inputs: {},
    money: false,
    handlesHandedOver: false,
  });
  const ended = { is: 'subflow_ended', id: 'find#1', result: 'found', outputs: {} } as const;

  test('are known to a sub-flow, and those of the sub-flow to what comes behind it', () => {
    const run = answered(new Run(flow(sure, child, pay, over)), 'sure#1', 'yes', 'anna');
    expect(run.command('subflow').answeredBy).toEqual(['anna']);
    run.tell({ ...ended, answeredBy: ['anna', 'ben'] });
    expect(run.command('call').answeredBy).toEqual(['anna', 'ben']);
  });

  test('come into a run from above, and leave it with its end', () => {
    const run = new Run(flow(sure, say('fine'), over), { ...context(), answeredBy: ['anna'] });
    answered(run, 'sure#1', 'yes', 'ben').tell({ is: 'said', id: 'fine#1' });
    expect(run.command('end').answeredBy).toEqual(['anna', 'ben']);
  });

  test('are nowhere where there are none', () => {
    const run = answered(new Run(flow(sure, child, over)), 'sure#1', 'yes');
    expect(run.command('subflow')).not.toHaveProperty('answeredBy');
    expect(run.tell(ended).command('end')).not.toHaveProperty('answeredBy');
  });
});
