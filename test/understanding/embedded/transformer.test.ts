import { describe, expect, test } from 'vitest';
import { readFileSync } from 'node:fs';
import {
  loadTransformer,
  shippedTransformer,
} from '../../../src/understanding/embedded/transformer/transformer.js';
import {
  cutMessage,
  mostPieces,
  readVocabulary,
} from '../../../src/understanding/embedded/transformer/word-pieces.js';
import { seededRandom } from '../../../model/training/random.js';
import { seed } from '../../fuzz/support/seed.js';
import { floatLogits, floatStates } from './support/float-network.js';
import { fileOf, randomTensors, writeNetwork } from './support/random-network.js';

/** A text as the trainer reads it in float, written by model/fine-tune/vectors.py. */
interface Vector {
  text: string;
  pieces: number[];
  logits: number[];
  language: number[];
  /** `logits` is null if the cut of a long message left nothing of the sentence. */
  sentences: { text: string; start: number; end: number; logits: number[] | null }[];
}

// Written by the trainer, in this form.
const vectors = JSON.parse(
  readFileSync(new URL('./transformer-vectors.json', import.meta.url), 'utf8'),
) as Vector[];

describe('the shipped transformer', () => {
  test('cuts every text into the sentences and pieces that the trainer does', async () => {
    const vocabulary = await readVocabulary(shippedTransformer.pieces);
    expect(vectors.length).toBeGreaterThanOrEqual(40);
    for (const { text, pieces, sentences } of vectors)
      expect(cutMessage(text, vocabulary)).toEqual({
        ids: pieces,
        sentences: sentences.map(({ text: sentence, start, end }) => ({ text: sentence, start, end })),
      });
  });

  test('says to every text and sentence what the trainer computes in float, to a twentieth', async () => {
    const transformer = await loadTransformer();
    for (const { text, logits, language, sentences } of vectors) {
      const reading = transformer.read(text);
      expect(distance(reading.message, logits)).toBeLessThan(0.05);
      expect(distance(reading.language, language)).toBeLessThan(0.05);
      const kept = sentences.filter((sentence) => sentence.logits !== null);
      expect(reading.sentences.map((sentence) => sentence.text)).toEqual(kept.map((one) => one.text));
      reading.sentences.forEach((sentence, n) => {
        expect(distance(sentence.logits, kept[n]!.logits!)).toBeLessThan(0.05);
      });
    }
  });
});

describe(`a network of random numbers (seed ${seed})`, () => {
  test('says what its formulas say, for every length of a message', async () => {
    const tensors = randomTensors(seed);
    await using files = await writeNetwork(fileOf(tensors));
    const [transformer, vocabulary] = [await loadTransformer(files), await readVocabulary(files.pieces)];
    const random = seededRandom(seed);
    for (const length of [1, 2, 3, 4, 5, 7, 20, 41, mostPieces - 1, mostPieces, 130]) {
      const text = randomText(length, random);
      const { ids, sentences } = cutMessage(text, vocabulary);
      const states = floatStates(tensors, ids);
      const reading = transformer.read(text);
      expect(ids).toHaveLength(Math.min(length, mostPieces) + 2);
      expect(distance(reading.message, floatLogits(tensors, 'head', states.slice(1, -1)))).toBeLessThan(2e-3);
      expect(distance(reading.language, floatLogits(tensors, 'language', states.slice(1, -1)))).toBeLessThan(
        2e-3,
      );
      const kept = sentences.filter(({ start, end }) => end > start);
      expect(reading.sentences.map((sentence) => sentence.text)).toEqual(kept.map((one) => one.text));
      kept.forEach(({ start, end }, n) => {
        const expected = floatLogits(tensors, 'head', states.slice(start, end));
        expect(distance(reading.sentences[n]!.logits, expected)).toBeLessThan(2e-3);
      });
    }
  });

  test('reads a message the same whatever it has read before', async () => {
    await using files = await writeNetwork(fileOf(randomTensors(seed)));
    const transformer = await loadTransformer(files);
    const fresh = transformer.read('where is it?');
    transformer.read('cancel order number, please. '.repeat(30));
    expect(transformer.read('where is it?')).toEqual(fresh);
  });

  test.each(['', ' \n ', '???', '🙂'])('has only its biases for a text without words: %j', async (text) => {
    const tensors = randomTensors(seed);
    await using files = await writeNetwork(fileOf(tensors));
    const reading = (await loadTransformer(files)).read(text);
    expect([...reading.message]).toEqual(tensors.get('head.bias')!.values);
    expect([...reading.language]).toEqual(tensors.get('language.bias')!.values);
    expect(reading.sentences).toEqual([]);
  });

  test.each(['x'.repeat(65_536), 'a@'.repeat(30_000), '1'.repeat(60_000), 'a. '.repeat(20_000)])(
    'reads odd message %# as any other',
    async (text) => {
      await using files = await writeNetwork(fileOf(randomTensors(seed)));
      const { message, sentences } = (await loadTransformer(files)).read(text);
      expect([...message].every(Number.isFinite)).toBe(true);
      expect(sentences.length).toBeGreaterThan(0);
    },
  );
});

/** Sentences of so many pieces: single letters, with a full stop after some. */
function randomText(length: number, random: () => number): string {
  const words = Array.from({ length }, (_, n) =>
    n > 0 && n < length - 1 && random() < 0.15 ? '.' : String.fromCharCode(97 + Math.floor(26 * random())),
  );
  return words.join(' ').replaceAll(' .', '.');
}

function distance(said: Float32Array, expected: readonly number[]): number {
  expect(said).toHaveLength(expected.length);
  return Math.max(...expected.map((value, at) => Math.abs(value - said[at]!)));
}
