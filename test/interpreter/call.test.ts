import { describe, expect, test } from '@jest/globals';
import type { CallResult, Facts } from '../../src/interpreter/protocol.js';
import { call, context, end, flow, read, Run, step, text, value } from './flows.js';

const needsFacts = (failed: boolean): CallResult => ({
  outcome: 'needs_facts',
  missing: ['email', 'postcode'],
  failed,
});
const done: CallResult = { outcome: 'done', result: 'done', outputs: { ref: 'r1' } };
const answer = (facts: Facts, receivedAt = 5000) => ({ value: {}, text: 'x', facts, receivedAt });

const called = (run: Run, id: string, result: CallResult) => run.tell({ is: 'called', id, result });

describe('a call', () => {
  test('gives its result and outputs', () => {
    const run = new Run(
      flow(
        call('get', { inputs: { n: value(1) }, deadlineMs: 5 }),
        end('over', 'ok', { result: read('steps.get.result'), ref: read('steps.get.ref') }),
      ),
    );
    expect(run.commands).toEqual([
      {
        do: 'call',
        id: 'get#1',
        step: 'get',
        visit: 1,
        operation: 'orders.get',
        inputs: { n: 1 },
        facts: {},
        confirmed: false,
        deadlineMs: 5,
        asked: false,
      },
    ]);
    expect(called(run, 'get#1', done).command('end').outputs).toEqual({ result: 'done', ref: 'r1' });
  });

  test.each(['unknown', 'unavailable', 'unverified', 'superseded'] as const)(
    '%s runs its block',
    (outcome) => {
      expect(called(new Run(flow(call('get'))), 'get#1', { outcome }).acts).toEqual([
        `say get${outcome}Say#1`,
      ]);
    },
  );

  test('the refusal can be read in its block, and what the block gives is read after it', () => {
    const refused = { steps: [], outputs: { why: read('steps.get.refusal.code') } };
    const run = new Run(
      flow(call('get', { outcomes: { refused } }), end('over', 'ok', { why: read('steps.get.why') })),
    );
    expect(
      called(run, 'get#1', { outcome: 'refused', refusal: { code: 'gone' } }).command('end').outputs,
    ).toEqual({ why: 'gone' });
  });

  test('an answer to an earlier call of the visit is not taken', () => {
    const run = called(new Run(flow(call('get'))), 'get#1', needsFacts(false));
    run.tell({ is: 'answered', id: 'get#1/facts1', answer: answer({ email: 'a@b.c' }) });
    expect(called(run, 'get#1', done).taken).toBe(false);
    expect(called(run, 'get#1/3', done).taken).toBe(false);
  });

  test('an outcome without a block fails the run', () => {
    const bare = step({ kind: 'call', id: 'get', operation: 'o', effect: 'read', inputs: {}, outcomes: {} });
    expect(called(new Run(flow(bare)), 'get#1', { outcome: 'unknown' }).acts.at(-1)).toBe(
      'fail outcome_unhandled',
    );
  });
});

describe('verification', () => {
  const asking = (): Run =>
    called(
      new Run(flow(call('get'), end('over', 'ok')), context({}, { facts: { number: '1' } })),
      'get#1',
      needsFacts(false),
    );
  const answered = (run: Run, n: number, facts: Facts) =>
    run.tell({ is: 'answered', id: `get#1/facts${n}`, answer: answer(facts) });

  test("asks in the merchant's words, at a fixed delay after the message", () => {
    const ask = asking().command('ask');
    expect(ask).toMatchObject({
      id: 'get#1/facts1',
      answer: 'facts',
      facts: ['email', 'postcode'],
      notBefore: 1000,
      expires: { ms: 172_800_000 },
    });
    expect(ask.question).toMatchObject({
      key: 'Who? ${missing}',
      args: [{ source: 'missing', value: ['email', 'postcode'] }],
    });
  });

  test('new facts are added to the old ones and the call is made again', () => {
    const run = answered(asking(), 1, { email: 'a@b.c' });
    expect(run.command('call')).toMatchObject({
      id: 'get#1/2',
      visit: 1,
      facts: { number: '1', email: 'a@b.c' },
      asked: true,
    });
    expect(called(run, 'get#1/2', done).acts).toEqual(['end ok']);
  });

  test('facts that do not match are asked for again, in other words', () => {
    const run = called(answered(asking(), 1, { email: 'a@b.c' }), 'get#1/2', needsFacts(true));
    expect(run.command('ask')).toMatchObject({
      id: 'get#1/facts2',
      question: { key: 'No match. ${missing}' },
      notBefore: 5000,
    });
  });

  test('a message without a new fact is asked about twice, then nobody is verified', () => {
    const run = answered(asking(), 1, {});
    expect(run.command('ask')).toMatchObject({ id: 'get#1/facts2', question: { key: 'Again? ${missing}' } });
    expect(answered(run, 2, { number: '1' }).acts).toEqual(['ask get#1/facts3']);
    expect(answered(run, 3, {}).commands).toMatchObject([
      { do: 'say', id: 'getunverifiedSay#1', notBefore: 5000 },
    ]);
  });

  test('a question that expires ends unverified', () => {
    const run = asking().tell({ is: 'asked', id: 'get#1/facts1', labels: [], expiresAt: 99 });
    expect(run.commands).toEqual([{ do: 'timer', id: 'get#1/facts1/expiry', until: 99 }]);
    expect(run.tell({ is: 'timer_fired', id: 'get#1/facts1/expiry' }).acts).toEqual([
      'withdraw_ask get#1/facts1',
      'say getunverifiedSay#1',
    ]);
  });

  test('what the customer told in any answer counts from then on', () => {
    const ask = step({
      kind: 'ask',
      id: 'q',
      question: text('?'),
      answer: 'text',
      expires: { ms: 1 },
      outcomes: { expired: { steps: [] } },
    });
    const run = new Run(flow(ask, call('get')));
    run.tell({ is: 'answered', id: 'q#1', answer: { ...answer({ postcode: '04109' }), value: 'x' } });
    expect(run.command('call')).toMatchObject({ facts: { postcode: '04109' }, asked: false });
  });

  test('with people, nobody is asked: the run ends, without a second handover', () => {
    expect(asking().tell({ is: 'with_people' }).acts).toEqual([
      'withdraw_ask get#1/facts1',
      'end handed_over',
    ]);
    const run = new Run(flow(call('get'))).tell({ is: 'with_people' });
    expect(called(run, 'get#1', needsFacts(false)).acts).toEqual(['end handed_over']);
  });
});
