/** Which option of a question a message chooses. */
import { amountsIn } from './amount.js';
import { datesIn } from './date.js';
import { lastWord } from './last-word.js';
import { linesMeant } from './lines.js';
import { placeOf } from './places.js';

/** Words that may stand around the number of an option. */
const AROUND = new Set(
  (
    'the one number no nr option choice please pls thanks thank you i mean meant take it is its that would be my order for ' +
    'die der das den dem nummer bitte danke ich meine meinte nehme ist wäre es bestellung auswahl und hi hallo hello'
  ).split(' '),
);
/** Words too common to tell options apart. */
const COMMON = new Set(
  'order orders bestellung from with the and for that this one parcel paket vom von mit und die der das eur usd not nicht no nein'.split(
    ' ',
  ),
);

/** The index of the one option that the message names, by number, by place, or by what only its label says. */
export function choiceAnswer(text: string, labels: readonly string[]): number | undefined {
  const { text: said, before } = lastWord(text);
  return (
    wholeMessageChoice(said, labels) ??
    choiceByContent(said, labels) ??
    choiceByName(text, said, before, labels)
  );
}

/** "the blue one", "no wait, the other one": the one option that is meant as a line of an order would be. */
function choiceByName(
  text: string,
  said: string,
  before: string,
  labels: readonly string[],
): number | undefined {
  const lines = labels.map((name, at) => ({ id: String(at), name }));
  const [only, ...more] = linesMeant(text, lines);
  if (only === undefined || more.length > 0 || /\d{4}/u.test(said) || (before === '' && said !== text))
    return undefined;
  return Number(only);
}

/** The whole message is an option's label, its number or its place. */
export function wholeMessageChoice(text: string, labels: readonly string[]): number | undefined {
  const said = wordsOf(text);
  const exact = labels.findIndex((label) => wordsOf(label).join(' ') === said.join(' '));
  if (exact >= 0) return exact;
  const places = said.filter((word, at) => !AROUND.has(word) || isLoneOrdinal(word, said, at));
  const place = places[0] === undefined ? -1 : placeOf(places[0], labels.length);
  return places.length === 1 && place >= 0 && place < labels.length ? place : undefined;
}

/** "one" is a filler in "the second one" and a number when it stands alone. */
function isLoneOrdinal(word: string, said: readonly string[], at: number): boolean {
  return word === 'one' && said.every((other, n) => n === at || (AROUND.has(other) && other !== 'the'));
}

/** What the message says is found in one label only, and nothing of it points to another. */
function choiceByContent(text: string, labels: readonly string[]): number | undefined {
  const contents = labels.map(marksOf);
  const said = marksOf(text);
  const pointed = new Set<number>();
  for (const mark of said) {
    const having = contents.flatMap((marks, index) => (marks.has(mark) ? [index] : []));
    if (having.length === 1 && having[0] !== undefined) pointed.add(having[0]);
  }
  const [index] = pointed;
  return pointed.size === 1 ? index : undefined;
}

/** What tells options apart: long numbers, dates with and without year, amounts, words of four letters and more. */
function marksOf(text: string): Set<string> {
  const words = wordsOf(text).filter((word) => !COMMON.has(word));
  const telling = words.filter((word) => /^#?0*\d{4,}$/u.test(word) || /^\p{L}{4,}$/u.test(word));
  return new Set([
    ...telling.map((word) => word.replace(/^#?0*(?=\d)/u, '')),
    ...datesIn(text).flatMap(({ month, day }) => [`on ${month}-${day}`]),
    ...amountsIn(text).map(({ minor, currency }) => `${minor} ${currency}`),
  ]);
}

function wordsOf(text: string): string[] {
  return text
    .toLowerCase()
    .split(/[\s.,!?;:()"']+/u)
    .filter((word) => word !== '');
}
