/** The clauses of a text: when each says that something happens, and whether it denies it. */
import { hasCue, hasVerbOfPast, isParticiple, type Tense, tenseOf } from './tense.js';
import { END, type Token } from './tokens.js';
import type { Words } from './words.js';

/** What a clause says of everything in it. */
export interface Told {
  tense: Tense | undefined;
  negated: boolean;
  /** It says "yet" or "still". */
  pending: boolean;
  /** It holds a value, as of a day. */
  dated: boolean;
}

/** What each clause tells, by its number. */
export function toldIn(tokens: readonly Token[], words: Words): Told[] {
  const clauses = clausesOf(tokens);
  const tenses = tensesOf(clauses, words);
  return clauses.map(({ text }, at) => ({
    tense: tenses[at],
    negated: (text.replace(words.idioms, ' ').match(words.negations)?.length ?? 0) % 2 === 1,
    pending: hasCue('pending', text, words),
    dated: text.includes('§v'),
  }));
}

interface Clause {
  text: string;
  /** A sentence begins with it. */
  first: boolean;
}

/** A clause may have lost its only word to a verb of another: it stays as an empty one. */
function clausesOf(tokens: readonly Token[]): Clause[] {
  const length = (tokens.at(-1)?.clause ?? 0) + 1;
  const clauses = Array.from({ length }, (_, at): Clause => ({ text: '', first: at === 0 }));
  for (const { text, clause } of tokens) {
    const own = clauses[clause];
    if (own === undefined) continue;
    own.first ||= own.text === '' && END.test(text);
    own.text += ` ${text}`;
  }
  return clauses;
}

/** "will take over and get back to you": what is joined on has the tense of what is before it. */
function tensesOf(clauses: readonly Clause[], words: Words): (Tense | undefined)[] {
  const tenses: (Tense | undefined)[] = [];
  // A participle may hang on a verb before what is put in between.
  const verbBefore = (at: number): Tense | undefined => {
    let spot = at - 1;
    while (tenses[spot] === 'present' && clauses[spot]?.first === false) spot -= 1;
    return tenses[spot];
  };
  for (const [at, { text, first }] of clauses.entries()) {
    const own = tenseOf(text.replace(words.idioms, ' '), words);
    const before =
      tenses[at - 1] === 'present' && isParticiple(text, words) ? verbBefore(at) : tenses[at - 1];
    const carried = before === 'open' || !/(?<!§)\p{L}{3}/u.test(text) || isParticiple(text, words);
    // "It will be checked and your money refunded"
    const hangs = own === 'done' && before === 'open' && !hasVerbOfPast(text, words);
    tenses.push(hangs || (own === 'present' && carried) ? (first ? own : before) : own);
  }
  return tenses;
}
