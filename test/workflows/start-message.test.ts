/** Which of the customer's messages led to where a run stands. */
import { expect, test } from 'vitest';
import { messagesBehind } from '../../src/workflows/start-message.js';
import type { StartMessage } from '../../src/contracts/workflow-messages.js';

const begunBy = (...ids: string[]) => ({ message: { ids } as unknown as StartMessage });

test('a main flow comes from the message that started it, and from its answers', () => {
  expect(messagesBehind(begunBy('m1', 'm2'), ['m3'])).toEqual(['m1', 'm2', 'm3']);
  expect(messagesBehind({}, [])).toEqual([]);
});

test('a sub-flow comes from what its caller came from; a message counts once', () => {
  const input = { message: { input: 'message' } as unknown as StartMessage };
  expect(messagesBehind({ ...input, messageIds: ['m1', 'm2'] }, ['m2', 'm4'])).toEqual(['m1', 'm2', 'm4']);
});

test('of a long talk the beginning and the last answers are kept', () => {
  const answers = Array.from({ length: 20 }, (_, index) => `a${index}`);
  expect(messagesBehind(begunBy('m1'), answers)).toEqual([
    ...['m1', 'a0', 'a14', 'a15', 'a16', 'a17', 'a18', 'a19'],
  ]);
});
