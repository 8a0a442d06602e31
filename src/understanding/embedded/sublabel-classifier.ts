/**
 * What a label of the model covers, told apart by words, or by words and the encoder's state: a softmax regression, learnt beside
 * the model.
 * It splits that label's probability and changes no other, and only where it is sure that a part is meant.
 */
import { labelProbabilitiesWithState, type LabelModel } from './ngrams/ngram-model.js';
import { decodeLabels, type EncodedLabels } from './ngrams/weights.js';
import { blend } from './probabilities.js';

/** How the parts of a label are told apart. */
export interface Parts extends LabelModel, Calibration {
  /** The label whose probability is split, the first of the head's classes; what is no part is still that label. */
  label: string;
}

/** What is fitted on messages of another author. */
interface Calibration {
  /** Above 1 if the raw probabilities were overconfident. */
  temperature: number;
  /** The probability of any part from which one is told. */
  least: number;
}

/** The file that the training writes. */
export type PartsFile = EncodedLabels & Pick<Parts, 'label'> & Calibration;

/** Shares of a label's probability by name; they add up to 1. */
export type Shares = ReadonlyMap<string, number>;

/** Unpacks the file. */
export const decodeParts = ({ label, temperature, least, ...file }: PartsFile): Parts => ({
  ...decodeLabels(file),
  ...{ label, temperature, least },
});

/** Of a message: the likeliest part with what speaks for any, or nothing but the label where none is sure. */
export function partsOf(parts: Parts, text: string, state: Float32Array): Shares {
  const [own = 1, ...others] = probabilitiesOf(parts, text, state);
  const [, ...names] = parts.labels.classes;
  const part = names[others.indexOf(Math.max(...others))];
  if (part === undefined || 1 - own < parts.least) return new Map([[parts.label, 1]]);
  return new Map([
    [part, 1 - own],
    [parts.label, own],
  ]);
}

/** The calibrated probability of each class. */
const probabilitiesOf = (parts: Parts, text: string, state: Float32Array): number[] =>
  blend([{ probabilities: labelProbabilitiesWithState(parts, text, state), weight: 1 }], parts.temperature);
