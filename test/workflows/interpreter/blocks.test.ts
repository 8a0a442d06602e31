import { describe, expect, test } from 'vitest';
import type { ExprIr, StepIr } from '../../../src/contracts/ir.js';
import type { Json } from '../../../src/contracts/json.js';
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

describe('what a step can read', () => {
  const giving = (
    values: Readonly<Record<string, ExprIr>>,
    ir = flow(step({ kind: 'set', id: 'a', values })),
  ) => new Run(ir, context({ n: 1 })).state.steps['a'];

  test('is inputs, policy, merchant, conversation and run', () => {
    expect(
      giving({
        n: read('inputs.n'),
        shop: read('merchant.id'),
        zone: read('merchant.zone'),
        of: read('conversation.id'),
        language: read('conversation.language'),
        run: read('run.id'),
        now: read('run.now'),
      }),
    ).toEqual({
      n: 1,
      shop: 'demo',
      zone: 'Europe/Berlin',
      of: 'c1',
      language: 'en',
      run: 'run-1',
      now: 1000,
    });
  });

  test('is every name of the policy, whatever it shares with others', () => {
    const values = {
      days: read('policy.refund.days'),
      eur: read('policy.refund.limit.eur'),
      usd: read('policy.refund.limit.usd'),
      plain: read('policy.plain'),
      below: read('policy.plain.below'),
      odd: read('policy.constructor.name'),
    };
    const policy = {
      'refund.days': 14,
      'refund.limit.eur': 5,
      'refund.limit.usd': 6,
      plain: 'x',
      'constructor.name': 'y',
    };
    const ir = { ...flow(step({ kind: 'set', id: 'a', values })), policy };
    expect(giving(values, ir)).toEqual({ days: 14, eur: 5, usd: 6, plain: 'x', odd: 'y' });
  });

  test('is the time of the event that led to it', () => {
    const run = new Run(flow(say('told'), step({ kind: 'set', id: 'a', values: { now: read('run.now') } })));
    expect(run.tell({ is: 'said', id: 'told#1' }).state.steps['a']).toEqual({ now: 1001 });
  });

  test('is the item of the innermost each, and none behind it', () => {
    const inner = step({
      kind: 'each',
      id: 'inner',
      list: read('item'),
      atMost: 9,
      do: { steps: [], outputs: { n: read('item') } },
    });
    const outer = step({
      kind: 'each',
      id: 'outer',
      list: value([[1, 2], [3]]),
      atMost: 9,
      do: { steps: [inner], outputs: { of: read('item'), items: read('steps.inner.items') } },
    });
    const after = step({ kind: 'set', id: 'a', values: { item: { k: 'has', root: 'item', path: [] } } });
    const run = new Run(flow(outer, after));
    expect(run.state.steps['outer']).toEqual({
      items: [
        { of: [1, 2], items: [{ n: 1 }, { n: 2 }] },
        { of: [3], items: [{ n: 3 }] },
      ],
    });
    expect(run.state.steps['a']).toEqual({ item: false });
  });

  test('is not what a step gave that the author has not named', () => {
    const hidden = { ...step({ kind: 'set', id: 'b', values: { n: value(1) } }), named: false };
    expect(new Run(flow(hidden, say('told'))).state.steps).toEqual({});
  });
});

describe('choose', () => {
  const choosing = (on: Json, more: object = {}) =>
    new Run(
      flow(
        step({
          kind: 'choose',
          id: 'pick',
          on: value(on),
          cases: {
            yes: { steps: [say('yes')] },
            5: { steps: [say('five')] },
            else: { steps: [say('caseElse')] },
          },
          else: { steps: [say('other')] },
          ...more,
        }),
      ),
    );

  test.each<[Json, string, string]>([
    ['yes', 'say yes#1', 'yes'],
    [5, 'say five#1', '5'],
    ['no', 'say other#1', 'else'],
    ['else', 'say caseElse#1', 'else'],
    ['case yes', 'say other#1', 'else'],
    ['toString', 'say other#1', 'else'],
    [true, 'say other#1', 'else'],
  ])('%j leads to %s', (on, act, outcome) => {
    const run = choosing(on);
    expect(run.acts).toEqual([act]);
    expect(run.state.outcomes['pick']).toBe(outcome);
  });

  test.each<[Json]>([[['yes']], [{ yes: 1 }], [null]])('%j is no value to choose by', (on) => {
    expect(choosing(on).acts.at(-1)).toBe('fail value_type');
  });

  test('keeps the word with which it chose when its block is over', () => {
    const run = choosing('yes').tell({ is: 'said', id: 'yes#1' });
    expect(run.state.outcomes).toMatchObject({ pick: 'yes', yes: 'done' });
  });
});

describe('if', () => {
  test.each([
    [true, 'say then#1', 'yes'],
    [false, 'say else#1', 'no'],
  ])('%s leads to %s', (condition, act, outcome) => {
    const choice = step({
      kind: 'if',
      id: 'check',
      condition: value(condition),
      then: { steps: [say('then')] },
      else: { steps: [say('else')] },
    });
    const run = new Run(flow(choice));
    expect(run.acts).toEqual([act]);
    expect(run.state.outcomes['check']).toBe(outcome);
  });

  test('takes no other value for a condition', () => {
    const choice = step({
      kind: 'if',
      id: 'check',
      condition: value('true'),
      then: { steps: [] },
      else: { steps: [] },
    });
    expect(new Run(flow(choice)).acts.at(-1)).toBe('fail value_type');
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
