import { describe, expect, test } from 'vitest';
import type { CallResult } from '../../../src/contracts/call-result.js';
import type { Facts } from '../../../src/contracts/customer.js';
import { call, context, end, flow, read, Run, say, step, text, value } from './flows.js';
import { matterOf } from '../../../src/workflows/interpreter/handover-matter.js';

const needsFacts = (failed: boolean): CallResult => ({
  outcome: 'needs_facts',
  missing: ['email', 'postcode'],
  failed,
});
const done: CallResult = { outcome: 'done', result: 'done', outputs: { ref: 'r1' } };
const answer = (facts: Facts, receivedAt = 5000) => ({ value: {}, facts, receivedAt });

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
        deadlineMs: 5,
        asked: false,
      },
    ]);
    expect(called(run, 'get#1', done).command('end').outputs).toEqual({ result: 'done', ref: 'r1' });
  });

  test('says how it is tried again, and no more than the flow does', () => {
    const retry = { everyMs: 30_000, atMost: 5 };
    expect(new Run(flow(call('get', { retry }))).command('call')).toEqual({
      do: 'call',
      id: 'get#1',
      step: 'get',
      visit: 1,
      operation: 'orders.get',
      inputs: {},
      facts: {},
      retry,
      asked: false,
    });
  });

  test('operators read how it came out', () => {
    const run = called(new Run(flow(call('get'), say('reported'))), 'get#1', { ...done, result: 'found' });
    expect(run.state.outcomes).toEqual({ get: 'found', reported: '' });
    const refused = { outcome: 'refused', refusal: { code: 'gone' } } as const;
    expect(called(new Run(flow(call('get'))), 'get#1', refused).state.outcomes['get']).toBe('refused');
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

  test('people who take the run over are told why a call was refused', () => {
    const refusal = { code: 'gone', message: 'It is gone' };
    const run = called(new Run(flow(call('get'))), 'get#1', { outcome: 'refused', refusal });
    expect(matterOf('wf-1', { flow: run.flow, state: run.state, below: () => undefined }).tried).toEqual([
      { workflowId: 'wf-1', step: 'get', operation: 'orders.get', outcome: 'refused', ...refusal },
    ]);
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

  test.each<[string, Facts]>([
    ['number', { number: '2' }],
    ['e-mail address', { email: 'a@b.c' }],
    ['postcode', { postcode: '04109' }],
  ])('a new %s is called with', (_, facts) => {
    const run = answered(asking(), 1, facts);
    expect(run.acts).toEqual(['call get#1/2']);
    expect(run.command('call').facts).toEqual({ number: '1', ...facts });
  });

  test('a number told there replaces the one that was looked for, and no other value does', () => {
    const looking = (facts: Facts): Run =>
      answered(
        called(new Run(flow(call('get', { inputs: { number: value('10'), note: value('x') } }))), 'get#1', {
          ...needsFacts(true),
        }),
        1,
        facts,
      );
    expect(looking({ number: '20', email: 'a@b.c' }).command('call')).toMatchObject({
      inputs: { number: '20', note: 'x' },
      facts: { number: '20', email: 'a@b.c' },
    });
    expect(looking({ email: 'a@b.c' }).command('call').inputs).toEqual({ number: '10', note: 'x' });
  });

  test('a number told there is no input of a call that has none', () => {
    const told = answered(asking(), 1, { number: '2' });
    expect(told.command('call').inputs).toEqual({});
  });

  test('one fact of several that would do is asked for as such', () => {
    const either = { outcome: 'needs_facts', missing: ['number'], either: ['email', 'postcode'] } as const;
    const run = called(new Run(flow(call('get'))), 'get#1', { ...either, failed: false });
    const asked = {
      facts: ['number', 'email', 'postcode'],
      question: {
        args: [
          {
            source: 'missing',
            type: {
              t: 'list',
              of: { t: 'enum', name: 'fact_kind', values: ['number', 'email_or_postcode'] },
            },
            value: ['number', 'email_or_postcode'],
          },
        ],
      },
    };
    expect(run.command('ask')).toMatchObject({
      ...asked,
      question: { key: 'Who? ${missing}', ...asked.question },
    });
    expect(answered(run, 1, {}).command('ask')).toMatchObject({
      ...asked,
      question: { key: 'Again? ${missing}', ...asked.question },
    });
  });

  test('only what is missing is asked for where nothing else would do', () => {
    const { facts, question } = asking().command('ask');
    expect(facts).toEqual(['email', 'postcode']);
    expect(question.args).toEqual([
      {
        source: 'missing',
        type: { t: 'list', of: { t: 'enum', name: 'fact_kind', values: ['email', 'postcode'] } },
        value: ['email', 'postcode'],
      },
    ]);
  });

  test('an answer ends the timer of its question', () => {
    const run = asking().tell({ is: 'asked', id: 'get#1/facts1', labels: [], expiresAt: 99 });
    expect(answered(run, 1, {}).acts).toEqual(['cancel_timer get#1/facts1/expiry', 'ask get#1/facts2']);
    expect(answered(run, 2, { email: 'a@b.c' }).acts).toEqual(['call get#1/2']);
  });

  test('replies leave at a fixed delay until the customer is verified, and at once after that', () => {
    const told = new Run(flow(say('before'), call('get'), say('after')));
    expect(told.command('say').notBefore).toBeUndefined();
    told.tell({ is: 'said', id: 'before#1' });
    called(told, 'get#1', needsFacts(false));
    expect(told.command('ask').notBefore).toBe(1000);
    answered(told, 1, { email: 'a@b.c' });
    expect(called(told, 'get#1/2', done).command('say').notBefore).toBeUndefined();
    const unverified = called(new Run(flow(call('get'))), 'get#1', { outcome: 'unverified' });
    expect(unverified.command('say').notBefore).toBe(1000);
    expect(unverified.tell({ is: 'said', id: 'getunverifiedSay#1' }).command('handover').notBefore).toBe(
      1000,
    );
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
