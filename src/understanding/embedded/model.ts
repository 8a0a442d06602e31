/** The embedded model: what n-grams and the transformer say of a message and each of its sentences, combined. */
import { intentOf } from '../../contracts/intent-name.js';
import { noIntent } from '../intents/index.js';
import { firstLanguage } from '../../texts/languages/index.js';
import { labelIds } from '../labels.js';
import { labelProbabilities, type NgramModel, readNgrams } from './ngrams/ngram-model.js';
import type { Parts as LabelParts } from './sublabel-classifier.js';
import { blend, softmax } from './probabilities.js';
import { sentences } from './sentences.js';
import type { Transformer } from './transformer/transformer.js';
import { mostPieces } from './transformer/word-pieces.js';

// How much of a text the model reads: enough for any letter, and a bound for what only looks like one.

/** Bytes of UTF-8. */
export const mostBytesRead = 8_000;

/** Of these, so many are the text's end: who tells a story first says at its end what they want. */
const bytesOfEnd = 2_000;

/** The text, or the beginning and the end of a longer one, cut between words where it has any. */
export function shorten(text: string): string {
  if (Buffer.byteLength(text) <= mostBytesRead) return text;
  // Quoted mail has left its length in spaces.
  const words = text.replace(/\s{2,}/gu, (blank) => (blank.includes('\n') ? '\n' : ' ')).trim();
  const bytes = Buffer.from(words);
  if (bytes.length <= mostBytesRead) return words;
  const beginning = bytes.toString('utf8', 0, startOfSign(bytes, mostBytesRead - bytesOfEnd - 4));
  const end = bytes.toString('utf8', startOfSign(bytes, bytes.length - bytesOfEnd));
  return `${beginning.replace(/\s\S{0,40}$/u, '')}\n${end.replace(/^\S{0,40}\s/u, '')}`;
}

/** The first byte of the sign, of at most four bytes, that has a byte at this place. */
function startOfSign(bytes: Uint8Array, place: number): number {
  let at = place;
  while (((bytes[at] ?? 0) & 0b1100_0000) === 0b1000_0000) at -= 1;
  return at;
}

/** How the parts are weighted for messages in one language. */
export interface Weights {
  /** Weight of the transformer's log-probabilities; the n-grams' weight is 1 minus it. */
  transformer: number;
  /** Share of the sentences' evidence in the whole message's intent. */
  sentences: number;
  /** Above 1 if the raw probabilities were overconfident. */
  temperature: number;
}

/** How the two parts are weighted, fitted on calibration.jsonl by `npm run tool -- train`. */
export interface Mix {
  /** By language: the transformer's base has read far more English than German. */
  weights: Readonly<Record<string, Weights>>;
  /** The probability from which a sentence's intent counts as a further one. */
  further: number;
}

/** Everything that is learnt. */
export interface EmbeddedModel {
  ngrams: NgramModel;
  transformer: Transformer;
  mix: Mix;
  /** Tell apart what one label covers each. */
  parts: readonly LabelParts[];
}

/** Probabilities of the labels, in the order of labels.json. */
export interface Reading {
  message: readonly number[];
  /** One per sentence; for a message of one sentence, the message itself. */
  sentences: readonly (readonly number[])[];
  language: LikeliestLanguage;
  /** The transformer's mean state, from which a merchant's own intents are recognised. */
  state: Float32Array;
}

/** The likeliest of the languages that the model distinguishes, and its probability. */
interface LikeliestLanguage {
  name: string;
  probability: number;
}

/** What each part says, before weighting. */
export interface Parts {
  whole: { ngrams: readonly number[]; transformer: readonly number[] };
  sentences: readonly { ngrams: readonly number[]; transformer: readonly number[] }[];
  language: LikeliestLanguage;
  /** The transformer's mean state, from which a merchant's own intents are recognised. */
  state: Float32Array;
}

/** Of a text with more sentences, so many of the first and of the last are read one by one. */
const firstSentences = 16;
const lastSentences = 8;

/** Calibrated probabilities for a message and its sentences. */
export const readMessage = (model: EmbeddedModel, text: string): Reading =>
  weigh(readParts(model, text), model.mix);

/** What both parts say of a text; the transformer reads each sentence in context, the n-grams read it alone. */
export function readParts(
  { ngrams, transformer }: Pick<EmbeddedModel, 'ngrams' | 'transformer'>,
  written: string,
): Parts {
  const text = shorten(written);
  const found = sentences(text);
  found.splice(firstSentences, found.length - firstSentences - lastSentences);
  // A message of one sentence is that sentence: nothing counts twice.
  const parts =
    found.length < 2
      ? []
      : found.map((sentence) => ({ text: sentence, ngrams: labelProbabilities(ngrams, sentence) }));
  const pieces = transformer.read(
    truncated(
      text,
      parts.map((part) => ({
        text: part.text,
        worth: 1 - part.ngrams.reduce((sum, value, k) => (isOther(k) ? sum + value : sum), 0),
        pieces: transformer.count(part.text),
      })),
    ),
  );
  const seen = new Map(pieces.sentences.map(({ text: sentence, logits }) => [sentence, logits]));
  const { labels, languages } = readNgrams(ngrams, text);
  const probability = Math.max(...languages);
  const whole = { ngrams: labels, transformer: softmax(pieces.message) };
  return {
    whole,
    sentences:
      parts.length === 0
        ? [whole]
        : parts.map((part) => ({
            ngrams: part.ngrams,
            // A sentence lost by truncating a long message says what the message says.
            transformer: softmax(seen.get(part.text) ?? pieces.message),
          })),
    language: {
      name: ngrams.languages.classes[languages.indexOf(probability)] ?? firstLanguage,
      probability,
    },
    state: pieces.state,
  };
}

/** The text, or its most relevant sentences if it is too long. */
function truncated(text: string, parts: readonly Weighed[]): string {
  const pieces = parts.reduce((sum, part) => sum + part.pieces, 0);
  return pieces <= mostPieces ? text : truncateMessage(parts, mostPieces);
}

const even: Weights = { transformer: 0.5, sentences: 0, temperature: 1 };

/** Combines the parts into one answer. */
export function weigh(parts: Parts, mix: Mix): Reading {
  const weights = mix.weights[parts.language.name] ?? even;
  const one = ({ ngrams, transformer }: Parts['whole']): number[] =>
    blend(
      [
        { probabilities: transformer, weight: weights.transformer },
        { probabilities: ngrams, weight: 1 - weights.transformer },
      ],
      1,
    );
  const scored = parts.sentences.map(one);
  const whole = one(parts.whole);
  const pooled = scored.length < 2 ? whole : pool(whole, scored, isOther, weights.sentences);
  const calibrated = (probabilities: readonly number[]): number[] =>
    blend([{ probabilities, weight: 1 }], weights.temperature);
  return {
    message: calibrated(pooled),
    sentences: scored.map(calibrated),
    language: parts.language,
    state: parts.state,
  };
}

const others = new Set(labelIds.flatMap((label, k) => (intentOf(label) === noIntent ? [k] : [])));
const isOther = (label: number): boolean => others.has(label);

/**
 * The whole message's probabilities mixed with its sentences' evidence: intents by noisy-or, and no intent only if
 * all sentences have none. `share` is the sentences' part.
 */
function pool(
  whole: readonly number[],
  sentences: readonly (readonly number[])[],
  isOther: (label: number) => boolean,
  share: number,
): number[] {
  const evidence = whole.map((_, k) =>
    isOther(k)
      ? product(sentences, (sentence) => sentence[k] ?? 0)
      : 1 - product(sentences, (sentence) => 1 - (sentence[k] ?? 0)),
  );
  const sum = evidence.reduce((total, value) => total + value, 0);
  return whole.map((value, k) => (1 - share) * value + (share * (evidence[k] ?? 0)) / sum);
}

function product<T>(items: readonly T[], factor: (item: T) => number): number {
  return items.reduce((total, item) => total * factor(item), 1);
}

/** A sentence, how likely it is to hold an intent, and its cost in word pieces. */
interface Weighed {
  text: string;
  worth: number;
  pieces: number;
}

/** The most relevant sentences that fit into `room` pieces, in order, one per line; at least one is kept. */
export function truncateMessage(sentences: readonly Weighed[], room: number): string {
  const chosen = new Set<Weighed>();
  let left = room;
  for (const sentence of sentences.toSorted((a, b) => b.worth - a.worth)) {
    if (chosen.size > 0 && sentence.pieces > left) continue;
    chosen.add(sentence);
    left -= sentence.pieces;
  }
  return sentences
    .filter((sentence) => chosen.has(sentence))
    .map(({ text }) => text)
    .join('\n');
}
