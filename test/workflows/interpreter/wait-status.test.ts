/** What a run tells its conversation of where it stands. */
import { describe, expect, test } from 'vitest';
import {
  recordNumber,
  waitStatusOf,
  WaitStatusReporter,
} from '../../../src/workflows/interpreter/wait-status.js';
import { byDefault, call, decisionOn, flow, read, request, Run, step, text, value } from './flows.js';

const order = { number: '1001', ref: 'o-1' };
const pay = () => new Run(flow(call('pay', { effect: 'money', inputs: { order: value(order) } })));
const asked = (run: Run): Run =>
  run.tell({ is: 'called', id: 'pay#1', result: { outcome: 'needs_approval', request: request() } });
const accepted = (run: Run, id: string): Run =>
  run.tell({ is: 'called', id, result: { outcome: 'accepted', askAt: 5_000, until: 90_000 } });
describe('where a run stands', () => {
  test('while it waits for an approver, with the number of the record', () => {
    expect(waitStatusOf([asked(pay()).state])).toEqual({
      ...{ on: 'approval', since: 1000, until: 100_000, about: '1001' },
    });
  });

  test('while a system has only accepted a write, also while it is asked again', () => {
    const run = accepted(pay(), 'pay#1');
    const waitStatus = { on: 'event', until: 90_000, about: '1001' };
    expect(waitStatusOf([run.state])).toEqual(waitStatus);
    run.tell({ is: 'timer_fired', id: 'pay#1/ask1' });
    expect(waitStatusOf([run.state])).toEqual(waitStatus);
  });

  test('while a time passes: until when, where no calendar is needed to know', () => {
    const wait = (more: object) => new Run(flow(step({ kind: 'wait', id: 'w', ...more })));
    expect(waitStatusOf([wait({ for: { ms: 500 } }).state])).toEqual({ on: 'timer', until: 1500 });
    expect(waitStatusOf([wait({ until: value(7000) }).state])).toEqual({ on: 'timer', until: 7000 });
    expect(waitStatusOf([wait({ for: { businessDays: 1 } }).state])).toEqual({ on: 'timer' });
  });

  test('is nothing while it is at work, or the customer has to say something', () => {
    expect(waitStatusOf([pay().state])).toBeUndefined();
    const question = { question: text('?'), answer: 'text', expires: { ms: 1 } } as const;
    const ask = step({ kind: 'ask', id: 'q', ...question, outcomes: { expired: byDefault('x') } });
    expect(waitStatusOf([new Run(flow(ask)).state, asked(pay()).state])).toBeUndefined();
  });
});

describe('what is new of it', () => {
  test('is told once, again when it has changed, and again after a question', () => {
    const told = new WaitStatusReporter();
    const run = asked(pay());
    expect(told.news([run.state])?.on).toBe('approval');
    run.tell({ is: 'timer_fired', id: 'pay#1/remind' });
    expect(told.news([run.state])).toBeUndefined();
    run.tell({ is: 'decided', id: 'wf-1#pay#1', decision: decisionOn('pay') });
    expect(told.news([run.state])).toBeUndefined();
    accepted(run, 'pay#1/2');
    expect(told.news([run.state])?.on).toBe('event');
    expect(told.news([run.state])).toBeUndefined();
    const facts = new Run(flow(call('get'))).tell({
      ...{ is: 'called', id: 'get#1' },
      result: { outcome: 'needs_facts', missing: ['email'], failed: false },
    });
    expect(told.news([run.state, facts.state])).toBeUndefined();
    expect(told.news([run.state])?.on).toBe('event');
  });
});

describe('the record that a run is about', () => {
  test('is that of the call it is at, else the newest that a step has given, else an input', () => {
    const inputs = { order: read('inputs.order') };
    const run = new Run(flow(call('get', { inputs }), step({ kind: 'wait', id: 'w', for: { ms: 1 } })));
    expect(recordNumber(run.state)).toBeUndefined();
    run.tell({
      ...{ is: 'called', id: 'get#1' },
      result: { outcome: 'done', result: 'found', outputs: { order, count: 2 } },
    });
    expect(recordNumber(run.state)).toBe('1001');
  });
});
