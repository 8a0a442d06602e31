/** What is sealed opens whole or not at all. */
import { describe, expect, test } from 'vitest';
import { openBytes, sealBytes, sealerOf } from '../../src/security/sealing.js';

const zeros = (bytes: number): Buffer => Buffer.alloc(bytes);
const hex = (text: string): Buffer => Buffer.from(text, 'hex');

/** Test cases 13 and 14 of "The Galois/Counter Mode of Operation" (McGrew and Viega): a key and a nonce of zeros. */
test.each([
  ['nothing', '530f8afbc74536b9a963b4f1c4cb738b', '', 0],
  ['a block of zeros', 'd0d1c8a799996bf0265b98b5d48ab919', 'cea7403d4d606b6e074ec5d3baf39d18', 16],
])('opens what others sealed: %s', (_, tag, ciphertext, bytes) => {
  const sealed = Buffer.concat([zeros(12), hex(tag), hex(ciphertext)]);
  expect(openBytes(zeros(32), sealed, '')).toEqual(zeros(bytes));
});

const key = Buffer.alloc(32, 7);

test('what is sealed opens with the same key and the same words about it', () => {
  const text = Buffer.from('Marta Klein, Lindenweg 4');
  expect(openBytes(key, sealBytes(key, text, 'row 1'), 'row 1')).toEqual(text);
  expect(openBytes(key, sealBytes(key, zeros(0), ''), '')).toEqual(zeros(0));
});

test('the same text is sealed differently each time', () => {
  const sealed = Array.from({ length: 1_000 }, () =>
    sealBytes(key, Buffer.from('same'), 'x').toString('hex'),
  );
  expect(new Set(sealed.map((text) => text.slice(0, 24))).size).toBe(1_000);
  expect(new Set(sealed).size).toBe(1_000);
});

describe('it does not open', () => {
  const sealed = sealBytes(key, Buffer.from('secret'), 'row 1');

  test.each([...sealed.keys()])('with byte %d changed', (at) => {
    for (const bit of [1, 128]) {
      const changed = Buffer.from(sealed);
      changed[at] = changed[at]! ^ bit;
      expect(openBytes(key, changed, 'row 1')).toBeUndefined();
    }
  });

  test('cut at any length', () => {
    for (const length of sealed.keys())
      expect(openBytes(key, sealed.subarray(0, length), 'row 1')).toBeUndefined();
  });

  test('with another key, or about something else', () => {
    expect(openBytes(Buffer.alloc(32, 8), sealed, 'row 1')).toBeUndefined();
    expect(openBytes(key, sealed, 'row 2')).toBeUndefined();
    expect(openBytes(key, sealed, '')).toBeUndefined();
  });
});

test('a sealer of another purpose or secret opens nothing of it', () => {
  const secret = 'a secret of these tests that is long enough';
  const sealed = sealerOf(secret, 'tokens').seal('text', 'row');
  expect(sealerOf(secret, 'tokens').open(sealed, 'row')).toBe('text');
  expect(sealerOf(secret, 'proposals').open(sealed, 'row')).toBeUndefined();
  expect(sealerOf(`${secret}!`, 'tokens').open(sealed, 'row')).toBeUndefined();
});
