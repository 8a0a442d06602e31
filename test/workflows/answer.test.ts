import { expect, test } from '@jest/globals';
import { answerOf } from '../../src/workflows/conversation/answer.js';

const message = { merchant: 'demo', conversation: 'c', messageId: 'm1', seq: 1, text: 'Yes', sentAt: '' };

test('an answer is the customer’s, unless an agent wrote the message', () => {
  const mine = answerOf({ message, receivedAt: 7 }, 'yes', { number: '1001' });
  expect(mine).toStrictEqual({ value: 'yes', text: 'Yes', facts: { number: '1001' }, receivedAt: 7 });
  const hers = answerOf({ message: { ...message, startedBy: 'anna' }, receivedAt: 7 }, 'yes', {});
  expect(hers).toStrictEqual({ value: 'yes', text: 'Yes', facts: {}, receivedAt: 7, startedBy: 'anna' });
});
