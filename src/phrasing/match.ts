/** Which words of the lexicon stand at a place in a text. */
import type { Entry, Lexicon } from './lexicon.js';
import { firm } from './meanings.js';
import { END, type Token, tokensOf } from './tokens.js';
import type { Words } from './words.js';

/** What a text is read by: the words of its language, and those of the texts that it is compared with. */
export interface Context {
  lexicon: Lexicon;
  words: Words;
  /** Stems that parts of compounds may be. */
  shared: ReadonlySet<string>;
  /** Groups that the texts may mean: of two ways to read words, one of these is meant. */
  wanted: ReadonlySet<string>;
  /** What says only vaguely what is wanted is not meant. */
  firmly: boolean;
}

/** Words that may stand in a gap. */
const GAP = 6;

/** The groups that any words of a text may belong to, `?` before what they say only vaguely. */
export function groupsIn(
  text: string,
  lexicon: Lexicon,
  words: Words,
  shared: ReadonlySet<string>,
): string[] {
  const tokens = tokensOf(text, lexicon, words, shared);
  const none = new Set<number>();
  return tokens.flatMap(({ stem }, at) =>
    (lexicon.entries.get(stem) ?? [])
      .filter((entry) => spotsOf(entry, tokens, at, none) !== undefined)
      .flatMap(({ meanings }) => meanings),
  );
}

/** The longest entry that begins here, before all others one that the other texts mean or that adds nothing; its words are taken. */
export function longest(
  tokens: readonly Token[],
  at: number,
  taken: Set<number>,
  { lexicon: { entries }, wanted, firmly }: Context,
): Entry | undefined {
  const all = entries.get(tokens[at]?.stem ?? '') ?? [];
  const isWanted = ({ meanings }: Entry): boolean =>
    meanings.some((meaning) => wanted.has(firmly ? meaning : firm(meaning)));
  // Words with others between, or that begin with a word of every sentence, may only happen to stand so.
  const fitting = [
    ...all.filter((entry) => isWanted(entry) || (entry.empty && entry.stems.length > 1)),
    ...all.filter((entry) => !entry.loose),
  ];
  for (const entry of fitting) {
    const spots = spotsOf(entry, tokens, at, taken);
    if (spots === undefined) continue;
    for (const spot of spots) taken.add(spot);
    return entry;
  }
  return undefined;
}

function spotsOf(
  { stems }: Entry,
  tokens: readonly Token[],
  start: number,
  taken: ReadonlySet<number>,
): number[] | undefined {
  const spots: number[] = [];
  let [at, gap] = [start, 0];
  for (const stem of stems) {
    if (stem === '~') {
      gap = GAP;
      continue;
    }
    while (
      gap > 0 &&
      tokens[at] !== undefined &&
      tokens[at]?.stem !== stem &&
      !END.test(tokens[at]?.text ?? '')
    ) {
      at += 1;
      gap -= 1;
    }
    if (tokens[at]?.stem !== stem || taken.has(at)) return undefined;
    spots.push(at);
    [at, gap] = [at + 1, 0];
  }
  return spots;
}

/** A part of a compound; `open` when no list has it. */
export type Part = Pick<Entry, 'meanings' | 'content' | 'harmless'> & { open: boolean };

/** The word, or the parts of a compound where both are known: "Rückgabefrist". */
export function partsOf(
  stem: string,
  { entries, stem: stemmed }: Lexicon,
  shared: ReadonlySet<string>,
): Part[] {
  const known = (part: string): Part | undefined => {
    const short = stemmed(part);
    const own = entries.get(short)?.find(({ stems, harmless }) => stems.length === 1 && !harmless);
    if (own !== undefined) {
      const { meanings, content, harmless } = own;
      return { meanings, content, harmless, open: false };
    }
    const isShared = shared.has(short) && short.length > 2;
    return isShared ? { meanings: [], content: [short], harmless: false, open: false } : undefined;
  };
  for (let at = 3; at <= stem.length - 3; at += 1) {
    const first = known(stem.slice(0, at)) ?? known(stem.slice(0, at).replace(/s$/u, ''));
    const second = known(stem.slice(at));
    if (first !== undefined && second !== undefined) return [first, second];
  }
  return [{ meanings: [], content: [stem], harmless: false, open: true }];
}
