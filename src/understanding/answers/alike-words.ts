/** How much two texts are written alike: by pieces of their words, where those count most that few options have. */

/** Cosine over pieces of words, where those count most that few options have: German puts words together. */
export function alikeAmong(
  options: readonly (readonly string[])[],
): (text: string, phrase: string) => number {
  const having = new Map<string, number>();
  for (const wording of options)
    for (const piece of new Set(wording.flatMap((phrase) => [...piecesOf(phrase).keys()])))
      having.set(piece, (having.get(piece) ?? 0) + 1);
  const rarity = (piece: string): number => {
    const count = having.get(piece);
    return count === undefined ? unknown : Math.max(common, Math.log((options.length + 1) / count));
  };
  const vectors = new Map<string, ReadonlyMap<string, number>>();
  const vector = (text: string): ReadonlyMap<string, number> =>
    unit([...piecesOf(text)].map(([piece, weight]) => [piece, weight * rarity(piece)]));
  for (const phrase of options.flat()) vectors.set(phrase, vector(phrase));
  let last: { text: string; vector: ReadonlyMap<string, number> } = { text: '', vector: vector('') };
  return (text, phrase) => {
    const of = vectors.get(phrase) ?? vector(phrase);
    if (last.text !== text) last = { text, vector: vector(text) };
    return [...last.vector].reduce((sum, [piece, weight]) => sum + weight * (of.get(piece) ?? 0), 0);
  };
}

/** What a piece counts that no wording has, and one that all have. */
const unknown = 1.2;
const common = 0.15;

function unit(weights: readonly (readonly [string, number])[]): ReadonlyMap<string, number> {
  const length = Math.hypot(...weights.map(([, weight]) => weight)) || 1;
  return new Map(weights.map(([piece, weight]) => [piece, weight / length]));
}

/** Words that say nothing about what is meant. */
const EMPTY = new Set(
  (
    'the a an it its is i me my you your of to for in on at and or so that this be was with have has had please just only would ' +
    'like can could there der die das den dem des ein eine einen einem einer es ist sind ich mir mich mein meine sie ihr und oder ' +
    'zu im an am auf mit von bitte nur habe hab hat war da wäre hätte möchte kann'
  ).split(' '),
);

/** Three and four letters of each word in a row; together a word counts once, however long it is. */
function piecesOf(text: string): ReadonlyMap<string, number> {
  const pieces = new Map<string, number>();
  const words = text
    .toLowerCase()
    .normalize('NFC')
    .replace(/(?<=\p{L})['’](?=\p{L})/gu, '')
    .match(/[\p{L}\p{N}]+/gu);
  for (const word of words ?? []) {
    if (EMPTY.has(word)) continue;
    const own = word.length < 3 ? [`^${word}$`] : [...parts(`^${word}$`, 3), ...parts(`^${word}$`, 4)];
    for (const piece of own) pieces.set(piece, (pieces.get(piece) ?? 0) + 1 / Math.sqrt(own.length));
  }
  return pieces;
}

const parts = (word: string, length: number): string[] =>
  Array.from({ length: Math.max(0, word.length - length + 1) }, (_, at) => word.slice(at, at + length));
