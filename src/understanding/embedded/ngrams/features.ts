/** From a text to the features that the embedded model counts: word 1–2-grams and in-word character 2–5-grams. */

/** A sparse vector: parallel arrays of feature numbers and values. */
export interface SparseVector {
  indices: readonly number[];
  values: readonly number[];
}

/** The features that a model knows, and the rarity of each. */
export interface Vocabulary {
  /** In code-unit order, as `<` compares; a feature's number is its position. */
  ngrams: readonly string[];
  /** Their numbers, once `indexNgrams` has made it. */
  index?: ReadonlyMap<string, number>;
  /** Inverse document frequency by feature number. */
  idf: Float32Array;
}

const FOLDED: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss', '’': '', "'": '' };

/** Words of a text, folded: case, umlauts and apostrophes; numbers, codes and e-mails only by kind. */
function words(text: string): string[] {
  const folded = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[äöüß’']/gu, (letter) => FOLDED[letter] ?? letter);
  return folded.split(/\s+/u).flatMap((token) => (token.includes('@') ? ['<mail>'] : split(token)));
}

function split(token: string): string[] {
  const parts = token.split(/[^\p{L}\p{N}?]+/u).flatMap((part) => part.split(/(\?)/u));
  return parts.filter((part) => part !== '').map(kindOf);
}

/** Digits only say what kind of thing they are: an order number means the same whichever it is. */
function kindOf(part: string): string {
  const digits = part.replace(/\D/gu, '').length;
  if (digits === 0) return part;
  if (digits === part.length) return digits >= 4 ? '<number>' : '<few>';
  return digits >= 6 ? '<code>' : part.replace(/\d/gu, '0');
}

/** How often each n-gram occurs in the text; word n-grams start with `w`, character n-grams with `c`. */
export function ngrams(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  const count = (ngram: string): void => void counts.set(ngram, (counts.get(ngram) ?? 0) + 1);
  let previous = '^';
  for (const word of words(text)) {
    count(`w${word}`);
    count(`w${previous} ${word}`);
    previous = word;
    if (!word.startsWith('<')) characterNgrams(word, count);
  }
  if (counts.size > 0) count(`w${previous} $`);
  return counts;
}

function characterNgrams(word: string, count: (ngram: string) => void): void {
  const padded = `_${word}_`;
  for (let length = 2; length <= 5; length += 1)
    for (let start = 0; start + length <= padded.length; start += 1)
      count(`c${padded.slice(start, start + length)}`);
}

/** TF-IDF with logarithmic counts; the word part and the character part are each normalised to length 1. */
export function vectorise(text: string, vocabulary: Vocabulary): SparseVector {
  const indices: number[] = [];
  const values: number[] = [];
  const squares = { w: 0, c: 0 };
  const parts: ('w' | 'c')[] = [];
  for (const [ngram, count] of ngrams(text)) {
    const index = vocabulary.index ? vocabulary.index.get(ngram) : numberOf(ngram, vocabulary.ngrams);
    if (index === undefined) continue;
    const part = ngram.startsWith('w') ? 'w' : 'c';
    const value = (1 + Math.log(count)) * (vocabulary.idf[index] ?? 0);
    indices.push(index);
    values.push(value);
    parts.push(part);
    squares[part] += value * value;
  }
  return { indices, values: values.map((value, at) => value / Math.sqrt(squares[parts[at] ?? 'w'])) };
}

/** How long a state is beside n-grams, whose two parts are of length 1 each. */
const lengthOfState = 2;

/** A vector with the transformer's mean state behind the n-grams: what a text means, beside how it is written. */
export function withState(
  { indices, values }: SparseVector,
  { ngrams: known }: Vocabulary,
  state: Float32Array,
): SparseVector {
  const length = Math.sqrt(state.reduce((sum, value) => sum + value * value, 0)) || 1;
  const scaled = Array.from(state, (value) => (lengthOfState * value) / length);
  return {
    indices: [...indices, ...scaled.map((_, at) => known.length + at)],
    values: [...values, ...scaled],
  };
}

/** Builds the map that finds n-grams fastest; until then they are found too, but more slowly. */
export function indexNgrams(vocabulary: Vocabulary): void {
  vocabulary.index = new Map(vocabulary.ngrams.map((ngram, number) => [ngram, number]));
}

/** By binary search: building the map would take a quarter of the cold start. */
function numberOf(ngram: string, sorted: readonly string[]): number | undefined {
  let [low, high] = [0, sorted.length - 1];
  while (low <= high) {
    const middle = (low + high) >>> 1;
    const found = sorted[middle] ?? '';
    if (found === ngram) return middle;
    if (found < ngram) low = middle + 1;
    else high = middle - 1;
  }
  return undefined;
}
