import { describe, expect, test } from 'vitest';
import type { StepIr } from '../../../src/contracts/ir.js';
import { reduce } from '../../../src/workflows/interpreter/reduce.js';
import { call, end, flow, read, Run, say, step, value } from './flows.js';

const done = (result: string, outputs = {}) => ({ outcome: 'done', result, outputs }) as const;

describe('subflow', () => {
  const child = (handlesHandedOver: boolean): StepIr =>
    step({
      kind: 'subflow',
      id: 'find',
      flow: 'find-order',
      hash: 'h',
      inputs: { n: value(1) },
      money: false,
      handlesHandedOver,
    });
  const over = end('over', 'ok', { result: read('steps.find.result'), order: read('steps.find.order') });

  test('its result and outputs are the outputs of the step', () => {
    const run = new Run(flow(child(false), over));
    expect(run.commands).toEqual([
      {
        do: 'subflow',
        id: 'find#1',
        step: 'find',
        visit: 1,
        flow: 'find-order',
        hash: 'h',
        inputs: { n: 1 },
        money: false,
      },
    ]);
    run.tell({ is: 'subflow_ended', id: 'find#1', result: 'found', outputs: { order: 'o' } });
    expect(run.command('end').outputs).toEqual({ result: 'found', order: 'o' });
  });

  test('one that handed over ends its caller without a second handover', () => {
    const run = new Run(flow(child(false), over)).tell({
      is: 'subflow_ended',
      id: 'find#1',
      result: 'handed_over',
      outputs: {},
    });
    expect(run.acts).toEqual(['end handed_over']);
  });

  test('one that handed over goes on where the flow has a case for it', () => {
    const ended = end('over', 'ok', { result: read('steps.find.result') });
    const run = new Run(flow(child(true), ended)).tell({
      is: 'subflow_ended',
      id: 'find#1',
      result: 'handed_over',
      outputs: {},
    });
    expect(run.command('end').outputs).toEqual({ result: 'handed_over' });
  });

  test('a child that failed has told everybody; one ended from outside has not', () => {
    const failed = (code: string) =>
      new Run(flow(child(false))).tell({ is: 'failed', id: 'find#1', code }).acts;
    expect(failed('value_missing')).toEqual(['fail value_missing']);
    expect(failed('subflow_lost')).toEqual([
      'say find#1/sorry',
      'handover find#1/failed',
      'fail subflow_lost',
    ]);
  });
});

describe('cancel', () => {
  test('an idle run hands over and ends', () => {
    const run = new Run(flow(step({ kind: 'wait', id: 'pause', for: { ms: 5 } }))).tell({ is: 'cancelled' });
    expect(run.acts).toEqual(['handover pause#1/stop', 'cancel_timer pause#1', 'end handed_over']);
  });

  test('a call that was sent is awaited and told; nothing new begins', () => {
    const run = new Run(flow(call('pay'), say('told'), call('next'), end('over', 'ok'))).tell({
      is: 'cancelled',
    });
    expect(run.acts).toEqual([]);
    expect(run.tell({ is: 'called', id: 'pay#1', result: done('done') }).acts).toEqual(['say told#1']);
    expect(run.tell({ is: 'said', id: 'told#1' }).acts).toEqual(['handover next#1/stop', 'end handed_over']);
  });

  test('a run that ends by itself after a cancel keeps its result', () => {
    const run = new Run(flow(call('pay'), end('over', 'refunded'))).tell({ is: 'cancelled' });
    expect(run.tell({ is: 'called', id: 'pay#1', result: done('done') }).acts).toEqual(['end refunded']);
  });
});

describe('events that nobody waits for', () => {
  test('change nothing, not even the object', () => {
    const run = new Run(flow(say('hello'), end('over', 'ok')));
    const before = run.state;
    for (const event of [
      { is: 'started' },
      { is: 'called', id: 'hello#1', result: done('done') },
      { is: 'said', id: 'hello#2' },
      { is: 'failed', id: 'other#1', code: 'internal' },
      { is: 'timer_fired', id: 'hello#1/expiry' },
    ] as const) {
      expect(reduce(run.flow, before, { ...event, now: 5 })).toEqual({
        state: before,
        commands: [],
        taken: false,
      });
      expect(reduce(run.flow, before, { ...event, now: 5 }).state).toBe(before);
    }
  });

  test('a run that has ended takes nothing', () => {
    const run = new Run(flow(end('over', 'ok')));
    expect(run.tell({ is: 'cancelled' }).taken).toBe(false);
  });

  test('an activity that failed for good ends in a handover and the failure', () => {
    const run = new Run(flow(call('pay'))).tell({ is: 'failed', id: 'pay#1', code: 'config_invalid' });
    expect(run.acts).toEqual(['say pay#1/sorry', 'handover pay#1/failed', 'fail config_invalid']);
  });
});
