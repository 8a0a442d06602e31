/** Drafts sentences with a language model, a few at a time; drafts that fail automatic checks are dropped. */
import type { TextStyle } from '../languages/style.js';
import type { Asked } from '../../understanding/language-models/ask.js';
import {
  type DraftAnswer,
  type DraftedSentence,
  draftQuestion,
} from '../../understanding/language-models/draft-question.js';
import type { MerchantModel } from '../../understanding/language-models/merchant-model.js';
import { splitText } from '../../flows/expressions/parse.js';

// Whether a draft may be shown to a reviewer: automatic checks.

/** A translation never grows by more than this. */
const MOST = { times: 3, more: 120 };

/** The objection to a draft of a sentence, in words; undefined if there is none. */
export function faultOf(draft: string, sentence: string): string | undefined {
  if (draft.trim() === '') return 'it is empty';
  if (/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2066-\u2069]/u.test(draft))
    return 'it contains invisible characters';
  const [is, was] = [partsOf(draft), partsOf(sentence)];
  if (is === undefined) return 'a `${` is not closed';
  if (was === undefined) return 'a `${` of the sentence is not closed';
  return faultOfValues(is.values, was.values) ?? faultOfWords(is.words, was.words);
}

/** The values of a text and the words around them; undefined if a value is unterminated. */
function partsOf(text: string): { values: string[]; words: string } | undefined {
  const { pieces, unclosed } = splitText(text);
  if (unclosed !== undefined) return undefined;
  return {
    values: pieces.flatMap((piece) => ('source' in piece ? [piece.source] : [])),
    words: pieces.map((piece) => ('words' in piece ? piece.words : ' ')).join(''),
  };
}

/** Requires the same expressions equally often, so that their types stay the same. */
function faultOfValues(is: readonly string[], was: readonly string[]): string | undefined {
  const lost = without(was, is)[0];
  if (lost !== undefined) return `\`\${${lost}}\` is missing`;
  const invented = without(is, was)[0];
  return invented === undefined ? undefined : `\`\${${invented}}\` was added`;
}

function faultOfWords(is: string, was: string): string | undefined {
  const foreign = /https?:|www\.|\S@\S|\]\(|[<>{}%$]/iu.exec(is)?.[0];
  if (foreign !== undefined && !was.includes(foreign)) return `\`${foreign}\` is not in the sentence`;
  if (is.split('\n').length !== was.split('\n').length) return 'its lines differ from the sentence';
  if (is.length > was.length * MOST.times + MOST.more) return 'it is much longer than the sentence';
  const [numbers, before] = [numbersIn(is), numbersIn(was)];
  const other = [...without(numbers, before), ...without(before, numbers)][0];
  return other === undefined ? undefined : `the number ${other} is not in both`;
}

const numbersIn = (words: string): string[] => words.match(/\p{N}+/gu) ?? [];

/** The list minus one equal item for each item of `taken`. */
function without(list: readonly string[], taken: readonly string[]): string[] {
  const rest = [...list];
  for (const each of taken) {
    const at = rest.indexOf(each);
    if (at >= 0) rest.splice(at, 1);
  }
  return rest;
}

/** The result of drafting sentences. */
export interface Drafted {
  /** Draft by sentence. */
  drafts: ReadonlyMap<string, string>;
  dropped: readonly { sentence: string; why: string }[];
  /** Why drafting stopped early, if it did; the remaining sentences are in neither list. */
  failed?: string;
}

/** How many sentences and characters fit in one model answer of 800 tokens. */
const AT_ONCE = { sentences: 8, characters: 900 };

/** Codes of answers that arrived but were unusable: the next sentences may fare better. */
const unusable: ReadonlySet<string> = new Set([
  'empty',
  'invalid_json',
  'wrong_form',
  'refusal',
  'truncated',
]);

/** Drafts sentences batch by batch, until the model fails. */
export async function draftTexts(
  model: Pick<MerchantModel, 'ask'>,
  sentences: readonly DraftedSentence[],
  textStyle: TextStyle,
  progress: (done: number) => void = () => undefined,
): Promise<Drafted> {
  const drafts = new Map<string, string>();
  const dropped: { sentence: string; why: string }[] = [];
  let done = 0;
  for (const batch of batchesOf(sentences)) {
    const asked = await model.ask('texts', draftQuestion(batch, textStyle));
    if (asked.is === 'failed' && !unusable.has(asked.code)) return { drafts, dropped, failed: asked.code };
    for (const [index, { sentence }] of batch.entries()) {
      const { draft, why } = draftOf(asked, index + 1, sentence);
      if (draft === undefined) dropped.push({ sentence, why });
      else drafts.set(sentence, draft);
    }
    done += batch.length;
    progress(done);
  }
  return { drafts, dropped };
}

/** The draft with a given number, if the model gave exactly one and it passes all checks. */
function draftOf(asked: Asked<DraftAnswer>, n: number, sentence: string): { draft?: string; why: string } {
  if (asked.is === 'failed') return { why: `the answer could not be used (${asked.code})` };
  const [draft, second] = asked.value.drafts.filter((each) => each.n === n);
  if (draft === undefined) return { why: 'the model left it out' };
  if (second !== undefined) return { why: 'the model drafted it twice' };
  const text = draft.text.trim();
  const fault = faultOf(text, sentence);
  return fault === undefined ? { draft: text, why: '' } : { why: fault };
}

function* batchesOf(sentences: readonly DraftedSentence[]): Generator<DraftedSentence[]> {
  let batch: DraftedSentence[] = [];
  let characters = 0;
  for (const each of sentences) {
    if (
      batch.length === AT_ONCE.sentences ||
      (batch.length > 0 && characters + each.sentence.length > AT_ONCE.characters)
    ) {
      yield batch;
      [batch, characters] = [[], 0];
    }
    batch.push(each);
    characters += each.sentence.length;
  }
  if (batch.length > 0) yield batch;
}
