import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import { bounds } from '../../../src/workflows/conversation/bounds.js';
import {
  hasGap,
  passedOn,
  receive,
  remember,
  skipGap,
  takeBack,
} from '../../../src/workflows/conversation/receive.js';
import { type ConversationState, newConversation } from '../../../src/workflows/conversation/state.js';
import type { MessageRef } from '../../../src/contracts/workflow-messages.js';
import '../../support/fixed-seed.js';

const message = (seq: number, messageId = `m${seq}`): MessageRef => ({ messageId, seq });
const start = newConversation({ merchant: 'demo', conversation: 'c', workflowId: 'demo/c' }, 0);
const takeAll = (messages: readonly MessageRef[], state: ConversationState = start): ConversationState =>
  messages.reduce((before, next) => receive(before, next, 0), state);
const inOrder = (state: ConversationState): number[] => state.inbox.map(({ seq }) => seq);
const upTo = (count: number, from = 1): MessageRef[] =>
  Array.from({ length: count - from + 1 }, (_, index) => message(from + index));

describe('messages come in', () => {
  test('shuffled and sent twice, each is handled once and in order', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20 }), fc.infiniteStream(fc.nat()), (count, order) => {
        const all = upTo(count);
        const twice = [...all, ...all.slice(0, 5)].sort(() => (order.next().value % 2) - 0.5);
        expect(inOrder(takeAll(twice))).toEqual(all.map(({ seq }) => seq));
      }),
    );
  });

  test('a later one waits for the missing one, and goes on without it when told so', () => {
    const waiting = takeAll([message(1), message(3), message(4)]);
    expect(inOrder(waiting)).toEqual([1]);
    expect(hasGap(waiting)).toBe(true);
    expect(inOrder(skipGap(waiting))).toEqual([1, 3, 4]);
  });

  test('one that comes after it was given up is still handled, once', () => {
    const skipped = skipGap(takeAll([message(1), message(3)]));
    const late = takeAll([message(2), message(2)], skipped);
    expect(inOrder(late)).toEqual([1, 3, 2]);
  });

  test('each of a million missing ones is still handled when it comes', () => {
    const skipped = skipGap(takeAll([message(1), message(1_000_000)]));
    expect(inOrder(takeAll([message(5), message(999_999), message(5)], skipped))).toEqual([
      1, 1_000_000, 5, 999_999,
    ]);
  });

  test('a duplicate is known however much came since', () => {
    const all = { ...takeAll(upTo(90)), inbox: [] };
    const many = takeAll(upTo(180, 91), all);
    expect(takeAll([message(1), message(170)], many)).toBe(many);
  });

  test('one that a run sent back is first in turn again, and nothing is made of one that nobody knows', () => {
    const received = { ...message(1), receivedAt: 5 };
    const state = remember({ ...start, inbox: [{ ...message(2), receivedAt: 6 }] }, received);
    expect(inOrder(takeBack(state, 'm1'))).toEqual([1, 2]);
    expect(takeBack(state, 'unknown')).toBe(state);
  });
});

describe('what does not fit', () => {
  const full = takeAll(upTo(bounds.inbox));

  test('is left in the store, and noted', () => {
    const flooded = takeAll(upTo(bounds.inbox + 2, bounds.inbox + 1), full);
    expect(flooded.inbox).toBe(full.inbox);
    expect(flooded).toMatchObject({
      nextSeq: bounds.inbox + 1,
      flood: { messageId: `m${bounds.inbox + 1}`, again: true },
    });
  });

  test('takes those along that wait for their turn', () => {
    const waiting = takeAll(
      Array.from({ length: bounds.early + 1 }, (_, index) => message(index + 2)),
      start,
    );
    expect(waiting).toMatchObject({ early: [], nextSeq: 1, flood: { messageId: `m${bounds.early + 2}` } });
  });

  test('is dealt with once all of it was passed on; what comes late of it is for people', () => {
    const flooded = takeAll([message(bounds.inbox + 1)], full);
    const page = passedOn(flooded, 'flood', { highest: 150, more: true });
    expect(page.flood?.highest).toBe(150);
    const over = passedOn(page, 'flood', { highest: 160, more: false });
    expect(over.flood).toBeUndefined();
    expect(over.nextSeq).toBe(161);
    expect(takeAll([message(155)], over)).toMatchObject({ inbox: full.inbox, lateForPeople: true });
    expect(takeAll([message(50)], over)).toBe(over);
  });

  test('is also what would make too many ranges of what is missing', () => {
    const odd = Array.from({ length: bounds.ranges + 1 }, (_, index) => message(2 * index + 2));
    let state: ConversationState = start;
    for (const next of odd) state = { ...skipGap(takeAll([next], state)), inbox: [] };
    expect(state.skipped).toHaveLength(bounds.ranges);
    expect(state.flood?.messageId).toBe(odd.at(-1)?.messageId);
    const over = passedOn({ ...state, early: [] }, 'flood', { highest: 500, more: false });
    expect(over.skipped.length).toBeLessThanOrEqual(bounds.ranges / 2);
    expect(over.skipped.every(({ people }) => people)).toBe(true);
  });
});
