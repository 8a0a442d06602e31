/** Drafts sentences with a language model, a few at a time; drafts that fail automatic checks are dropped. */
import type { Manner } from '../languages/tone.js';
import type { Asked } from '../understanding/language-models/ask.js';
import {
  type DraftAnswer,
  type DraftedSentence,
  draftQuestion,
} from '../understanding/language-models/draft-question.js';
import type { MerchantModel } from '../understanding/language-models/merchant-model.js';

import { faultOf } from './judge-draft.js';

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
  manner: Manner,
  progress: (done: number) => void = () => undefined,
): Promise<Drafted> {
  const drafts = new Map<string, string>();
  const dropped: { sentence: string; why: string }[] = [];
  let done = 0;
  for (const batch of batchesOf(sentences)) {
    const asked = await model.ask('texts', draftQuestion(batch, manner));
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
