/** The bounds of what a conversation remembers, where everything is as large and as much as it can get. */
import { describe, expect, test } from 'vitest';
import {
  boundAsk,
  boundFacts,
  boundUnderstanding,
  bounds,
  stateBytes,
} from '../../../src/workflows/conversation/bounds.js';
import { receive, remember } from '../../../src/workflows/conversation/receive.js';
import { reduce } from '../../../src/workflows/conversation/reduce.js';
import { openAsk, setWaiting } from '../../../src/workflows/conversation/runs.js';
import { type ConversationState, newConversation } from '../../../src/workflows/conversation/state.js';
import { entityTypes } from '../../../src/workflows/interpreter/entity-value.js';
import type { Entity, EntityType, Understanding } from '../../../src/contracts/understanding.js';

/** Three bytes a character, which is the most that JSON takes for one that an id may have. */
const wide = (count: number): string => '注'.repeat(count);
const id = (index: number): string => `${String(index).padStart(6, '0')}${wide(250)}`;
const bytesOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));
const start = newConversation({ merchant: 'demo', conversation: 'c', workflowId: 'demo/c' }, 0);

const entity = (type: EntityType, value: string): Entity => ({
  ...{ type, value, raw: value, start: 60_000, end: 60_200, source: 'rule' },
});
const understanding: Understanding = {
  ...{ intent: 'wismo', sure: true, confidence: 0.123456789, calibrated: true, margin: 0.123456789 },
  candidates: Array.from({ length: 100 }, (_, index) => ({ intent: `intent_${index}`, score: 0.123456789 })),
  secondary: Array.from({ length: 100 }, (_, index) => `intent_${index}`),
  entities: (Object.keys(entityTypes) as EntityType[]).flatMap((type) =>
    Array.from({ length: 500 }, (_, index) => entity(type, `${index}${wide(115)}`)),
  ),
  ...{ language: 'en', flags: [] },
  provider: { id: 'test', model: 'test', version: '1', latencyMs: 0 },
};

describe('what is kept of a message', () => {
  const kept = boundUnderstanding(understanding);

  test('is two values of each kind of entity, whatever it names', () => {
    expect(kept.entities).toHaveLength(2 * Object.keys(entityTypes).length);
    expect(bytesOf(kept)).toBeLessThan(25_000);
    const once = [entity('sku', 'A'), entity('sku', 'A'), entity('city', 'Ulm')];
    expect(
      boundUnderstanding({ ...understanding, entities: once }).entities.map(({ value }) => value),
    ).toEqual(['A', 'Ulm']);
  });

  test('is nothing of a kind with a value that is too long, so that no other looks like the only one', () => {
    const entities = [
      entity('name', 'Kim'),
      entity('name', wide(bounds.valueChars + 1)),
      entity('city', 'Ulm'),
    ];
    expect(boundUnderstanding({ ...understanding, entities }).entities.map(({ value }) => value)).toEqual([
      'Ulm',
    ]);
    expect(boundFacts({ number: '1', email: wide(bounds.valueChars + 1) })).toEqual({ number: '1' });
  });

  test('options of a question keep their number', () => {
    const ask = { run: 'r', key: 'k', kind: 'choice' } as const;
    const labels = Array.from({ length: 200 }, (_, index) => `${index} ${wide(1_000)}`);
    const short = boundAsk({ ...ask, labels }).labels;
    expect(short).toHaveLength(200);
    expect(new Set(short).size).toBe(200);
    expect(boundAsk({ ...ask, labels: ['yes', 'no'] }).labels).toEqual(['yes', 'no']);
    expect(boundAsk({ ...ask, labels: [...labels, 'x'] }).labels).toEqual([]);
    const two = { ...ask, labels: ['yes', 'no'] };
    expect(boundAsk({ ...two, aliases: ['A-1', ''] }).aliases).toEqual(['A-1', '']);
    expect(boundAsk({ ...two, aliases: [wide(bounds.labelChars), ''] })).not.toHaveProperty('aliases');
    const question = wide(bounds.questionChars);
    expect(boundAsk({ ...ask, labels: [], question }).question).toBe(question);
    expect(boundAsk({ ...ask, labels: [], question: `${question}x` })).not.toHaveProperty('question');
  });
});

describe('the state', () => {
  test('stays below its bound with everything in it that can be', () => {
    const full = fullState();
    process.stdout.write(`a full state has ${bytesOf(full)} bytes\n`);
    expect(bytesOf(full)).toBeLessThan(stateBytes);
    // Otherwise this test has forgotten something.
    expect(bytesOf(full)).toBeGreaterThan(stateBytes / 2);
  });

  test('does not grow however much more comes', () => {
    let state = fullState();
    for (let index = 0; index < 500; index += 1) {
      const message = { messageId: id(9_000 + index), seq: 9_000 + index };
      ({ state } = reduce(state, { is: 'signal', signal: { type: 'message', message }, now: 1 }));
      const ask = {
        run: `run${index}`,
        key: 'k',
        kind: 'choice',
        labels: [wide(9_000)],
        question: wide(1_000),
      } as const;
      ({ state } = reduce(state, { is: 'signal', signal: { type: 'ask_opened', ask }, now: 1 }));
      state = setWaiting(state, `${state.runs[0]?.id ?? ''}/${index}${wide(150)}`, {
        on: 'timer',
        about: wide(9_000),
      });
      state = remember(state, { ...message, receivedAt: 1 });
    }
    expect(bytesOf(state)).toBeLessThan(stateBytes);
    expect(state.flood).toBeDefined();
  });
});

function fullState(): ConversationState {
  const received = (index: number) => ({ messageId: id(index), seq: index, receivedAt: 1_700_000_000_000 });
  let state: ConversationState = {
    ...start,
    customer: { ref: wide(256), email: wide(320), voucher: 'v'.repeat(4_096) },
    facts: boundFacts({ number: wide(120), email: wide(120), postcode: wide(120) }),
    runs: Array.from({ length: bounds.runs }, (_, index) => ({
      ...{ id: `demo/c/run${index}${wide(60)}`, intent: 'refund', waiting: [] },
    })),
    skipped: Array.from({ length: bounds.ranges }, (_, index) => ({
      from: 10 * index + 1,
      to: 10 * index + 5,
    })),
    nextSeq: 2_000,
    queue: Array.from({ length: bounds.queue }, (_, index) => ({
      ...{ message: received(index), more: id(index) },
      understanding: boundUnderstanding(understanding),
    })),
    // Something is under way, so that what comes waits.
    tasks: [{ do: 'understand', message: received(1) }],
  };
  for (const { id: run } of state.runs)
    for (let index = 0; index < bounds.waiting; index += 1)
      state = setWaiting(state, `${run}/sub${index}${wide(150)}`, { on: 'timer', about: wide(120) });
  for (let index = 0; index < bounds.asks; index += 1)
    state = openAsk(state, {
      run: `run${index}${wide(200)}`,
      key: 'k',
      kind: 'choice',
      labels: [wide(bounds.labelChars)],
      question: wide(bounds.questionChars),
      title: wide(9_000),
      about: wide(120),
    });
  for (let index = 0; index < bounds.sent; index += 1) state = remember(state, received(index));
  for (let seq = 2_000; state.inbox.length < bounds.inbox; seq += 1) state = receive(state, received(seq), 1);
  const early = Array.from({ length: bounds.early }, (_, index) => received(5_000 + index));
  const asked = { intents: ['refund', 'wismo'], names: ['getting a refund', 'where your order is'] } as const;
  const [message] = state.queue;
  return { ...state, early, ...(message === undefined ? {} : { clarifying: { message, asked } }) };
}
