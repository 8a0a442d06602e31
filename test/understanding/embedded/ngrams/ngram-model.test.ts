import { describe, expect, test } from 'vitest';
import { readFileSync } from 'node:fs';
import { labelProbabilities } from '../../../../src/understanding/embedded/ngrams/ngram-model.js';
import { decodeModel, encodeModel } from '../../../../src/understanding/embedded/ngrams/weights.js';
import { readCorpus } from '../../../../model/corpus/corpus.js';
import { fitNgrams } from '../../../../model/training/fit-ngrams.js';

const weights = new URL('../../../../src/understanding/embedded/ngrams/weights.json', import.meta.url);
const some = readCorpus().filter((_example, n) => n % 40 === 0);

describe('the n-gram part', () => {
  test('comes out the same, byte for byte, when it is trained again', () => {
    expect(JSON.stringify(encodeModel(fitNgrams(some, 7)))).toBe(
      JSON.stringify(encodeModel(fitNgrams(some, 7))),
    );
  });

  test('scores the same after packing, to two hundredths', () => {
    const model = fitNgrams(some, 7);
    const packed = decodeModel(encodeModel(model));
    for (const { text } of some.slice(0, 30)) {
      const after = labelProbabilities(packed, text);
      labelProbabilities(model, text).forEach((score, k) => {
        expect(Math.abs(score - (after[k] ?? 0))).toBeLessThan(0.02);
      });
    }
  });

  test('lies in the repository with at most 4 MB', () => {
    expect(readFileSync(weights).length).toBeLessThanOrEqual(4_000_000);
  });
});
