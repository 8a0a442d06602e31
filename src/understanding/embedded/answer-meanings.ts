/**
 * What an answer to a menu means among what shops ask about, such as `damaged` or `changed_mind`: a softmax regression over words and the
 * encoder's state, learnt from what people said who meant it (`npm run tool -- train-meanings`).
 */
import { readFileSync } from 'node:fs';
import { indexNgrams } from './ngrams/features.js';
import { type LabelModel, labelProbabilitiesWithState } from './ngrams/ngram-model.js';
import { decodeLabels, type EncodedLabels } from './ngrams/weights.js';

let known: LabelModel | undefined;

/** Read at the first answer to a menu: the worker's start does not wait for it. */
function model(): LabelModel {
  if (known !== undefined) return known;
  // The file is written by the training script of this release, in ASCII.
  const file = readFileSync(new URL('./meanings.json', import.meta.url), 'latin1');
  known = decodeLabels(JSON.parse(file) as EncodedLabels);
  indexNgrams(known.vocabulary);
  return known;
}

/** The probability of each meaning, for a text and its state. */
export const meaningsOf = (text: string, state: Float32Array): readonly number[] =>
  labelProbabilitiesWithState(model(), text, state);
