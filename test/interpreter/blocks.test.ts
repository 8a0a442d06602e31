import { describe, expect, test } from '@jest/globals';
import type { StepIr } from '../../src/interpreter/ir.js';
import { context, end, flow, read, Run, say, step, value } from './flows.js';

describe('blocks', () => {
  test('set, if and choose give what later steps read', () => {
    const run = new Run(
      flow(
        step({
          kind: 'set',
          id: 'facts',
          values: { days: read('policy.refund.days'), shop: read('merchant.name') },
        }),
        step({
          kind: 'if',
          id: 'long',
          condition: { k: 'op', op: 'gt', args: [read('steps.facts.days'), value(7)] },
          then: { steps: [], outputs: { word: value('long') } },
          else: { steps: [], outputs: { word: value('short') } },
        }),
        step({
          kind: 'choose',
          id: 'pick',
          on: read('steps.long.word'),
          cases: { long: { steps: [], outputs: { n: value(1) } } },
          else: { steps: [] },
        }),
        end('over', 'ok', { n: read('steps.pick.n'), shop: read('steps.facts.shop'), now: read('run.now') }),
      ),
    );
    expect(run.command('end')).toEqual({
      do: 'end',
      result: 'ok',
      outputs: { n: 1, shop: 'Demo shop', now: 1000 },
    });
  });

  test('a value without a case fails the run, after customer and people were told', () => {
    const run = new Run(flow(step({ kind: 'choose', id: 'pick', on: value('toString'), cases: {} })));
    expect(run.acts).toEqual(['say pick#1/sorry', 'handover pick#1/failed', 'fail case_missing']);
  });

  test('each runs its block for every item and collects what it gives', () => {
    const run = new Run(
      flow(
        step({
          kind: 'each',
          id: 'loop',
          list: read('inputs.list'),
          atMost: 3,
          do: {
            steps: [say('told')],
            outputs: { double: { k: 'op', op: 'mul', args: [read('item'), value(2)] } },
          },
        }),
        end('over', 'ok', { items: read('steps.loop.items') }),
      ),
      context({ list: [1, 2] }),
    );
    expect(run.acts).toEqual(['say told#1']);
    expect(run.tell({ is: 'said', id: 'told#1' }).acts).toEqual(['say told#2']);
    run.tell({ is: 'said', id: 'told#2' });
    expect(run.command('end').outputs).toEqual({ items: [{ double: 2 }, { double: 4 }] });
  });

  test('each over an empty list gives an empty list', () => {
    const loop = step({
      kind: 'each',
      id: 'loop',
      list: value([]),
      atMost: 3,
      do: { steps: [], outputs: {} },
    });
    expect(
      new Run(flow(loop, end('over', 'ok', { n: read('steps.loop.items') }))).command('end').outputs,
    ).toEqual({ n: [] });
  });

  test('each refuses more items than its bound', () => {
    const run = new Run(
      flow(step({ kind: 'each', id: 'loop', list: value([1, 2]), atMost: 1, do: { steps: [] } })),
    );
    expect(run.acts.at(-1)).toBe('fail each_too_many');
  });
});

describe('limits', () => {
  const endless = (items: number): StepIr =>
    step({
      kind: 'each',
      id: 'a',
      list: value(Array(items).fill(0)),
      atMost: 1e6,
      do: { steps: [step({ kind: 'set', id: 'b', values: {} })] },
    });

  test('a run that does too many steps fails', () => {
    expect(new Run(flow(endless(10_001))).acts.at(-1)).toBe('fail fuel_spent');
  });

  test('a run that holds too much data fails', () => {
    const big = 'x'.repeat(60_000);
    const steps = ['a', 'b', 'c', 'd', 'e'].map((id) =>
      step({ kind: 'set', id, values: { big: value(big) } }),
    );
    const run = new Run(flow(...steps, end('over', 'ok')));
    expect(run.command('fail')).toEqual({ do: 'fail', code: 'data_too_large', step: 'e' });
  });

  test('a sub-flow nested too deep fails before its first step', () => {
    const run = new Run(flow(say('hello')), { ...context(), depth: 17 });
    expect(run.acts).toEqual(['say hello#0/sorry', 'handover hello#0/failed', 'fail depth_exceeded']);
  });

  test('a flow without an end fails', () => {
    expect(new Run(flow(step({ kind: 'set', id: 'a', values: {} }))).acts.at(-1)).toBe('fail end_missing');
  });

  test('an absent optional value stays absent where a record is made', () => {
    const values = { there: read('inputs.given'), gone: read('inputs.gone') };
    const run = new Run(flow(step({ kind: 'set', id: 'a', values })), context({ given: 1 }));
    expect(run.state.steps['a']).toEqual({ there: 1 });
  });

  test('a missing value names the step that read it, and no value', () => {
    const lost = { k: 'op', op: 'not', args: [read('inputs.gone')] } as const;
    const run = new Run(flow(step({ kind: 'set', id: 'a', values: { x: lost } })));
    expect(run.command('fail')).toEqual({ do: 'fail', code: 'value_missing', step: 'a' });
  });
});
