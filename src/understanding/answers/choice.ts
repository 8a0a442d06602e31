/**
 * Which option of a question a message chooses. A number that names a listed record means that record; it is a
 * place in the list only if it names none. Whatever could mean two is no answer, so the question is asked again.
 */
import { contentChoice, isQuestion, pointsAway } from './content-choice.js';
import { withoutNever } from './denied.js';
import { lastWord } from './last-word.js';
import { namedByAlias } from './aliases.js';
import { linesMeant } from './lines.js';
import { numberChoice, offeredBy } from './number-choice.js';
import { isLast, placeOf } from './places.js';
import { yesOrNo } from './yes-or-no.js';

/** The index of the one option that the message names, by number, by place, or by what only its label says. */
export function choiceAnswer(
  text: string,
  labels: readonly string[],
  aliases: readonly string[] = [],
): number | undefined {
  const exact = labelItself(text, labels) ?? yesOrNoOption(text, labels);
  if (exact !== undefined) return exact;
  const { text: said, before } = lastWord(text);
  const [alias, ...others] = namedByAlias(withoutNever(said), aliases);
  if (alias !== undefined) return others.length === 0 && !isQuestion(said) ? alias : undefined;
  const named = numberChoice(said, before, offeredBy(labels));
  if (named === 'unclear') return undefined;
  if (named === 'nothing') return contentChoice(said, labels) ?? choiceByName(text, said, before, labels);
  return !named.byRecord && pointsAway(said, labels, named.option) ? undefined : named.option;
}

/** The whole message is an option's label, its number or its place. */
export function wholeMessageChoice(text: string, labels: readonly string[]): number | undefined {
  const exact = labelItself(text, labels);
  if (exact !== undefined) return exact;
  const named = numberChoice(text, '', offeredBy(labels));
  return typeof named === 'object' && named.isAll ? named.option : undefined;
}

/** The label as it stands in the question, with or without its number in the list. */
function labelItself(text: string, labels: readonly string[]): number | undefined {
  const said = plain(text);
  const at = labels.findIndex((label, index) => {
    const own = plain(label);
    return own === said || `${index + 1} ${own}` === said;
  });
  return at < 0 ? undefined : at;
}

/** A yes or a no in other words than those of the option that says so. */
function yesOrNoOption(text: string, labels: readonly string[]): number | undefined {
  const said = yesOrNo(text);
  const meant = labels.map(yesOrNo);
  const isOne = said !== undefined && meant.indexOf(said) === meant.lastIndexOf(said);
  return isOne && meant.includes(said) ? meant.indexOf(said) : undefined;
}

/** "the blue one", "no wait, the other one": the one option meant, found as for the lines of an order. */
function choiceByName(
  text: string,
  said: string,
  before: string,
  labels: readonly string[],
): number | undefined {
  if (isQuestion(said)) return undefined;
  const lines = labels.map((name, at) => ({ id: String(at), name }));
  const [only, ...more] = linesMeant(withoutNumbers(withoutNever(text)), lines);
  if (only === undefined || more.length > 0 || (before === '' && said !== text)) return undefined;
  return Number(only);
}

/** Numbers and places have been read by now; "the first time" would only be mistaken for one. */
const withoutNumbers = (text: string): string =>
  text.replace(/#?[\p{L}\d]+/gu, (word) =>
    /\d/u.test(word) || placeOf(word.toLowerCase(), 0) >= 0 || isLast(word.toLowerCase()) ? ' ' : word,
  );

const plain = (text: string): string =>
  text
    .toLowerCase()
    .split(/[\s.,!?;:()"']+/u)
    .filter((word) => word !== '')
    .join(' ');
