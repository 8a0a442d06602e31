/** Whether things of a text have changed places in its phrasing, so that each would stand for the other. */
import type { Lexicon } from './lexicon.js';
import { isOf, type Mention } from './mentions.js';

interface Thing {
  meaning: string;
  /** What it stands in one clause with. */
  beside: ReadonlySet<string>;
  first: Mention;
  run: number;
}

/** The thing that has changed places with another, if one has. */
export function swapped(
  said: readonly Mention[],
  meant: readonly Mention[],
  { acts, beside }: Lexicon,
): string | undefined {
  const [here, there] = [thingsOf(said, acts, beside), thingsOf(meant, acts, beside)];
  const both = [...here.keys()].filter((meaning) => there.has(meaning));
  for (const [index, a] of both.entries()) {
    const [one, own] = [here.get(a), there.get(a)];
    if (one === undefined || own === undefined) continue;
    if (one.first.open && one.first.instead !== own.first.instead && hasInstead(said) && hasInstead(meant))
      return a;
    for (const b of both.slice(index + 1)) {
      const [two, other] = [here.get(b), there.get(b)];
      if (two === undefined || other === undefined || two.meaning === one.meaning) continue;
      if (changed({ one, two }, { one: own, two: other })) return `${a} ${b}`;
    }
  }
  return undefined;
}

/** What something goes to here and comes from there. */
export function reversed(said: readonly Mention[], meant: readonly Mention[]): string | undefined {
  const [here, there] = [waysBy(said), waysBy(meant)];
  return [...here].find(([key, ways]) => {
    const own = there.get(key);
    return ways.size === 1 && own?.size === 1 && !own.has([...ways][0] ?? 'to');
  })?.[0];
}

function waysBy(mentions: readonly Mention[]): Map<string, Set<'to' | 'from'>> {
  const ways = new Map<string, Set<'to' | 'from'>>();
  for (const { toward, content, meanings } of mentions) {
    const key = content[0] ?? meanings[0];
    if (toward !== undefined && key !== undefined) ways.set(key, (ways.get(key) ?? new Set()).add(toward));
  }
  return ways;
}

const hasInstead = (mentions: readonly Mention[]): boolean => mentions.some(({ instead }) => instead);

interface Pair {
  one: Thing;
  two: Thing;
}

function changed(said: Pair, meant: Pair): boolean {
  const ofOne = minus(meant.one.beside, meant.two.beside);
  const ofTwo = minus(meant.two.beside, meant.one.beside);
  const [oneKeeps, oneTakes] = [meets(said.one.beside, ofOne), meets(said.one.beside, ofTwo)];
  const [twoKeeps, twoTakes] = [meets(said.two.beside, ofTwo), meets(said.two.beside, ofOne)];
  if (oneTakes && twoTakes && !oneKeeps && !twoKeeps) return true;
  if (!said.one.first.open || !said.two.first.open) return false;
  const turned = said.one.first.at < said.two.first.at !== meant.one.first.at < meant.two.first.at;
  if (!turned || (said.one.run === said.two.run && meant.one.run === meant.two.run)) return false;
  if (said.one.first.instead !== said.two.first.instead) return false;
  return !(oneKeeps && !oneTakes && twoKeeps && !twoTakes);
}

const minus = (a: ReadonlySet<string>, b: ReadonlySet<string>): Set<string> =>
  new Set([...a].filter((item) => !b.has(item)));

const meets = (a: ReadonlySet<string>, b: ReadonlySet<string>): boolean => [...a].some((item) => b.has(item));

/** Things by their first meaning; a run is what stands side by side with nothing but harmless words between. */
function thingsOf(
  mentions: readonly Mention[],
  acts: ReadonlySet<string>,
  joins: ReadonlySet<string>,
): Map<string, Thing> {
  const isValue = ({ meanings }: Mention): boolean => meanings[0]?.startsWith('§') === true;
  const things = new Map<string, Thing>();
  let [run, sentence] = [0, 0];
  for (const mention of mentions) {
    if ((!mention.open && !joins.has(mention.text)) || mention.sentence !== sentence) run += 1;
    sentence = mention.sentence;
    if ((mention.harmless && !isValue(mention)) || isOf(mention, acts)) continue;
    const meaning = mention.meanings[0] ?? mention.content[0] ?? '';
    const beside = mentions
      .filter((other) => other.clause === mention.clause && (isOf(other, acts) || isValue(other)))
      .flatMap(({ meanings }) => meanings)
      .filter((other) => other !== meaning);
    const before = things.get(meaning);
    things.set(meaning, {
      meaning,
      first: before?.first ?? mention,
      run: before?.run ?? run,
      beside: new Set([...(before?.beside ?? []), ...beside]),
    });
  }
  return things;
}
