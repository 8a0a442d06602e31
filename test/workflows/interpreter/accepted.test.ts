/** A write that its system has only accepted: the run waits, asks again, tells the customer once, and frees nothing. */
import { describe, expect, test } from 'vitest';
import { describe as details, waitingOn } from '../../../src/workflows/interpreter/describe.js';
import type { FlowIr, StepIr } from '../../../src/contracts/ir.js';
import type { CallResult } from '../../../src/contracts/call-result.js';
import { call, decisionOn, end, flow, read, request, Run, say, step, text } from './flows.js';

const inputs = { at: read('run.now') };
const pay = call('pay', { effect: 'money', operation: 'payments.refund', inputs });
const inOwnWords = call('pay', { effect: 'money', inputs, accepted: [text('One.'), text('Two.')] });
const paying = (step = pay): FlowIr => flow(step, say('paid'), end('over', 'refunded'));

const accepted = (askAt = 60_000): CallResult => ({ outcome: 'accepted', askAt, until: 900_000 });
const done: CallResult = { outcome: 'done', result: 'done', outputs: {} };

const called = (run: Run, id: string, result: CallResult) => run.tell({ is: 'called', id, result });
const fired = (run: Run, id: string) => run.tell({ is: 'timer_fired', id });
const said = (run: Run, id: string) => run.tell({ is: 'said', id });
const waiting = (ir = paying()): Run => called(new Run(ir), 'pay#1', accepted());

describe('a call that the system has accepted', () => {
  test('waits until it is to ask again', () => {
    expect(waiting().commands).toEqual([
      { do: 'timer', id: 'pay#1/ask1', until: 60_000 },
      { do: 'timer', id: 'pay#1/tell', for: { ms: 20_000 } },
    ]);
  });

  test('asks the same again, in the same visit, however often it takes', () => {
    const run = waiting();
    const first = run.all.find((command) => command.do === 'call');
    for (const round of [2, 3, 4]) {
      expect(fired(run, `pay#1/ask${round - 1}`).commands).toEqual([{ ...first, id: `pay#1/${round}` }]);
      called(run, `pay#1/${round}`, accepted(round * 60_000));
      expect(run.commands).toEqual([{ do: 'timer', id: `pay#1/ask${round}`, until: round * 60_000 }]);
    }
    fired(run, 'pay#1/ask4');
    expect(called(run, 'pay#1/5', done).acts).toEqual(['cancel_timer pay#1/tell', 'say paid#1']);
  });

  test('keeps the decision that it was approved by', () => {
    const run = called(new Run(paying()), 'pay#1', { outcome: 'needs_approval', request: request() });
    const decision = decisionOn('pay');
    called(run.tell({ is: 'decided', id: decision.requestId, decision }), 'pay#1/2', accepted());
    expect(fired(run, 'pay#1/ask2').command('call')).toMatchObject({ id: 'pay#1/3', decision });
  });

  test.each<[CallResult, string]>([
    [{ outcome: 'refused', refusal: { code: 'account_closed' } }, 'say payrefusedSay#1'],
    [{ outcome: 'unknown' }, 'say payunknownSay#1'],
    // Nothing else tells how it came out, and what was reserved is not ours to free.
    [{ outcome: 'unavailable' }, 'say payunknownSay#1'],
    [{ outcome: 'unverified' }, 'say payunknownSay#1'],
    [{ outcome: 'superseded' }, 'say payunknownSay#1'],
    [{ outcome: 'needs_facts', failed: false, missing: ['email'] }, 'say payunknownSay#1'],
    [{ outcome: 'needs_approval', request: request() }, 'say payunknownSay#1'],
  ])('ends with its block: %j', (result, act) => {
    const run = fired(waiting(), 'pay#1/ask1');
    expect(called(run, 'pay#1/2', result).acts).toEqual(['cancel_timer pay#1/tell', act]);
  });

  test('waits for an event, as operators see it, also while it is asked again', () => {
    const run = waiting();
    const shown = '- ▶ Title of pay – accepted, waiting for the system';
    expect(waitingOn(run.state, run.flow)).toEqual(['event']);
    expect(details(run.flow, run.state)).toContain(shown);
    fired(run, 'pay#1/ask1');
    expect(waitingOn(run.state, run.flow)).toEqual(['event']);
    expect(details(run.flow, run.state)).toContain(shown);
    called(run, 'pay#1/2', done);
    expect(waitingOn(run.state, run.flow)).toEqual([]);
    expect(details(run.flow, run.state)).toContain('- ✓ Title of pay – done');
  });

  test('asks at once when an event has settled it, and only for its own visit', () => {
    const run = waiting();
    for (const other of [
      { step: 'pay', visit: 2 },
      { step: 'buy', visit: 1 },
    ])
      expect(run.tell({ is: 'reported', ...other }).taken).toBe(false);
    expect(run.tell({ is: 'reported', step: 'pay', visit: 1 }).acts).toEqual([
      'cancel_timer pay#1/ask1',
      'call pay#1/2',
    ]);
    expect(called(run, 'pay#1/2', done).acts).toContain('say paid#1');
  });

  test('is not missed by an event that comes while its answer is on its way', () => {
    const run = new Run(paying()).tell({ is: 'reported', step: 'pay', visit: 1 });
    expect(run.acts).toEqual([]);
    expect(called(run, 'pay#1', accepted()).acts).toEqual(['call pay#1/2']);
    // Whoever is told and then hears of an acceptance again waits like any other.
    expect(called(run, 'pay#1/2', accepted()).commands).toContainEqual({
      ...{ do: 'timer', id: 'pay#1/ask2', until: 60_000 },
    });
  });

  test('goes on while people have the conversation', () => {
    const run = waiting().tell({ is: 'with_people' });
    expect(run.acts).toEqual([]);
    expect(called(fired(run, 'pay#1/ask1'), 'pay#1/2', done).acts).toContain('say paid#1');
  });
});

describe('the customer hears of it', () => {
  test('in the merchant’s words, once, when nothing has settled for a while', () => {
    const run = fired(waiting(), 'pay#1/tell');
    expect(run.commands).toEqual([
      { do: 'say', id: 'pay#1/accepted1', text: { key: 'It is being worked on.', args: [] } },
    ]);
    said(run, 'pay#1/accepted1');
    expect(run.acts).toEqual([]);
    expect(fired(run, 'pay#1/tell').taken).toBe(false);
    called(fired(run, 'pay#1/ask1'), 'pay#1/2', accepted());
    expect(run.acts).toEqual(['timer pay#1/ask2']);
  });

  test('also while it is being asked again', () => {
    const run = fired(fired(waiting(), 'pay#1/ask1'), 'pay#1/tell');
    expect(run.acts).toEqual(['say pay#1/accepted1']);
    expect(called(said(run, 'pay#1/accepted1'), 'pay#1/2', done).acts).toEqual(['say paid#1']);
  });

  test('not at all where it settles before', () => {
    const run = called(fired(waiting(), 'pay#1/ask1'), 'pay#1/2', done);
    expect(run.acts).toEqual(['cancel_timer pay#1/tell', 'say paid#1']);
    expect(fired(run, 'pay#1/tell').taken).toBe(false);
  });

  test('in the flow’s own words at once, one sentence after the other', () => {
    const run = waiting(paying(inOwnWords));
    expect(run.acts).toEqual(['timer pay#1/ask1', 'say pay#1/accepted1']);
    expect(run.command('say').text.key).toBe('One.');
    expect(said(run, 'pay#1/accepted1').command('say').text.key).toBe('Two.');
    expect(said(run, 'pay#1/accepted2').acts).toEqual([]);
  });

  test('before it is asked again, and before what comes of it', () => {
    const run = fired(waiting(paying(inOwnWords)), 'pay#1/ask1');
    expect(run.acts).toEqual([]);
    said(run, 'pay#1/accepted1');
    expect(said(run, 'pay#1/accepted2').acts).toEqual(['call pay#1/2']);
    const late = fired(fired(waiting(), 'pay#1/ask1'), 'pay#1/tell');
    expect(called(late, 'pay#1/2', done).acts).toEqual([]);
    expect(called(late, 'pay#1/2', done).taken).toBe(false);
    expect(said(late, 'pay#1/accepted1').acts).toEqual(['say paid#1']);
  });

  test('or cannot be told, which keeps nothing from settling', () => {
    const run = waiting(paying(inOwnWords));
    run.tell({ is: 'failed', id: 'pay#1/accepted1', code: 'internal' });
    said(run, 'pay#1/accepted2');
    expect(fired(run, 'pay#1/ask1').acts).toEqual(['call pay#1/2']);
  });

  test('nothing where the flow says so, or is older than the sentence', () => {
    expect(waiting(paying(call('pay', { effect: 'money', accepted: [] }))).acts).toEqual([
      'timer pay#1/ask1',
    ]);
    const { accepted: sentence, ...sentences } = paying().sentences;
    expect(sentence).toBeDefined();
    expect(fired(waiting({ ...paying(), sentences }), 'pay#1/tell').acts).toEqual([]);
  });
});

describe('a run that ends before it settles asks no more, tells what is untold, and frees nothing', () => {
  const told = ['cancel_timer pay#1/ask1', 'cancel_timer pay#1/tell', 'say pay#1/accepted1'];

  test('cancelled: people learn that it may still be done', () => {
    const run = waiting().tell({ is: 'cancelled' });
    expect(run.acts).toEqual(['handover pay#1/stop', ...told, 'end handed_over']);
    expect(run.command('handover').reason.key).toContain('had already accepted it and may still do it');
    expect(details(run.flow, run.state)).toContain('✗ Title of pay – accepted');
  });

  test('cancelled while it is asked again: the answer is awaited', () => {
    const run = fired(waiting(), 'pay#1/ask1').tell({ is: 'cancelled' });
    expect(run.acts).toEqual([]);
    const settled = fired(waiting(), 'pay#1/ask1').tell({ is: 'cancelled' });
    expect(called(settled, 'pay#1/2', done).acts).toEqual(['cancel_timer pay#1/tell', 'say paid#1']);
    expect(called(run, 'pay#1/2', accepted()).acts.at(-1)).toBe('end handed_over');
  });

  test('cancelled when all has been told: nothing is said twice', () => {
    const run = said(fired(waiting(), 'pay#1/tell'), 'pay#1/accepted1').tell({ is: 'cancelled' });
    expect(run.acts).toEqual(['handover pay#1/stop', 'cancel_timer pay#1/ask1', 'end handed_over']);
  });

  const siblingFiles = (...steps: StepIr[]): FlowIr =>
    flow(step({ kind: 'parallel', id: 'both', branches: { a: { steps: [pay] }, b: { steps } } }));

  test('ended by another branch', () => {
    const run = waiting(siblingFiles(say('other'), end('over', 'ok')));
    expect(said(run, 'other#1').acts).toEqual([...told, 'end ok']);
  });

  test('ended by another branch while it was first called', () => {
    const run = said(new Run(siblingFiles(say('other'), end('over', 'ok'))), 'other#1');
    expect(run.acts).toEqual([]);
    expect(called(run, 'pay#1', accepted()).acts).toEqual([
      'timer pay#1/ask1',
      'timer pay#1/tell',
      ...told,
      'end ok',
    ]);
  });

  test('failed elsewhere, or when it was asked again', () => {
    const elsewhere = waiting(siblingFiles(say('other'))).tell({
      is: 'failed',
      id: 'other#1',
      code: 'internal',
    });
    expect(elsewhere.acts).toEqual([
      ...told,
      'say other#1/sorry',
      'handover other#1/failed',
      'fail internal',
    ]);
    const again = fired(waiting(), 'pay#1/ask1').tell({ is: 'failed', id: 'pay#1/2', code: 'internal' });
    expect(again.acts).toEqual([
      'cancel_timer pay#1/tell',
      'say pay#1/sorry',
      'handover pay#1/failed',
      'fail internal',
    ]);
  });

  test('a system that never settles ends the run in the end', () => {
    const run = waiting();
    run.state = { ...run.state, fuel: 5 };
    for (let round = 1; run.state.ended === undefined && round < 9; round += 1) {
      fired(run, `pay#1/ask${round}`);
      called(run, `pay#1/${round + 1}`, accepted());
    }
    expect(run.state.ended).toEqual({ code: 'fuel_spent', step: 'pay' });
    expect(run.all.filter((command) => command.do === 'release')).toEqual([]);
  });
});
