/**
 * How likely a text consents to what a question asks: a regression over its words, learnt from answers that people wrote
 * (`npm run tool -- train-yes`). What it says counts only within what the rules leave a yes.
 */
import { readFileSync } from 'node:fs';
import { indexNgrams } from '../embedded/ngrams/features.js';
import { type LabelModel, labelProbabilities } from '../embedded/ngrams/ngram-model.js';
import { decodeLabels, type EncodedLabels } from '../embedded/ngrams/weights.js';
import { type Spoken, spokenIn } from './answer-tokens.js';
import { stemOf } from './echoed-question.js';

/** The classes, in the order of the head's: what is neither wants something else, or leaves open what. */
export const consentClasses = ['other', 'yes', 'no'] as const;

let known: LabelModel | undefined;

/** Reads by another model from now on, as one that has not seen what it is judged by. */
export function readYesBy(file: EncodedLabels): LabelModel {
  known = decodeLabels(file);
  indexNgrams(known.vocabulary);
  return known;
}

// The file is written by the training script of this release.
const model = (): LabelModel =>
  known ??
  readYesBy(JSON.parse(readFileSync(new URL('./likely-yes.json', import.meta.url), 'utf8')) as EncodedLabels);

/** From 0 to 1. */
export const likelyYes = (text: string, question: string): number =>
  labelProbabilities(model(), asSaidTo(text, question))[consentClasses.indexOf('yes')] ?? 0;

/** A text as the regression reads it: words and numbers of the question, other numbers and marks only by their kind. */
export function asSaidTo(text: string, question: string): string {
  const asked = new Set(spokenIn(question).map(({ text: word }) => stemOf(word)));
  const isAsked = (word: string): boolean => asked.has(stemOf(word));
  return ['begin', ...spokenIn(text).map((token) => written(token, isAsked))].join(' ');
}

function written({ kind, text, ends }: Spoken, isAsked: (word: string) => boolean): string {
  if (kind === 'mark') {
    if (text.includes('?')) return 'questionmark';
    return ends === true ? 'fullstop' : 'comma';
  }
  if (kind === 'number') return isAsked(text) ? 'askednumber' : 'othernumber';
  if (/^\p{Extended_Pictographic}/u.test(text)) return 'emoji';
  // Short words carry what is meant, whether the question has them or not.
  return text.length > 3 && isAsked(text) ? 'askedword' : text;
}
