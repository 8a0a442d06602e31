import { describe, expect, test } from 'vitest';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { loadTransformer } from '../../../src/understanding/embedded/transformer/transformer.js';
import { fileOf, pieces, randomTensors, shape, writeNetwork } from './support/random-network.js';

const tensors = randomTensors(1);
const whole = fileOf(tensors);
const without = (name: string) => new Map([...tensors].filter(([other]) => other !== name));
const changed = (at: number, bytes: string): Buffer => {
  const copy = Buffer.from(whole);
  copy.write(bytes, at, 'latin1');
  return copy;
};

describe('files of weights', () => {
  test('say what they were made for', async () => {
    await using files = await writeNetwork(whole);
    const { labels, languages, dataHash } = await loadTransformer(files);
    expect({ labels, languages, dataHash }).toEqual({
      labels: shape.labels,
      languages: shape.languages,
      dataHash: shape.dataHash,
    });
  });

  test.each<readonly [string, Uint8Array, RegExp]>([
    ['nothing', Buffer.alloc(0), /ends after 0 bytes/],
    ['another file', changed(0, 'PK\x03\x04'), /contains no transformer weights/],
    ['another version', changed(4, '\x02'), /have format 2, but this release reads 1/],
    ['an endless description', changed(8, '\xff\xff\xff\x7f'), /description of 2147483647 bytes is too long/],
    ['a description cut off', whole.subarray(0, 400), /ends after 400 bytes/],
    ['a description that is no JSON', changed(12, 'x'), /invalid: it is not JSON/],
    ['a wrong number', fileOf(tensors, { layers: 0 }), /invalid: layers is no positive whole number/],
    ['no labels', fileOf(tensors, { labels: [] }), /invalid: labels is no list of names/],
    ['heads that the kernel cannot take', fileOf(tensors, { heads: 4 }), /heads.*multiple of 16/],
    [
      'a missing tensor',
      fileOf(without('layer.1.inner.bias')),
      /layer\.1\.inner\.bias is missing, not f32 72/,
    ],
    ['a layer too few', fileOf(tensors, { layers: 3 }), /layer\.2\.query\.weight is missing, not i8 32 × 32/],
    ['fewer labels', fileOf(tensors, { labels: ['one'] }), /head\.weight is f32 3 × 32, not f32 1 × 32/],
    ['numbers cut off', whole.subarray(0, -64), /is incomplete: tensor \S+ is cut off/],
  ])('are refused with %s', async (_what, bytes, message) => {
    await using files = await writeNetwork(bytes);
    await expect(loadTransformer(files)).rejects.toMatchObject({
      code: 'model_unreadable',
      message: expect.stringMatching(message),
      place: { file: fileURLToPath(files.weights) },
    });
  });

  test('are refused with word pieces of another network, and without any', async () => {
    await using more = await writeNetwork(whole, [...pieces, 'more']);
    await expect(loadTransformer(more)).rejects.toThrow(/embeddings\.word is i8 66 × 32, not i8 67 × 32/);
    await using none = await writeNetwork(whole, ['a', 'b']);
    await expect(loadTransformer(none)).rejects.toThrow(/do not contain \[UNK\]/);
  });

  test.each(['weights', 'pieces'] as const)('are named when their %s are missing', async (which) => {
    await using files = await writeNetwork(whole);
    const missing = pathToFileURL('/nowhere/missing');
    await expect(loadTransformer({ ...files, [which]: missing })).rejects.toMatchObject({
      code: 'model_unreadable',
      place: { file: fileURLToPath(missing) },
    });
  });
});
