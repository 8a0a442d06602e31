/** Which lines of an order a message means: "the blue one", "the second", "both", "the lamp". */
import { quantities } from '../entities/quantity.js';
import { namedByAlias } from './aliases.js';
import { AROUND } from './choice-words.js';
import { withoutAsides } from './without-asides.js';
import { lastWord } from './change-of-mind.js';
import { cardinalOf, placeOf } from './ordinals.js';

/** A line of an order, as the customer knows it. */
export interface NamedLine {
  id: string;
  /** What the shop calls it, with colour and size where it has them. */
  name: string;
  /** What else it is called, such as its article number. */
  alias?: string | undefined;
}

const ALL = new Set(
  'all everything every alles alle allem complete entire whole komplett gesamte ganze'.split(' '),
);
const BOTH = new Set('both beide beides beiden beid beids bede beede'.split(' '));
const OTHER = new Set('other andere anderen anderes andre'.split(' '));
/** After these words comes what is not meant. */
const EXCEPT =
  /\b(?:except|but not|(?<=\b(?:all|everything|any|anything|every one) )but|apart from|not|außer|ausser|bis auf|nicht|aber nicht|ohne)\b/iu;
/** Colours and the like in both languages; a line's name may be in the other one. */
const SAME: ReadonlyMap<string, string> = new Map(
  [
    ['red', 'rot'],
    ['blue', 'blau'],
    ['green', 'grün'],
    ['yellow', 'gelb'],
    ['black', 'schwarz'],
    ['white', 'weiß', 'weiss'],
    ['grey', 'gray', 'grau'],
    ['brown', 'braun'],
    ['pink', 'rosa'],
    ['purple', 'lila', 'violett'],
    ['orange', 'orangen'],
    ['small', 'klein', 'kleiner', 'kleinere', 'smaller', 'smallest', 'kleinst'],
    ['large', 'groß', 'gross', 'big', 'größer', 'bigger', 'larger', 'größt'],
    ['lamp', 'lampe', 'leuchte'],
    ['shirt', 'hemd'],
    ['jacket', 'jacke'],
    ['trousers', 'hose', 'pants'],
    ['dress', 'kleid'],
    ['shoe', 'schuh'],
    ['table', 'tisch'],
    ['chair', 'stuhl', 'stühl'],
  ].flatMap(([first = '', ...others]) => [first, ...others].map((word) => [word, first] as const)),
);
/** Words common in names and messages that distinguish no line. */
const COMMON = new Set(
  (
    'the and with for one ones that this these those item items thing things order from set size in of my it is was ' +
    'der die das den dem und mit für ein eine einen artikel ding teil stück größe aus von mein meine nicht not'
  ).split(' '),
);

/** The ids of the lines that a message means, in the order of the lines; none if it is unclear. */
export function linesMeant(text: string, lines: readonly NamedLine[]): string[] {
  const { text: last, before } = lastWord(text);
  const said = withoutAsides(last, (rest) => named(rest, lines).length > 0);
  const { kept, denied } = withoutDenied(said, lines);
  const [first = '', ...rest] = kept.split(EXCEPT);
  // "Not the blue one, the white": the comma ends the exclusion.
  const unwanted = rest.map((part) => part.split(/[,.;]/u)[0] ?? '');
  const wanted = [first, ...rest.map((part, at) => part.slice(unwanted[at]?.length ?? 0))].join(' ');
  const all = meansAll(wanted, lines);
  const without = [...denied, ...unwanted].flatMap((part) => named(part, lines));
  if (all) return lines.map(({ id }) => id).filter((id) => !without.includes(id));
  const meant = new Set(named(wanted, lines));
  if (meant.size === 0 && wordsOf(wanted).some((word) => OTHER.has(word))) return others(before, lines);
  return lines.map(({ id }) => id).filter((id) => meant.has(id));
}

/** "Den roten, den blauen nicht": a clause that is a name and a "not" behind it names what is not meant. */
function withoutDenied(text: string, lines: readonly NamedLine[]): { kept: string; denied: string[] } {
  const clauses = text
    .split(/(?<=[,;.\n])/u)
    .map((clause) => ({ clause, name: /^(.+)\s(?:nicht|not)[\s,;.]*$/isu.exec(clause)?.[1] }));
  const isDenied = ({ name = '' }: { name?: string | undefined }): boolean => {
    const words = wordsOf(name);
    return words.some((word) => mentionsLine(word, lines)) && words.every((word) => isInList(word, lines));
  };
  const denied = clauses.length < 2 ? [] : clauses.filter(isDenied);
  return {
    kept: clauses.flatMap((each) => (denied.includes(each) ? [] : [each.clause])).join(''),
    denied: denied.map(({ name = '' }) => name),
  };
}

function meansAll(text: string, lines: readonly NamedLine[]): boolean {
  const words = wordsOf(text);
  const count = lines.length;
  // "All three towels" and "the whole pan" are all of a thing.
  const isOfLine = (at: number): boolean => {
    const next = words.slice(at + 1).find((word) => !OF_LINE.test(word) && cardinalOf(word) === undefined);
    return next !== undefined && mentionsLine(next, lines);
  };
  if (words.some((word, at) => ALL.has(word) && (/^(?:everything|alles)$/u.test(word) || !isOfLine(at))))
    return true;
  // "Both the lamp and the cup" are two.
  const isJoined = words.some((word) => JOINING.test(word));
  if (words.some((word, at) => BOTH.has(word) && (isJoined || !isOfLine(at)))) return count === 2;
  return (
    count > 1 &&
    quantities(text).some(({ count: said, end }) => said === count && /^ of them\b/u.test(text.slice(end)))
  );
}

/** What stands between "all" and the name of a thing. */
const OF_LINE = /^(?:of|the|my|these|those|von|die|der|den|das|meine[nr]?|diese[nr]?|\d{1,3}x?)$/u;

/** "no wait, the other one": of two lines, the one not named before. */
function others(before: string, lines: readonly NamedLine[]): string[] {
  const first = named(before, lines);
  return lines.length === 2 && first.length === 1
    ? lines.map(({ id }) => id).filter((id) => !first.includes(id))
    : [];
}

function named(text: string, lines: readonly NamedLine[]): string[] {
  const words = wordsOf(text);
  const several = severalPlaces(words, lines.length);
  if (several.length > 0) return several.flatMap((place) => lines[place]?.id ?? []);
  const byPlace = words.flatMap((word, at) => {
    const place = isPlace(words, at) ? placeOf(word, lines.length) : -1;
    return lines[place]?.id ?? [];
  });
  const aliases = lines.map(({ alias = '' }) => alias);
  const byAlias = namedByAlias(text, aliases).flatMap((at) => lines[at]?.id ?? []);
  return [...new Set([...byPlace, ...byAlias, ...byContent(text, words, lines)])];
}

/** "the first two", "die letzten drei": several places in a row. */
function severalPlaces(words: readonly string[], count: number): number[] {
  for (const [at, word] of words.entries()) {
    const next = words[at + 1] ?? '';
    const length = BOTH.has(next) ? 2 : (cardinalOf(next) ?? 0);
    if (length < 2 || length >= count) continue;
    if (/^(?:first|ersten?|obersten?)$/u.test(word)) return range(0, length);
    if (/^(?:last|letzten?|untersten?)$/u.test(word)) return range(count - length, length);
  }
  return [];
}

const range = (from: number, length: number): number[] => Array.from({ length }, (_, at) => from + at);

/** "the second", "first one", "number 2"; "one" and "two" alone are counts. */
function isPlace(words: readonly string[], at: number): boolean {
  const word = words[at] ?? '';
  if (/^#?\d{1,2}$/u.test(word))
    return words.length === 1 || /^(?:number|no|nr|nummer|item|#)$/u.test(words[at - 1] ?? '');
  if (
    /^(?:one|two|three|four|five|six|seven|eight|nine|ten|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|eins)$/u.test(
      word,
    )
  )
    return words.length === 1;
  return true;
}

/** The lines that words point to: of a list of names what each names, else of each part that "and" joins. */
function byContent(text: string, words: readonly string[], lines: readonly NamedLine[]): string[] {
  const contents = lines.map(({ name }) => contentOf(name));
  const bestOf = (part: readonly string[]): string[] => bestMatches(part, lines, contents);
  return [...new Set((byName(text, lines, bestOf) ?? partsOf(words).map(bestOf)).flat())];
}

/** What each name of a list of names alone points to; undefined where a text is none, or a name of it could mean more. */
function byName(
  text: string,
  lines: readonly NamedLine[],
  bestOf: (part: readonly string[]) => string[],
): string[][] | undefined {
  const listed = text.split(LISTED).map(wordsOf);
  if (!listed.every((part) => part.every((word) => isInList(word, lines)))) return undefined;
  const named = listed.filter((part) => part.some((word) => mentionsLine(word, lines))).map(bestOf);
  // "The jumper, blue" and "shirts, the white one" say further which of several is meant.
  const isFurther = named.some((ids) =>
    named.some((wider) => wider.length > ids.length && ids.every((id) => wider.includes(id))),
  );
  return named.length > 1 && named.every((ids) => ids.length > 0) && !isFurther ? named : undefined;
}

/** The best matches of a run of words: "the blue shirt" is one of two shirts. */
function bestMatches(
  part: readonly string[],
  lines: readonly NamedLine[],
  contents: readonly ReadonlySet<string>[],
): string[] {
  const significant = [...new Set(part)]
    .map(formsOf)
    .filter(([root = '']) => !COMMON.has(root) && root.length > 2);
  const count = (isIn: typeof has): number[] =>
    contents.map(
      (content) => significant.filter((forms) => forms.some((form) => isIn(content, form))).length,
    );
  const named = count(hasOrBegins);
  const scores =
    [named, count(begins), count(isMisspelt)].find((each) => each.some((score) => score > 0)) ?? named;
  const best = Math.max(0, ...scores);
  const having = lines.filter((_, at) => best > 0 && scores[at] === best);
  // A word that all lines share distinguishes nothing; only a plural means several lines.
  const isPlural = part.some((word) => /(?:s|en)$/u.test(word) && !/ss$/u.test(word));
  const isClear = having.length === 1 || (having.length < lines.length && isPlural);
  return isClear ? having.map(({ id }) => id) : [];
}

function partsOf(words: readonly string[]): string[][] {
  const parts: string[][] = [[]];
  for (const word of words) {
    if (JOINING.test(word)) parts.push([]);
    else parts.at(-1)?.push(word);
  }
  return parts;
}

const JOINS = 'and|und|plus|sowie|also|or|oder';
const JOINING = new RegExp(`^(?:${JOINS})$`, 'u');
/** Between the names of a list; "n" is how some write "and". */
const LISTED = new RegExp(`[,;&+\\n]|(?<![\\p{L}\\d])(?:${JOINS}|n)(?![\\p{L}\\d])`, 'iu');

/** A word of a list of names: of a name, or one that stands beside it, such as how many there are. */
const isInList = (word: string, lines: readonly NamedLine[]): boolean =>
  mentionsLine(word, lines) ||
  AROUND.has(word) ||
  COMMON.has(word) ||
  BOTH.has(word) ||
  /^\d{1,3}x?$/u.test(word) ||
  cardinalOf(word) !== undefined;

/**
 * A word of a message occurs in a name as such, or as the end of a German compound: "Lampe" in "Tischlampe". A compound of
 * the customer's own begins with a word of the name: "Messinglampe" for "Schreibtischlampe Messing".
 */
const has = (content: ReadonlySet<string>, word: string): boolean =>
  content.has(word) ||
  (word.length >= 3 &&
    [...content].some((own) => own.endsWith(word) || (own.length >= 5 && word.startsWith(own))));

/** A word of a message begins a compound of a name: "Guss" in "Gusspfanne". */
const begins = (content: ReadonlySet<string>, word: string): boolean =>
  word.length >= 4 && [...content].some((own) => own.startsWith(word));

/** A plural that begins a compound, "Blumen" in "Blumenstrauß", names as much as a word of another name. */
const hasOrBegins = (content: ReadonlySet<string>, word: string): boolean =>
  has(content, word) || (word.length >= 5 && begins(content, word));

/** A long word with a slip of the pen, two letters changed over, one missing or too many: "candels", "fritöse" in "Heißluftfritteuse". */
const isMisspelt = (content: ReadonlySet<string>, word: string): boolean =>
  word.length >= 5 &&
  [...content].some((own) => isNear(own, word) || isNear(own.slice(-word.length - 1), word));

function isNear(own: string, word: string): boolean {
  if (own.length < 5 || own[0] !== word[0] || Math.abs(own.length - word.length) > 2) return false;
  return slips(own, word) <= (word.length >= 6 ? 2 : 1);
}

/** How many letters lie between two words; two that are changed over count once. */
function slips(one: string, other: string): number {
  let [last, before]: [number[], number[]] = [Array.from({ length: other.length + 1 }, (_, at) => at), []];
  for (let row = 1; row <= one.length; row += 1) {
    const next = [row];
    for (let at = 1; at <= other.length; at += 1) {
      const isSame = one[row - 1] === other[at - 1];
      const isSwapped = row > 1 && at > 1 && one[row - 1] === other[at - 2] && one[row - 2] === other[at - 1];
      const steps = [(last[at] ?? 0) + 1, (next[at - 1] ?? 0) + 1, (last[at - 1] ?? 0) + (isSame ? 0 : 1)];
      next.push(Math.min(...steps, isSwapped ? (before[at - 2] ?? 0) + 1 : Infinity));
    }
    [last, before] = [next, last];
  }
  return last[other.length] ?? 0;
}

/** Whether a word distinguishes or names some of the lines. */
export function mentionsLine(word: string, lines: readonly NamedLine[]): boolean {
  const forms = formsOf(word);
  const [root = ''] = forms;
  if (COMMON.has(root) || root.length < 3) return false;
  return lines.some(({ name }) =>
    forms.some((form) => has(contentOf(name), form) || isMisspelt(contentOf(name), form)),
  );
}

/** The words of a name, with and without their endings: "lanterns" is the plural of "lantern", which ends like a case of its own. */
const contentOf = (name: string): ReadonlySet<string> => new Set(wordsOf(name).flatMap(formsOf));

/** A word without its endings, as it stands, and as its own language has it. */
const formsOf = (word: string): readonly string[] => [...new Set([stem(word), rootOf(word), word])];

/** The word without number and case endings, and one word for both languages' colours. */
function stem(word: string): string {
  const known = SAME.get(word);
  if (known !== undefined) return known;
  const root = rootOf(word);
  return SAME.get(root) ?? root;
}

function rootOf(word: string): string {
  const short = word.replace(/(?:ern|es|en|er|em|e|s|n)$/u, '');
  return short.length >= 3 ? short : word;
}

function wordsOf(text: string): string[] {
  return text
    .toLowerCase()
    .split(/[\s.,!?;:()"'/-]+/u)
    .filter((word) => word !== '');
}
