/** The words of a text with their stems, clause by clause. */
import type { Lexicon } from './lexicon.js';
import { particles } from './stem-de.js';
import type { Words } from './words.js';

/** A word or a sign, and the number of the clause that it stands in. */
export interface Token {
  text: string;
  stem: string;
  clause: number;
}

/** Signs between clauses. */
export const BREAK = /^[.!?;:,()–—]$/u;
/** Signs between sentences. */
export const END = /^[.!?;:]$/u;

/** The stems of all words of a text. */
export const stemsOf = (text: string, { stem }: Lexicon): Set<string> =>
  new Set((text.match(/[\p{L}']+/gu) ?? []).map(stem));

/** Reads words and signs of a text in lower case; `shared` are stems of the texts that are compared. */
export function tokensOf(text: string, lexicon: Lexicon, words: Words, shared: ReadonlySet<string>): Token[] {
  let clause = 0;
  const tokens = (text.match(/§\p{L}|[\p{L}']+|[.!?;:,()–—]/gu) ?? []).map((word): Token => {
    if (BREAK.test(word) || words.joins.has(word)) clause += 1;
    return { text: word, stem: lexicon.stem(word), clause };
  });
  return words.apart ? joined(tokens, lexicon, shared) : tokens;
}

/** Puts a particle before its verb where the two make a known word: "geben … ab" → "abgeben". */
function joined(tokens: Token[], lexicon: Lexicon, shared: ReadonlySet<string>): Token[] {
  const known = (stem: string): boolean =>
    shared.has(stem) || lexicon.entries.get(stem)?.some(({ stems }) => stems.length === 1) === true;
  const gone = new Set<number>();
  for (const [at, { text }] of tokens.entries()) {
    const next = tokens[at + 1];
    if (
      !particles.has(text) ||
      !(next === undefined || BREAK.test(next.text) || /^(?:und|oder)$/u.test(next.text))
    )
      continue;
    for (let spot = at - 1; spot >= Math.max(0, at - 25); spot -= 1) {
      const verb = tokens[spot];
      if (verb === undefined || END.test(verb.text)) break;
      const whole = lexicon.stem(text + verb.text);
      if (BREAK.test(verb.text) || !known(whole)) continue;
      verb.stem = whole;
      gone.add(at);
      break;
    }
  }
  return tokens.filter((_, at) => !gone.has(at));
}
