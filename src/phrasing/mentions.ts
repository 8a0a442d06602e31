/** What a text mentions: its words and values in their order, each with what it means and the clause it stands in. */
import { type Told, toldIn } from './clauses.js';
import type { Entry } from './lexicon.js';
import { type Context, longest, type Part, partsOf } from './match.js';
import { BREAK, END, type Token, tokensOf } from './tokens.js';
import type { Value } from './value.js';
import type { Words } from './words.js';

/** A word, or a value with its key as the meaning `§key`. */
export interface Mention extends Told, Part {
  text: string;
  /** Number of the clause. */
  clause: number;
  /** Number of the sentence. */
  sentence: number;
  /** Place among the words. */
  at: number;
  /** Behind "instead of". */
  instead: boolean;
  /** Behind "to" or "from". */
  toward: 'to' | 'from' | undefined;
}

/** Whether a mention means one of the groups, and not only vaguely. */
export const isOf = ({ meanings }: Mention, groups: ReadonlySet<string>): boolean =>
  meanings.some((meaning) => groups.has(meaning));

/** A text in lower case, its contractions written out, whose values are masked. */
export interface Masked {
  text: string;
  values: readonly Value[];
}

/** Reads a text. */
export function mentionsIn({ text, values }: Masked, context: Context): Mention[] {
  const { lexicon, words, shared } = context;
  const tokens = tokensOf(text, lexicon, words, shared);
  const told = toldIn(tokens, words);
  const mentions: Mention[] = [];
  const taken = new Set<number>();
  let [insteadUntil, value, sentence] = [-1, 0, 0];
  for (const [at, { text: word, stem, clause }] of tokens.entries()) {
    if (END.test(word)) sentence += 1;
    const place = {
      text: word,
      clause,
      sentence,
      at,
      instead: at <= insteadUntil,
      toward: towardOf(tokens, at, words),
      ...inPlace(told[clause], tokens[at - 1]?.text ?? '', words),
    };
    if (word.startsWith('§')) {
      mentions.push({
        ...place,
        meanings: [`§${values[value]?.key ?? ''}`],
        content: [],
        harmless: true,
        open: false,
      });
      value += 1;
    }
    if (taken.has(at) || BREAK.test(word)) continue;
    const entry = longest(tokens, at, taken, context);
    if (word.startsWith('§') && entry === undefined) continue;
    for (const part of entry === undefined ? partsOf(stem, lexicon, shared) : [whole(entry)])
      mentions.push({ ...place, ...part });
    if (entry?.meanings.includes('instead') === true) insteadUntil = at + entry.stems.length + 2;
  }
  return mentions;
}

/** What its clause tells of a word; an infinitive has no time: "we have asked them to check". */
function inPlace(told: Told | undefined, before: string, { infinitive }: Words): Told {
  if (told === undefined) return { tense: undefined, negated: false, pending: false, dated: false };
  const timed = told.tense === 'open' || told.tense === 'needed' || told.tense === 'possible';
  return infinitive.has(before) && !timed ? { ...told, tense: undefined } : told;
}

/** By the last preposition before a word, with nothing but "the" or "your" between. */
function towardOf(tokens: readonly Token[], at: number, { toward, passed }: Words): Mention['toward'] {
  let spot = at - 1;
  while (passed.has(tokens[spot]?.text ?? '')) spot -= 1;
  return toward.get(tokens[spot]?.text ?? '');
}

const whole = ({ meanings, content, harmless }: Entry): Part => ({
  meanings,
  content,
  harmless,
  open: false,
});
