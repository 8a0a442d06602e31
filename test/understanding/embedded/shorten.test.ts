/** A text of any length costs the model no more than 8 kB of it. */
import '../../support/fixed-seed.js';
import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import { loadModel } from '../../../src/understanding/embedded/load-model.js';
import { readMessage, mostBytesRead, shorten } from '../../../src/understanding/embedded/model.js';
import { understand } from '../../../src/understanding/embedded/interpret-model-output.js';

const longest = 65_536;
const filled = (piece: string): string => piece.repeat(Math.ceil(longest / piece.length));

describe('what is read of a text', () => {
  test('has at most 8 kB, whatever the signs, and none of them is cut in two', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }),
      fc.constantFrom(' ', '\n', 'é', '漢字', '👍', 'a', '. '),
    );
    fc.assert(
      fc.property(fc.array(piece, { minLength: 1, maxLength: 8 }), (pieces) => {
        const text = filled(pieces.join('').replaceAll('\u{fffd}', '?'));
        const read = shorten(text);
        expect(Buffer.byteLength(read)).toBeLessThanOrEqual(mostBytesRead);
        expect(read).not.toMatch(/\p{Surrogate}|\u{fffd}/u);
      }),
    );
  });

  test('is all of it up to 8 kB', () => {
    const text = 'Hello  there.\n\n'.repeat(500);
    expect(Buffer.byteLength(text)).toBeLessThan(mostBytesRead);
    expect(shorten(text)).toBe(text);
  });

  test('is beginning and end of a longer one, between words', () => {
    const read = shorten(`First of all. ${filled('Much ado about nothing. ')}And now cancel it.`);
    expect(read).toMatch(/^First of all\. Much/u);
    expect(read).toMatch(/nothing\. And now cancel it\.$/u);
    const words = new Set(read.match(/\p{L}+/gu));
    expect([...words].sort()).toEqual(
      ['And', 'First', 'Much', 'about', 'ado', 'all', 'cancel', 'it', 'nothing', 'now', 'of'].sort(),
    );
  });

  test('is not used up by the spaces that quoted mail has left', () => {
    const own = 'I ordered it in May.';
    expect(shorten(`${own}\n${' '.repeat(40_000)}\n\n${' '.repeat(20_000)}\nPlease cancel it.`)).toBe(
      `${own}\nPlease cancel it.`,
    );
  });
});

test.each(['first', 'last'])('an intent is found where it stands %s of 64 kB', async (place) => {
  const { model } = await loadModel();
  const chat = filled('We spent the whole summer by the sea with the grandparents and both dogs.\n');
  const intent = 'Please cancel my order, I do not need it any more.';
  const text = place === 'first' ? `${intent}\n${chat}` : `${chat}${intent}`;
  expect(understand(model, { text }).intent).toBe('cancel_order');
});

test.each(['No. ', 'a\n', 'Where is it? ', 'x'])(
  'of 64 kB of "%s" at most 24 sentences are read',
  async (piece) => {
    const { model } = await loadModel();
    expect(readMessage(model, filled(piece)).sentences.length).toBeLessThanOrEqual(24);
  },
);
