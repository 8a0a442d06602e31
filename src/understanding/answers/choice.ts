/**
 * Which option of a question a message chooses. A number that names a listed record means that record; it is a
 * place in the list only if it names none. Whatever could mean two is no answer, so the question is asked again.
 */
import { contentChoice, isQuestion, pointsAway } from './content-choice.js';
import { withoutNever } from './denied-numbers.js';
import { lastWord } from './change-of-mind.js';
import { namedByAlias } from './aliases.js';
import { withoutAsides } from './without-asides.js';
import { linesMeant } from './order-lines.js';
import { numberChoice, offeredBy } from './number-choice.js';
import { comparedChoice, dimensionChoice, partChoice, sizeChoice } from './label-parts.js';
import { longestCompared, type Nearest, nearestOption, type Wording } from './nearest-option.js';
import { isLast, placeOf } from './ordinals.js';
import { meansFullPrice, meansWhole, namesSome } from './whole-or-part.js';
import { yesOrNo } from './yes-or-no.js';

// The things that an option is about, such as the lines of an order: its alias lists them, each behind a line break.

/** Their names; none if the option is not about things. */
const thingsOf = (alias: string): string[] => (alias.startsWith('\n') ? alias.slice(1).split('\n') : []);

/** The alias of an option that has a name besides its label; empty for one that is about things. */
const withoutThings = (alias: string): string => (alias.startsWith('\n') ? '' : alias);

/** The index of the one option that the message names, by number, by place, or by what only its label says. */
export function choiceAnswer(
  text: string,
  labels: readonly string[],
  aliases: readonly string[] = [],
): number | undefined {
  const exact = labelItself(text, labels) ?? yesOrNoOption(text, labels);
  if (exact !== undefined) return exact;
  const { text: last, before } = lastWord(text);
  const said = withoutAsides(last, (rest) => namesOne(rest, labels));
  const scope = scopeOption(said, labels, aliases);
  if (scope !== undefined) return scope === 'neither' ? undefined : scope;
  const [alias, ...others] = namedByAlias(withoutNever(said), aliases.map(withoutThings));
  if (alias !== undefined) return others.length === 0 && !isQuestion(said) ? alias : undefined;
  const bySize = dimensionChoice(said, labels) ?? sizeChoice(said, labels) ?? comparedChoice(said, labels);
  if (bySize !== undefined) return bySize;
  const named = numberChoice(said, before, offeredBy(labels));
  if (named === 'unclear') return undefined;
  if (named === 'nothing') {
    const own = last === text ? said : text;
    return contentChoice(said, labels) ?? partChoice(said, labels) ?? choiceByName(own, said, before, labels);
  }
  return !named.byRecord && pointsAway(said, labels, named.option) ? undefined : named.option;
}

/**
 * What rules alone say to options that are known by heart, before their meaning is asked: an option, `nothing` for a message that
 * chooses none, such as a question, or undefined for one whose meaning counts.
 */
export function plainChoice(
  text: string,
  labels: readonly string[],
  aliases: readonly string[] = [],
): number | 'nothing' | undefined {
  // "I only want one" counts, and is no place in the menu.
  const closed = COUNTS.test(text) ? undefined : closedChoice(text, labels, aliases);
  if (closed !== undefined) return closed;
  const byYes = yesOrNoOption(text, labels);
  if (byYes !== undefined) return byYes;
  const said = lastWord(text).text;
  return text.length > longestCompared || isQuestion(said) || ASKING.test(said) ? 'nothing' : undefined;
}

const COUNTS =
  /(?<!\p{L})(?:want|need|keep|ordered|will|brauche|möchte|wollte|bestellt)(?!\p{L}).*(?<!\p{L})(?:one|two|three|four|five|eine?[nrms]?|zwei|drei|vier|fünf)\W*$/iu;

/** Whether a message asks something, also without a question mark. */
export const asksSomething = (text: string): boolean =>
  text.includes('?') || isQuestion(text) || ASKING.test(text);

/** Questions that people write without a question mark; "where is the lid" tells what is missing. */
const ASKING =
  /^\W*(?:how(?! ?ever| many)|when|why|who|what (?:is|are|do|does|did|would|happens)|wie(?! (?:besprochen|bestellt|beschrieben|geschrieben|vereinbart|viele))|wann|warum|wieso|weshalb|wer(?! von)|was (?:ist|sind|meinen|meinst|passiert|kostet|heißt|bedeutet|wäre)|geht das|ist (?:das|es|die \p{L}+) (?:kostenlos|möglich|schon|noch|auch)|kostet das)(?!\p{L})/iu;

/** The option that is meant by the nearest wording; all of something is chosen by closed forms alone, for money hangs on it. */
export function meantChoice(
  text: string,
  options: readonly Wording[],
  likeness: readonly (readonly number[])[],
): Nearest | undefined {
  const labels = options.map(([label]) => label);
  const near = nearestOption(lastWord(text).text, options, likeness);
  const isWhole = near !== undefined && meansWhole(labels[near.option] ?? '');
  return isWhole && scopeOption(text, labels, []) !== undefined ? undefined : near;
}

/** The option that the message names and says nothing else: closed forms, which are an answer whatever else they might mean. */
export function closedChoice(
  text: string,
  labels: readonly string[],
  aliases: readonly string[] = [],
): number | undefined {
  const scope = scopeOption(text, labels, aliases);
  return typeof scope === 'number' ? scope : wholeMessageChoice(text, labels);
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

/**
 * Where one option is all of something, and another perhaps some of its things: which is meant, or neither. These two are
 * chosen by closed forms alone, and any other one by words of its own: "some money off" is not some of the things.
 */
function scopeOption(
  text: string,
  labels: readonly string[],
  aliases: readonly string[],
): number | 'neither' | undefined {
  const [whole, ...others] = labels.flatMap((label, at) => (meansWhole(label) ? [at] : []));
  if (whole === undefined || others.length > 0) return undefined;
  if (meansWhole(text)) return whole;
  // Of an order, the whole price of one thing is no more than a part.
  if (!OF_SEVERAL.test(labels[whole] ?? '') && meansFullPrice(text)) return whole;
  const some = aliases.findIndex((alias) => thingsOf(alias).length > 0);
  if (namesSome(text, thingsOf(aliases[some] ?? ''))) return some;
  const option = wholeMessageChoice(text, labels) ?? contentChoice(text, labels);
  const isByContent = option === whole || option === some;
  return option === undefined || (isByContent && !isPlaceAlone(text, labels)) ? 'neither' : option;
}

const OF_SEVERAL =
  /(?<!\p{L})(?:order|purchase|parcel|basket|bestellung|kauf|einkauf|paket|warenkorb)(?!\p{L})/iu;

/** Whether the message is an option's number or place, and nothing else. */
const isPlaceAlone = (text: string, labels: readonly string[]): boolean =>
  wholeMessageChoice(text, labels) !== undefined;

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

/** Whether a part of an answer says by itself which option is meant. */
const namesOne = (text: string, labels: readonly string[]): boolean =>
  contentChoice(text, labels) !== undefined || choiceByName(text, text, '', labels) !== undefined;

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
