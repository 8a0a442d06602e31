import { describe, expect, test } from '@jest/globals';
import type { UnderstoodMessage } from '../../src/activities/activities.js';
import { route } from '../../src/workflows/conversation/route.js';
import { apply } from '../../src/workflows/conversation/signals.js';
import { type ConversationState, newConversation } from '../../src/workflows/conversation/state.js';

const understood = (
  intent: string,
  sure: boolean,
  fits: UnderstoodMessage['fits'] = [],
): UnderstoodMessage => ({
  understanding: {
    intent,
    sure,
    confidence: 0.9,
    calibrated: true,
    margin: 0.5,
    candidates: [],
    secondary: [],
    entities: [],
    language: 'en',
    flags: [],
    provider: { id: 'test', model: 'test', version: '1', latencyMs: 0 },
  },
  facts: {},
  fits,
  runKey: 'k',
});
const empty = newConversation('demo', 'c');
const ask = { run: 'demo/c/r1/sure', key: 'sure#1', kind: 'yes_or_no', labels: [] } as const;
const asking = apply(empty, { type: 'ask_opened', ask }, 0);
const running = (...waiting: readonly string[][]): ConversationState => ({
  ...empty,
  runs: waiting.map((ids, index) => ({ id: `r${index}`, intent: 'refund', waiting: ids })),
});

describe('where a message goes', () => {
  test('an answer goes to the newest ask that it fits', () => {
    const fit = { run: ask.run, key: ask.key, value: 'yes' };
    expect(route(asking, understood('other', false, [fit]))).toEqual({ to: 'ask', ...fit });
  });

  test('a sure wish starts a run beside an open ask that it does not fit', () => {
    expect(route(asking, understood('wismo', true))).toEqual({ to: 'run', intent: 'wismo' });
  });

  test('at most three runs are open; those that wait for people or time do not count', () => {
    expect(route(running([], [], []), understood('wismo', true)).to).toBe('queue');
    expect(route(running(['r0'], [], []), understood('wismo', true)).to).toBe('run');
  });

  test('what is unclear is asked again twice while a question is open, then people take over', () => {
    const [first] = asking.asks;
    const twice = { ...asking, asks: [{ ...first!, reasked: 2 }] };
    expect(route(asking, understood('wismo', false)).to).toBe('reask');
    expect(route(twice, understood('wismo', false)).to).toBe('people');
  });

  test('without a question what is unclear is asked about once, then people take over', () => {
    expect(route(empty, understood('other', true)).to).toBe('ask_what');
    expect(route({ ...empty, askedWhat: true }, understood('other', true)).to).toBe('people');
  });
});

describe('what runs tell their conversation', () => {
  test('the end of a run takes along the asks of its sub-flows, not those of a run with a similar id', () => {
    const other = { ...ask, run: 'demo/c/r10/sure' };
    const two = apply({ ...asking, runs: [] }, { type: 'ask_opened', ask: other }, 0);
    const ended = apply(two, { type: 'run_ended', run: 'demo/c/r1', result: 'answered' }, 0);
    expect(ended.asks.map(({ run }) => run)).toEqual([other.run]);
  });

  test('a run waits as long as one of its sub-flows does', () => {
    const open = { ...empty, runs: [{ id: 'a', intent: 'refund', waiting: [] }] };
    const waiting = apply(open, { type: 'run_waiting', run: 'a/refund/1', waiting: true }, 0);
    expect(waiting.runs[0]?.waiting).toEqual(['a/refund/1']);
    expect(
      apply(waiting, { type: 'run_waiting', run: 'a/refund/1', waiting: false }, 0).runs[0]?.waiting,
    ).toEqual([]);
  });
});
