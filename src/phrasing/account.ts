/** Whether every word of a phrasing is accounted for by the sentence, and every one of the sentence by the phrasing. */
import type { Lexicon } from './lexicon.js';
import { firm, isFirm } from './meanings.js';
import { isOf, type Mention } from './mentions.js';
import { reversed, swapped } from './swaps.js';
import { isTurned, type Tense } from './tense.js';

/** What cannot be accounted for. */
export type Unaccounted =
  { why: 'word_added' | 'word_lost' | 'word_moved' | 'tense' | 'polarity'; what: string } | undefined;

/** Compares what a phrasing mentions with what the sentence does; `given` is what its values mention. */
export function account(
  said: readonly Mention[],
  meant: readonly Mention[],
  given: readonly Mention[],
  lexicon: Lexicon,
): Unaccounted {
  const [known, knownStems] = [groupsOf([...meant, ...given]), stemsIn([...meant, ...given])];
  const added = said.find((mention) => !mention.harmless && !isIn(mention, known, knownStems));
  if (added !== undefined) return { why: 'word_added', what: added.text };
  const [told, toldStems] = [new Set(said.flatMap(({ meanings }) => meanings.map(firm))), stemsIn(said)];
  // What the sentence itself says only vaguely is not said again by what is vague in another way.
  const lost = exactly(meant).find(
    (mention) => !mention.harmless && !isIn(mention, told, toldStems) && !isOf(mention, lexicon.leavable),
  );
  if (lost !== undefined) return { why: 'word_lost', what: lost.text };
  const turned = turnedAct(said, meant, lexicon);
  if (turned !== undefined) return { why: 'tense', what: turned };
  const denied = deniedAct(said, meant, lexicon) ?? deniedThing(said, meant);
  if (denied !== undefined) return { why: 'polarity', what: denied };
  const moved = reversed(said, meant) ?? swapped(exactly(said, groupsOf(meant)), exactly(meant), lexicon);
  return moved === undefined ? undefined : { why: 'word_moved', what: moved };
}

/** What is said only vaguely does not count as said. */
const groupsOf = (mentions: readonly Mention[]): Set<string> =>
  new Set(mentions.flatMap(({ meanings }) => meanings.filter(isFirm)));

const stemsIn = (mentions: readonly Mention[]): Set<string> =>
  new Set(mentions.flatMap(({ content }) => content));

/** Mentions without what they say only vaguely, unless it stands for one of the `known` groups. */
const exactly = (mentions: readonly Mention[], known: ReadonlySet<string> = new Set()): Mention[] =>
  mentions.map((mention) => ({
    ...mention,
    meanings: mention.meanings.flatMap((meaning) =>
      isFirm(meaning) || known.has(firm(meaning)) ? [firm(meaning)] : [],
    ),
  }));

/** The same words, or others of a group of theirs. */
const isIn = (
  { meanings, content }: Mention,
  known: ReadonlySet<string>,
  knownStems: ReadonlySet<string>,
): boolean =>
  meanings.some((meaning) => known.has(firm(meaning))) ||
  (content.length > 0 && content.every((stem) => knownStems.has(stem)));

function turnedAct(
  said: readonly Mention[],
  meant: readonly Mention[],
  lexicon: Lexicon,
): string | undefined {
  const there = tensesBy(verbsOf(meant, lexicon), lexicon);
  const verbs = verbsOf(asMeant(said, meant), lexicon);
  const turned = [...tensesBy(verbs, lexicon)].find(([act, tenses]) =>
    isTurned(tenses, there.get(act) ?? new Set()),
  );
  if (turned !== undefined) return turned[0];
  // Of several that say it, one that says it for another time, unless it says another thing of the sentence.
  const odd = verbs.find((verb) => {
    const [own, acts] = [timesOf(verb), verb.meanings.filter((meaning) => there.has(meaning))];
    if (verb.tense !== 'done' && verb.tense !== 'open') return false;
    return acts.length > 0 && acts.every((act) => isTurned(own, there.get(act) ?? new Set()));
  });
  return odd?.text;
}

/** What is accounted for only by a vague word has the tense of what it stands for: "email" for "sent". */
function asMeant(said: readonly Mention[], meant: readonly Mention[]): Mention[] {
  const [known, stems, told] = [groupsOf(meant), stemsIn(meant), groupsOf(said)];
  return said.map((mention) => {
    if (mention.harmless || isOf(mention, known) || mention.content.some((stem) => stems.has(stem)))
      return mention;
    const meanings = mention.meanings.map(firm).filter((meaning) => known.has(meaning) && !told.has(meaning));
    // What is going on for the one may be still to come for the other: "I am passing it on", "a colleague will take over".
    return { ...mention, meanings, tense: mention.tense === 'going' ? undefined : mention.tense };
  });
}

/** "As soon as it arrives" says nothing of whether it has. */
const isTimed = ({ tense }: Mention): boolean => tense !== undefined;

/** What is said of an act here and denied of it there. */
function deniedAct(
  said: readonly Mention[],
  meant: readonly Mention[],
  { acts }: Lexicon,
): string | undefined {
  const signs = (mentions: readonly Mention[], act: string): Set<boolean> =>
    new Set(mentions.filter(({ meanings }) => meanings.includes(act)).map(({ negated }) => negated));
  return [...acts].find((act) => {
    const [here, there] = [signs(said.filter(isTimed), act), signs(meant, act)];
    return there.size > 0 && [...here].some((sign) => !there.has(sign));
  });
}

/** Of two things, one that is denied here and not there, and one the other way round. */
function deniedThing(said: readonly Mention[], meant: readonly Mention[]): string | undefined {
  const [here, there] = [signsBy(said), signsBy(meant)];
  const turned = [...here].filter(([stem, sign]) => there.has(stem) && there.get(stem) !== sign);
  return new Set(turned.map(([, sign]) => sign)).size > 1 ? turned[0]?.[0] : undefined;
}

/** Whether each word that no list has, and each value, is denied wherever it stands. */
function signsBy(mentions: readonly Mention[]): Map<string, boolean> {
  const signs = new Map<string, boolean>();
  for (const { open, meanings, content, negated } of mentions) {
    const key = open ? (content[0] ?? '') : (meanings.find((meaning) => meaning.startsWith('§')) ?? '');
    if (key !== '') signs.set(key, negated && signs.get(key) !== false);
  }
  return signs;
}

/** A noun has no tense where a verb stands with it: "We are checking your return". */
function verbsOf(all: readonly Mention[], { acts, beforeNouns, leavable }: Lexicon): Mention[] {
  // "Your refund was issued": the verb may be left out, so its time is that of the noun.
  const isFull = (mention: Mention): boolean => isOf(mention, acts) && !isOf(mention, leavable);
  const isNoun = (mention: Mention, index: number): boolean =>
    beforeNouns.has(all[index - 1]?.text ?? '') &&
    all.some((other) => other.clause === mention.clause && other.at !== mention.at && isFull(other));
  return all.filter((mention, index) => isOf(mention, acts) && !isNoun(mention, index));
}

/** What has not been done yet still has to be. */
function timesOf({ tense, negated, pending, dated }: Mention): Set<Tense> {
  if (tense === undefined) return new Set();
  // "It is coming on Monday" is still to come.
  if (tense === 'going' && dated) return new Set([tense, 'open']);
  const isUndone = negated && pending && (tense === 'done' || tense === 'state');
  return new Set(isUndone ? [tense, 'needed'] : [tense]);
}

/** By act, and by `=` and the word itself, for a word that stands for other acts here than there. */
function tensesBy(verbs: readonly Mention[], { acts }: Lexicon): Map<string, Set<Tense>> {
  const by = new Map<string, Set<Tense>>();
  for (const verb of verbs.filter(isTimed))
    for (const act of [
      ...verb.meanings.filter((meaning) => acts.has(meaning)),
      ...verb.content.map((stem) => `=${stem}`),
    ])
      by.set(act, new Set([...(by.get(act) ?? []), ...timesOf(verb)]));
  return by;
}
