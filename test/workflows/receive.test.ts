import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { hasGap, receive, remember, skipGap, takeBack } from '../../src/workflows/conversation/receive.js';
import { type ConversationState, newConversation } from '../../src/workflows/conversation/state.js';
import type { CustomerMessage } from '../../src/contracts/messages.js';
import '../support/fixed-seed.js';

const message = (seq: number, messageId = `m${seq}`): CustomerMessage => ({
  merchant: 'demo',
  conversation: 'c',
  messageId,
  seq,
  text: `text ${seq}`,
  sentAt: '2026-11-24T12:00:00Z',
});
const start = newConversation('demo', 'c');
const takeAll = (messages: readonly CustomerMessage[], state: ConversationState = start): ConversationState =>
  messages.reduce((before, next) => receive(before, next, 0), state);
const inOrder = (state: ConversationState): number[] => state.inbox.map(({ message: { seq } }) => seq);

describe('messages come in', () => {
  test('shuffled and sent twice, each is handled once and in order', () => {
    const seed = Date.now() & 0xffff;
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20 }), fc.infiniteStream(fc.nat()), (count, order) => {
        const all = Array.from({ length: count }, (_, index) => message(index + 1));
        const twice = [...all, ...all.slice(0, 5)].sort(() => (order.next().value % 2) - 0.5);
        expect(inOrder(takeAll(twice))).toEqual(all.map(({ seq }) => seq));
      }),
      { seed, verbose: true },
    );
    process.stdout.write(`seed ${seed}\n`);
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

  test('a duplicate is known long after its id was forgotten', () => {
    const many = takeAll(Array.from({ length: 700 }, (_, index) => message(index + 1)));
    expect(takeAll([message(1)], many)).toBe(many);
  });

  test('one that a run sent back is first in turn again, and nothing is made of one that nobody knows', () => {
    const received = { message: message(1), receivedAt: 5 };
    const state = remember({ ...start, inbox: [{ message: message(2), receivedAt: 6 }] }, received);
    expect(inOrder(takeBack(state, 'm1'))).toEqual([1, 2]);
    expect(takeBack(state, 'unknown')).toBe(state);
  });
});
