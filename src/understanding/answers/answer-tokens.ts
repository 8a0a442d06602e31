/** An answer as words and marks, and what each phrase in it does, by the words of all languages at once: people mix them. */
import { languages } from '../../texts/languages/index.js';
import type { AnswerWords, AskedAction } from '../../texts/languages/answer-words.js';

/** What a phrase does in an answer. */
export type Doing = Exclude<keyof AnswerWords, 'actions'>;

/** A word, something with a digit in it, or what parts clauses. */
export interface Spoken {
  kind: 'word' | 'number' | 'mark';
  /** In lower case, without apostrophes; of a letter that is drawn out ("nooo") one is left. */
  text: string;
  start: number;
  end: number;
  /** Of a mark: it ends a sentence. */
  ends?: boolean;
}

const TOKEN =
  /#?[\p{L}\d]+(?:(?:['’‘´`]|[.,:](?=\d)(?<=\d[.,:])|[_/-])[\p{L}\d]+)*|\p{Extended_Pictographic}|[.!?;…\n]+|[,:–—()"„“”-]/gu;

/** The words and marks of a text, in order. */
export function spokenIn(text: string): Spoken[] {
  return [...text.matchAll(TOKEN)].map(({ 0: raw, index }) => {
    const place = { start: index, end: index + raw.length };
    if (/\d/u.test(raw)) return { ...place, kind: 'number', text: value(raw) };
    if (/\p{L}/u.test(raw)) return { ...place, kind: 'word', text: plain(raw) };
    if (doing.has(raw)) return { ...place, kind: 'word', text: raw };
    return { ...place, kind: 'mark', text: raw, ends: !/^[,:–—()"„“”-]$/u.test(raw) };
  });
}

/** "39,90" and "39.90" are one. */
const value = (raw: string): string =>
  raw
    .toLowerCase()
    .replace(/^#/u, '')
    .replace(/,(?=\d{1,2}$)/u, '.');

const plain = (word: string): string =>
  word
    .normalize('NFC')
    .toLowerCase()
    .replaceAll(/['’‘´`]/gu, '')
    .replaceAll(/(\p{L})\1{2,}/gu, '$1');

const doing = new Map<string, Set<Doing>>();
const actions = new Map<string, Set<AskedAction>>();
for (const { answers } of languages.values()) {
  const { actions: own, ...others } = answers;
  // The keys of the types are the names of what phrases do.
  for (const [name, listed] of Object.entries(others)) note(doing, listed, name as Doing);
  for (const [name, listed] of Object.entries(own)) note(actions, listed, name as AskedAction);
}

function note<Name>(into: Map<string, Set<Name>>, listed: string, name: Name): void {
  for (const phrase of listed.split('|')) into.set(phrase, new Set([...(into.get(phrase) ?? []), name]));
}

const longest = Math.max(...[...doing.keys(), ...actions.keys()].map((phrase) => phrase.split(' ').length));

/** How many words the longest phrase has that does one of these and begins at a word; 0 if none does. */
export function lengthOf(spoken: readonly Spoken[], at: number, does: readonly Doing[]): number {
  return longestAt(spoken, at, (phrase) => does.some((one) => doing.get(phrase)?.has(one)));
}

/** The longest action that is named at a word, and its words; a long word may have one slip of the pen. */
export function actionAt(
  spoken: readonly Spoken[],
  at: number,
  among?: ReadonlySet<AskedAction>,
): { actions: ReadonlySet<AskedAction>; length: number } | undefined {
  const isAmong = (phrase: string): boolean =>
    [...(actions.get(phrase) ?? [])].some((action) => among === undefined || among.has(action));
  const length = longestAt(spoken, at, isAmong);
  if (length > 0) return { actions: actions.get(phraseAt(spoken, at, length)) ?? new Set(), length };
  const token = spoken[at];
  const word = token?.kind === 'word' ? token.text : '';
  const parted = partedAt(spoken, at, word).find(isAmong);
  if (parted !== undefined) return { actions: actions.get(parted) ?? new Set(), length: 1 };
  if (among === undefined || word.length < shortestSlip || doing.has(word)) return undefined;
  const meant = [...actions.keys()].find((phrase) => isAmong(phrase) && isSlipOf(word, phrase));
  return meant === undefined ? undefined : { actions: actions.get(meant) ?? new Set(), length: 1 };
}

/** Verbs of which a part stands later in the clause: "melden Sie sie … an". */
function partedAt(spoken: readonly Spoken[], at: number, verb: string): string[] {
  const to = spoken.findIndex(({ kind }, index) => index > at && kind === 'mark');
  const rest = spoken.slice(at + 1, to < 0 ? undefined : to).slice(0, farthestPart);
  return rest.map(({ text }) => `${verb} … ${text}`).filter((phrase) => actions.has(phrase));
}

/** Words from a verb to its part at most. */
const farthestPart = 6;

/** Letters of the shortest word that may be misspelt. */
const shortestSlip = 5;

/** One letter missing, too many or another one, or two changed over. */
function isSlipOf(word: string, meant: string): boolean {
  if (Math.abs(word.length - meant.length) > 1 || meant.length < shortestSlip) return false;
  let at = 0;
  while (at < word.length && word[at] === meant[at]) at += 1;
  const [said, wanted] = [word.slice(at), meant.slice(at)];
  return (
    said.slice(1) === wanted ||
    said === wanted.slice(1) ||
    said.slice(1) === wanted.slice(1) ||
    (said[0] === wanted[1] && said[1] === wanted[0] && said.slice(2) === wanted.slice(2))
  );
}

function longestAt(spoken: readonly Spoken[], at: number, isIt: (phrase: string) => boolean): number {
  let words = 0;
  while (words < longest && spoken[at + words]?.kind === 'word') words += 1;
  while (words > 0 && !isIt(phraseAt(spoken, at, words))) words -= 1;
  return words;
}

const phraseAt = (spoken: readonly Spoken[], at: number, length: number): string =>
  spoken
    .slice(at, at + length)
    .map(({ text }) => text)
    .join(' ');
