/** The intents of a message: a run each, none twice, one after the other; and what an answer adds to its message. */
import { describe, expect, test } from 'vitest';
import type { Entity, Understanding } from '../../../src/contracts/understanding.js';
import { signalled as apply } from '../../../src/workflows/conversation/reduce.js';
import {
  type ConversationState,
  newConversation,
  type QueuedIntent,
} from '../../../src/workflows/conversation/state.js';
import {
  clarified,
  forOthers,
  runIdOf,
  startable,
  intentsIn,
} from '../../../src/workflows/conversation/intents.js';

const conversation = 'demo/c';
const empty = newConversation({ merchant: 'demo', conversation: 'c', workflowId: conversation }, 0);

function entity(type: Entity['type'], raw: string, text: string): Entity {
  const start = text.indexOf(raw);
  return { type, value: raw, raw, start, end: start + raw.length, source: 'rule' };
}

function message(rest: Partial<Understanding> = {}, seq = 1, receivedAt = 1): QueuedIntent {
  return {
    message: { messageId: `m${seq}`, seq, receivedAt },
    understanding: {
      ...{ intent: 'wismo', sure: true, confidence: 0.8, calibrated: true, margin: 0.5 },
      ...{
        candidates: [],
        secondary: ['refund'],
        entities: [],
        language: 'en',
        flags: [],
        label: 'wismo.late',
      },
      provider: { id: 'test', model: 'test', version: '1', latencyMs: 0 },
      ...rest,
    },
  };
}
const both = intentsIn(conversation, message(), ['wismo', 'refund']);

describe('more than one intent', () => {
  test('each has a run of its own, by the message’s position and intent, so that none runs twice', () => {
    expect(both.map((intent) => runIdOf(conversation, intent))).toEqual([
      'demo/c/1-wismo',
      'demo/c/1-refund',
    ]);
    const otherwise = intentsIn(conversation, message({ intent: 'refund' }), ['refund', 'wismo', 'refund']);
    expect(otherwise.map((intent) => runIdOf(conversation, intent))).toEqual([
      'demo/c/1-refund',
      'demo/c/1-wismo',
    ]);
  });

  test('the flow of a further intent reads that intent as sure', () => {
    expect(both[0]?.understanding).toEqual(message().understanding);
    expect(both[1]?.understanding).toMatchObject({ intent: 'refund', sure: true, secondary: [] });
    expect(both[1]?.understanding.label).toBeUndefined();
  });

  test('a further intent starts when the one before has ended or waits for others, not before', () => {
    const [first, second] = both;
    const queued: ConversationState = { ...empty, queue: both };
    expect(startable(queued)).toBe(first);
    const run = { id: 'demo/c/1-wismo', intent: 'wismo', waiting: [] };
    const running: ConversationState = { ...empty, queue: [second!], runs: [run] };
    expect(startable(running)).toBeUndefined();
    const waiting = apply(running, { type: 'run_waiting', run: `${run.id}/refund/1` }, 0);
    expect(startable(waiting)).toBe(second);
    const ended = apply(running, { type: 'run_ended', run: run.id }, 0);
    expect(startable(ended)).toBe(second);
  });

  test('it keeps no later message waiting, and takes none of three places too many', () => {
    const [, second] = both;
    const later = message({}, 2);
    const run = { id: 'demo/c/1-wismo', intent: 'wismo', waiting: [] };
    expect(startable({ ...empty, queue: [second!, later], runs: [run] })).toBe(later);
    const full = [1, 2, 3].map((n) => ({ id: `r${n}`, intent: 'wismo', waiting: [] }));
    expect(startable({ ...empty, queue: [later], runs: full })).toBeUndefined();
  });
});

describe('an answered clarifying question', () => {
  const text = 'my money for 1001';
  const original = message({
    ...{ intent: 'refund', sure: false, confidence: 0.5 },
    entities: [entity('order_number', '1001', text)],
  });
  const asked = { intents: ['refund', 'wismo'], names: ['getting a refund', 'where your order is'] } as const;
  const answered = (answer: QueuedIntent): QueuedIntent =>
    clarified({ message: original, asked }, answer, ['wismo']);

  test('runs the message that was asked about, with what the customer chose', () => {
    const { message: kept, more, understanding } = answered(message({}, 2, 7));
    expect([kept, more]).toEqual([{ ...original.message, receivedAt: 7 }, undefined]);
    expect(understanding).toMatchObject({
      ...{ intent: 'wismo', sure: true, confidence: 1 },
      entities: original.understanding.entities,
    });
  });

  test('what the answer tells beside it counts before the message, and both texts are the run’s', () => {
    const answer = 'the second, my code is 10115 and order 1002';
    const entities = [entity('postcode', '10115', answer), entity('order_number', '1002', answer)];
    const { message: kept, more, understanding } = answered(message({ entities }, 2));
    expect([kept.messageId, more]).toEqual(['m1', 'm2']);
    expect(understanding.entities.map(({ value }) => value)).toEqual(['10115', '1002']);
  });

  test('an agent who chose has asked for the run, beside the one who wrote the message', () => {
    const byBen = { ...message({}, 2), startedBy: 'ben' };
    expect(answered(byBen).startedBy).toBe('ben');
    const byAnna = { ...original, startedBy: 'anna' };
    expect(clarified({ message: byAnna, asked }, byBen, ['wismo'])).toMatchObject({
      ...{ startedBy: 'anna', answeredBy: ['ben'] },
    });
    expect(clarified({ message: original }, byBen, ['wismo']).startedBy).toBe('ben');
  });

  test('people who take over, or give back, leave no question open', () => {
    const state: ConversationState = { ...empty, askedWhat: true, clarifying: { message: original, asked } };
    const back = apply(state, { type: 'given_back', by: 'anna' }, 0);
    expect([back.askedWhat, back.clarifying]).toEqual([false, undefined]);
  });
});

describe('an answer that names further records', () => {
  const run = 'demo/c/1-wismo';
  const lastIntent = { intent: 'wismo', label: 'wismo.late' } as const;
  const open: ConversationState = {
    ...empty,
    lastIntent,
    runs: [{ id: run, intent: 'wismo', waiting: [], said: [{ messageId: 'm2' }, { messageId: 'm1' }] }],
  };
  const answer = message({ intent: 'none', sure: false, secondary: [] }, 2);
  const others = forOthers(open, `${run}/find-order`, answer, ['10605', '10606']);

  test('has a run for each, about its number, with what was said to the first', () => {
    expect(others.map((other) => runIdOf(conversation, other))).toEqual([
      'demo/c/2-wismo-1',
      'demo/c/2-wismo-2',
    ]);
    expect(
      others.map(({ understanding: { intent, sure, label, entities }, more }) => [
        ...[intent, sure, label, more],
        entities.map(({ type, value }) => `${type} ${value}`).join(),
      ]),
    ).toEqual([
      ['wismo', true, 'wismo.late', 'm1', 'order_number 10605'],
      ['wismo', true, 'wismo.late', 'm1', 'order_number 10606'],
    ]);
  });

  test('one after the other, the first of them behind the run that asked', () => {
    const waiting = { ...open, queue: others };
    expect(startable(waiting)).toBeUndefined();
    expect(startable({ ...waiting, runs: [] })?.further).toBe(1);
    expect(startable({ ...waiting, runs: [], queue: others.slice(1) })?.further).toBe(2);
  });

  test('has none where the conversation has gone on to something else, or the run is over', () => {
    const elsewhere = { ...open, lastIntent: { intent: 'refund' } } as const;
    expect(forOthers(elsewhere, run, answer, ['10605'])).toEqual([]);
    expect(forOthers({ ...open, runs: [] }, run, answer, ['10605'])).toEqual([]);
  });
});
