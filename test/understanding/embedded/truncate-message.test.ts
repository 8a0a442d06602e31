/** A long message is read where it seems to want something. */
import { describe, expect, test } from 'vitest';
import { truncateMessage } from '../../../src/understanding/embedded/model.js';
import { loadModel } from '../../../src/understanding/embedded/load-model.js';
import { understand } from '../../../src/understanding/embedded/interpret-model-output.js';

const sentence = (text: string, worth: number, pieces: number) => ({ text, worth, pieces });

describe('the gist', () => {
  test('is the worthiest sentences that fit, in their order', () => {
    const parts = [
      sentence('a', 0.2, 4),
      sentence('b', 0.9, 5),
      sentence('c', 0.1, 1),
      sentence('d', 0.5, 5),
      sentence('e', 0.4, 2),
    ];
    expect(truncateMessage(parts, 12)).toBe('b\nd\ne');
    expect(truncateMessage(parts, 10)).toBe('b\nd');
    expect(truncateMessage(parts, 17)).toBe('a\nb\nc\nd\ne');
  });

  test('has the worthiest sentence even if it is too long by itself', () => {
    expect(truncateMessage([sentence('a', 0.9, 80), sentence('b', 0.5, 3)], 50)).toBe('a');
  });
});

test.each(['first', 'middle', 'last'])(
  'an intent is found in a long message where it stands %s',
  async (place) => {
    const { model } = await loadModel();
    const chat = [
      'We spent the whole summer by the sea with the grandparents and both dogs.',
      'The weather was kind to us, and the children learnt to swim at last.',
      'My sister came over from Canada with her husband for two weeks as well.',
      'She liked the garden so much that she painted it three times.',
    ];
    const intent = 'Please cancel my order, I do not need it any more.';
    const at = { first: 0, middle: 2, last: 4 }[place] ?? 0;
    const text = [...chat.slice(0, at), intent, ...chat.slice(at)].join(' ');
    expect(understand(model, { text }).intent).toBe('cancel_order');
  },
);
