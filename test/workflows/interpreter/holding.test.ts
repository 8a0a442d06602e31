/** How much a run may hold, do and nest, to the byte and the step; and that it lets go of what cannot be read any more. */
import { describe, expect, test } from 'vitest';
import type { BlockIr, ExprIr, StepIr } from '../../../src/contracts/ir.js';
import { reduce, startRun } from '../../../src/workflows/interpreter/reduce.js';
import { codeOf, RunError } from '../../../src/workflows/interpreter/run-error.js';
import type { Json } from '../../../src/contracts/json.js';
import { call, context, end, flow, read, Run, say, step, value } from './flows.js';

const bytes = (json: Json): number => JSON.stringify(json).length;
const set = (id: string, values: Readonly<Record<string, ExprIr>>, more: object = {}): StepIr =>
  step({ kind: 'set', id, values, ...more });
const done = (outputs = {}) => ({ outcome: 'done', result: 'found', outputs }) as const;
const maxData = 256 * 1024;

test('a run begins free: nobody has it, nobody has stopped it, and replies wait for nothing', () => {
  const { state, taken } = startRun(flow(say('told')), context(), 5);
  expect(taken).toBe(true);
  expect(state).toMatchObject({ discreet: false, withPeople: false, cancelled: false });
});

describe('a run counts the bytes', () => {
  test('of its inputs and of what named steps gave', () => {
    const inputs = { words: 'w'.repeat(100) };
    const run = new Run(
      flow(set('a', { n: value('x') }), set('b', { n: value('y') }, { named: false }), say('told')),
      context(inputs),
    );
    expect(run.state.steps).toEqual({ a: { n: 'x' } });
    expect(run.state.bytes).toBe(bytes(inputs) + bytes({ n: 'x' }));
  });

  test('of what a step gave last, not of every visit', () => {
    const loop = step({
      kind: 'each',
      id: 'loop',
      list: value(['aaaa', 'bb']),
      atMost: 2,
      do: { steps: [set('a', { n: read('item') })] },
    });
    const run = new Run(flow(loop, say('told')));
    expect(run.state.bytes).toBe(bytes({}) + bytes({ n: 'bb' }));
  });

  test('of an each at work, and lets go of its list behind it', () => {
    const list = ['one', 'two', 'three'];
    const body: BlockIr = { steps: [call('look')], outputs: { n: read('item') } };
    const run = new Run(
      flow(step({ kind: 'each', id: 'loop', list: value(list), atMost: 3, do: body }), say('told')),
    );
    expect(run.state.bytes).toBe(bytes({}) + bytes(list));
    run.tell({ is: 'called', id: 'look#1', result: done() });
    const look = bytes({ result: 'found' });
    expect(run.state.bytes).toBe(bytes({}) + bytes(list) + look + bytes({ n: 'one' }));
    run.tell({ is: 'called', id: 'look#2', result: done() });
    run.tell({ is: 'called', id: 'look#3', result: done() });
    const items = list.map((n) => ({ n }));
    expect(run.state.steps['loop']).toEqual({ items });
    expect(run.state.bytes).toBe(bytes({}) + look + bytes({ items }));
  });

  test('of what branches gave, once, and lets go of what was read inside them alone', () => {
    const inner = step({
      kind: 'parallel',
      id: 'inner',
      branches: {
        p: { steps: [call('x')], outputs: { n: read('steps.big.n') } },
        q: { steps: [call('y')] },
      },
    });
    const branches = {
      a: {
        steps: [set('big', { n: value('b'.repeat(50)) }), inner],
        outputs: { n: read('steps.inner.p.n') },
      },
      b: { steps: [call('z')] },
    };
    const run = new Run(
      flow(set('before', { n: value(1) }), step({ kind: 'parallel', id: 'both', branches }), say('told')),
    );
    for (const id of ['x#1', 'z#1', 'y#1'])
      run.tell({ is: 'called', id, result: done({ words: 'w'.repeat(500) }) });
    expect(run.acts).toEqual(['say told#1']);
    const held = { before: { n: 1 }, both: { a: { n: 'b'.repeat(50) } } };
    expect(run.state.steps).toEqual(held);
    expect(run.state.bytes).toBe(bytes({}) + bytes(held.before) + bytes(held.both));
  });

  test('and holds 256 kB, but not a byte more', () => {
    const holding = (more: number) => {
      const room = maxData - bytes({}) - bytes({ n: '' }) + more;
      const filled = set('a', { n: value('x'.repeat(room)) });
      return new Run(flow(filled, say('told'))).acts.at(-1);
    };
    expect(holding(0)).toBe('say told#1');
    expect(holding(1)).toBe('fail data_too_large');
  });

  test('and begins with inputs of 256 kB, but not of a byte more', () => {
    const starting = (more: number) => {
      const inputs = { n: 'x'.repeat(maxData - bytes({ n: '' }) + more) };
      return new Run(flow(say('told')), context(inputs)).acts;
    };
    expect(starting(0)).toEqual(['say told#1']);
    expect(starting(1)).toEqual(['say told#0/sorry', 'handover told#0/failed', 'fail data_too_large']);
  });
});

describe('a run does', () => {
  test('10,000 steps less one: each step, item in an expression and branch is paid for', () => {
    const branches = { a: { steps: [set('a', {})] }, b: { steps: [] } };
    const map: ExprIr = { k: 'macro', fn: 'map', list: value([1, 2, 3]), as: 'x', body: read('x') };
    const run = new Run(
      flow(step({ kind: 'parallel', id: 'both', branches }), set('b', { map }), say('told')),
    );
    // both, its two branches, a, b, three items, told
    expect(run.state.fuel).toBe(10_000 - 9);
  });

  test('its last step with the last fuel but one', () => {
    const run = new Run(flow(say('told'), end('over', 'ok')));
    const ending = (fuel: number) =>
      reduce(run.flow, { ...run.state, fuel }, { is: 'said', id: 'told#1', now: 5 }).state.ended;
    expect(ending(2)).toEqual({ result: 'ok', outputs: {} });
    expect(ending(1)).toEqual({ code: 'fuel_spent', step: 'over' });
  });

  test('nothing below 16 sub-flows', () => {
    const at = (depth: number) => new Run(flow(say('told')), { ...context(), depth }).acts.at(-1);
    expect(at(16)).toBe('say told#1');
    expect(at(17)).toBe('fail depth_exceeded');
  });

  test('no expression that is nested deeper than the stack', () => {
    let deep: ExprIr = value(true);
    for (let depth = 0; depth < 100_000; depth += 1) deep = { k: 'op', op: 'not', args: [deep] };
    expect(new Run(flow(set('a', { deep }))).command('fail')).toEqual({
      do: 'fail',
      code: 'depth_exceeded',
      step: 'a',
    });
  });
});

describe('each list', () => {
  const looping = (length: number, more: object = {}) =>
    new Run(
      flow(
        step({
          kind: 'each',
          id: 'loop',
          list: value(Array<Json>(length).fill(1)),
          atMost: 3,
          do: { steps: [] },
          ...more,
        }),
        say('told'),
      ),
    ).acts.at(-1);

  test.each([{}, { concurrent: 2 }])(
    'of as many items as it may have is done, of one more is not (%j)',
    (more) => {
      expect(looping(3, more)).toBe('say told#1');
      expect(looping(4, more)).toBe('fail each_too_many');
    },
  );
});

test('an error inside names a code and nothing else, whatever was thrown', () => {
  const error = new RunError('value_type');
  expect([error.name, error.message, error.code]).toEqual(['RunError', 'value_type', 'value_type']);
  expect(codeOf(error)).toBe('value_type');
  expect(codeOf(new RangeError('Maximum call stack size exceeded'))).toBe('depth_exceeded');
  expect(codeOf(new TypeError('x is not a function'))).toBe('internal');
  expect(codeOf('thrown')).toBe('internal');
});
