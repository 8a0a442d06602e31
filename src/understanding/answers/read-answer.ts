/** Which open questions a message answers, and with what value. */
import type { AnswerKind } from '../../contracts/ir.js';
import type { Entity, FollowUp, Understanding } from '../../contracts/understanding.js';
import type { FactKind } from '../../contracts/customer.js';
import type { Json } from '../../contracts/json.js';
import { noIntent } from '../intents/index.js';
import { amountAnswer } from './amount.js';
import { asksSomething, choiceAnswer, closedChoice, plainChoice } from './choice.js';
import { dateAnswer } from './date.js';
import type { Nearest } from './nearest-option.js';
import { numberAnswer } from './number.js';
import { recordNumberIn } from './number-choice.js';
import { openingOf } from './message-opening.js';
import { thingAmongKept } from './things-said.js';
import { readOffer, readYesOrNo, yesOrNo } from './yes-or-no.js';
import { isQuestion } from './content-choice.js';
import { withoutNever } from './denied-numbers.js';
import { lastWord } from './change-of-mind.js';
import { linesMeant } from './order-lines.js';
import { meansWhole, namesSome } from './whole-or-part.js';
import { wantsNothingNew } from '../follow-ups/known-phrases.js';

// Which options of a list an answer means: "both", "all but the lamp", "1 and 3", "the blue one".

/** Words that may stand between the numbers of a list. */
const BETWEEN =
  /^(?:and|und|the|number|numbers|no|nr|nummer|nummern|item|items|option|options|optionen|artikel|position|please|bitte|#)$/u;

/** What is offered: the options as the customer read them, and what else each is called (empty if nothing). */
interface Offered {
  labels: readonly string[];
  aliases?: readonly string[];
  meant?: Nearest | 'none';
}

/** The places of the options meant, in their order; nothing if it is unclear. */
function choicesAnswer(
  text: string,
  { labels, aliases = [], meant }: Offered,
  isAboutSomethingElse = false,
): number[] | undefined {
  if (isQuestion(text)) return undefined;
  const listed = numbersListed(lastWord(text).text, labels.length);
  if (listed !== undefined) return listed === 'unclear' ? undefined : listed;
  if (typeof meant === 'object' && (meant.close || !isAboutSomethingElse)) return [meant.option];
  if (isAboutSomethingElse && !meansWhole(text) && !namesSome(text, labels)) return undefined;
  const only = thingAmongKept(text, labels);
  if (only !== undefined) return [only];
  const lines = labels.map((name, at) => ({ id: String(at), name, alias: aliases[at] }));
  const named = linesMeant(withoutNever(text), lines).map(Number);
  if (named.length > 0) return named;
  const one = choiceAnswer(text, labels, aliases);
  return one === undefined ? undefined : [one];
}

/** "1, 3 and 4": places in the list if nothing else is said; `unclear` where one of them is none. */
function numbersListed(text: string, count: number): number[] | 'unclear' | undefined {
  const words = text
    .toLowerCase()
    .split(/[\s.,!?;:+&()]+/u)
    .filter((word) => word !== '' && !BETWEEN.test(word));
  if (words.length === 0 || !words.every((word) => /^#?\d{1,2}$/u.test(word))) return undefined;
  const places = words.map((word) => Number(word.replace('#', '')) - 1);
  if (places.some((place) => place < 0 || place >= count)) return 'unclear';
  return [...new Set(places)].sort((one, other) => one - other);
}

/** A message as answers see it: the customer's own words, and what was understood. */
export interface PossibleAnswer {
  text: string;
  understanding: Pick<Understanding, 'intent' | 'sure' | 'entities'>;
  /** What its words alone say, if it names no matter of its own. */
  followUp?: FollowUp | undefined;
  /** The day on which it was read, `yyyy-MM-dd` in the shop's zone: for "tomorrow", and dates without a year. */
  today: string;
  /** The shop's, for amounts without one. */
  currency?: string | undefined;
}

/** An open question that a message may answer. */
export interface Question {
  kind: AnswerKind;
  /** Options of a `choice` or of `choices`, or yes and no, as the customer read them. */
  labels: readonly string[];
  /** What else each of them is called, such as its article number; empty if nothing. */
  aliases?: readonly string[];
  /** Of options that are known by heart, the one that the message means in its own words, or that it means none. */
  meant?: Nearest | 'none';
  /** The option that an answer counts as which names none. */
  otherwise?: number;
  /** Facts that are asked for. */
  facts?: readonly string[];
  /** Intent of the run that asks. */
  intent?: string;
  /** As the customer read it. */
  question?: string;
  /** Number of its record. */
  about?: string;
  /** A call of the run builds on the yes to it. */
  confirms?: true;
  /** How often it has been asked again. */
  reasked?: number;
}

/**
 * An answer as far as a message is one: its value, and where in its opening something else begins; or near a yes. `also`: the numbers
 * of further records for which the same is wanted.
 */
export type Answered = { value: Json; rest?: number; corrects?: true; also?: readonly string[] } | 'nearly';

/** What a message answers to a question, and what it goes on with; undefined if it does not answer it. */
export function answerIn(question: Question, message: PossibleAnswer): Answered | undefined {
  if (question.kind !== 'yes_or_no') {
    const several = question.kind === 'choice' ? recordsMeant(question, message) : undefined;
    if (several !== undefined) return several;
    const value = answerTo(question, message);
    return value === undefined ? undefined : { value };
  }
  const pressed = question.labels.findIndex((label) => isSame(label, message.text));
  if (pressed !== -1) return { value: pressed === 0 ? 'yes' : 'no' };
  const { text, whole } = openingOf(message.text);
  // What is not read may contain a "but".
  const read = whole ? readYesOrNo(text, question) : undefined;
  if (question.confirms !== true && question.question !== undefined && whole) {
    // No call builds on the yes: a person is asked, or the next question.
    const offered = read === undefined || read.says === 'nearly' ? readOffer(text, question) : undefined;
    if (offered !== undefined) return { value: offered };
  }
  if (read === undefined) return undefined;
  if (read.says === 'nearly') return 'nearly';
  const { says, ...more } = read;
  return { value: says, ...more };
}

/** "Both", "10604 and 10605": of a menu of records, the first that is meant, and the numbers of the others. */
function recordsMeant(question: Question, message: PossibleAnswer): Answered | undefined {
  const { labels, aliases = [] } = question;
  const numbers = labels.map(recordNumberIn);
  if (numbers.includes(undefined) || !JOINS.test(message.text)) return undefined;
  if (isAboutSomethingElse(question, message) && !isName(message.text)) return undefined;
  const { text, whole } = openingOf(message.text);
  const [first, ...others] = whole ? (choicesAnswer(text, { labels, aliases }) ?? []) : [];
  const also = others.flatMap((at) => numbers[at] ?? []);
  return first === undefined || also.length === 0 ? undefined : { value: first, also };
}

/** What joins several, or means all of them. */
const JOINS =
  /(?<!\p{L})(?:and|plus|both|all|everything|every|und|un|u|sowie|beide[ns]?|beids?|be+de|alle[ns]?|sämtliche)(?!\p{L})|[&+]/iu;

/** Whether a message is a label and nothing else, as a button sends it. */
const isSame = (label: string, text: string): boolean => plain(label) === plain(text);
const plain = (text: string): string => text.normalize('NFKC').trim().toLowerCase();

/** The value of the answer for the question's kind, or nothing if the message does not answer it. */
export function answerTo(question: Question, message: PossibleAnswer): Json | undefined {
  const isMenu = question.kind === 'choice' || question.kind === 'choices';
  // Few words beside a menu are about it, whatever a model makes of them.
  const another = isAboutSomethingElse(question, message) && !(isMenu && isName(message.text));
  const { text, whole } = openingOf(message.text);
  const isSmallTalk = isSmallTalkOnly(message) || message.followUp?.is === 'file';
  switch (question.kind) {
    case 'yes_or_no': {
      const read = answerIn(question, message);
      return read === undefined || read === 'nearly' ? undefined : read.value;
    }
    case 'choice': {
      const { labels, aliases, meant } = question;
      if (meant !== undefined) return meantOption(question, text, another && !wantsNothingNew(text));
      if (!another) return thingAmongKept(text, labels) ?? choiceAnswer(text, labels, aliases);
      return whole ? closedChoice(text, labels, aliases) : undefined;
    }
    case 'choices': {
      if (another && !whole) return undefined;
      const first = /^[^.!?\n]+(?=[.!]\s)/u.exec(text)?.[0];
      // "The jumper with the foxes. The puzzle he plays with already.": the first sentence says which, the others tell of it.
      const named =
        another && first !== undefined && isName(first) ? choicesAnswer(first, question) : undefined;
      return named ?? choicesAnswer(text, question, another);
    }
    case 'number':
      return another || isSmallTalk ? undefined : numberAnswer(text, question.question);
    case 'date':
      return another || isSmallTalk ? undefined : dateAnswer(text, message.today);
    case 'amount': {
      const amount = another ? undefined : amountAnswer(text, message.currency);
      return amount === undefined ? undefined : { ...amount };
    }
    case 'text':
      return another || isSmallTalk || message.text.trim() === '' ? undefined : message.text.trim();
    case 'facts': {
      const isTry = !another && !isSmallTalk && message.followUp?.is !== 'reason';
      return isTry || hasFact(question.facts ?? [], message.understanding.entities) ? {} : undefined;
    }
  }
}

/** Few words that begin as a name does, "the jacket", "all but the clock": they say which, and want nothing of their own. */
const isName = (text: string): boolean => BEGINS_NAME.test(text) && wantsNothingNew(text);
const BEGINS_NAME =
  /^\W*(?:#?\d|(?:only|just|the|that|those|this|these|my|all|both|everything|an?|one|two|three|four|first|second|third|last|in|on|for|from|with|without|number|not|still|nur|bloß|die|der|das|den|dem|alles?|beide[ns]?|eine?[nrms]?|zwei|drei|vier|meine?[nrms]?|erste\p{L}*|letzte\p{L}*|im|am|vom|von|mit|ohne|für|noch|schon|nicht|doch)(?!\p{L}))/iu;

/** The option of a menu whose meaning has been asked: what names one is an answer, whatever else it could want. */
function meantOption(
  { labels, aliases, meant = 'none' }: Question,
  text: string,
  isAboutSomethingElse: boolean,
): number | undefined {
  const named = plainChoice(text, labels, aliases);
  if (typeof named === 'number') return named;
  if (named === 'nothing' || meant === 'none') return undefined;
  return meant.close || !isAboutSomethingElse ? meant.option : undefined;
}

/** The option that words count as which name none of a menu: they neither ask nor want something else, nor are mere small talk. */
export function otherwiseIn(question: Question, message: PossibleAnswer): Answered | undefined {
  const { otherwise } = question;
  const { text, followUp } = message;
  if (otherwise === undefined || !/\p{L}/u.test(text) || asksSomething(text)) return undefined;
  const isAside = isSmallTalkOnly(message) || followUp?.is === 'file' || followUp?.is === 'number';
  return isAside || isAboutSomethingElse(question, message) ? undefined : { value: otherwise };
}

/** True if the intent is surely another request than the asking one; small talk is never another request. */
function isAboutSomethingElse({ intent }: Question, { understanding }: PossibleAnswer): boolean {
  return understanding.sure && understanding.intent !== noIntent && understanding.intent !== intent;
}

/** "Thank you" and "good morning" answer nothing, as they stand; "no, thank you" does. */
const isSmallTalkOnly = ({ followUp, text }: PossibleAnswer): boolean =>
  followUp?.is === 'small_talk' && followUp.answers !== true && yesOrNo(text) === undefined;

/** The entities that are facts. */
export const TYPES: Readonly<Record<FactKind, Entity['type']>> = {
  number: 'order_number',
  email: 'email',
  postcode: 'postcode',
};

/** True for the words that name facts. */
export function isFactKind(word: string): word is FactKind {
  return word in TYPES;
}

/** Whether something in a message is one of the facts asked for. */
export function hasFact(kinds: readonly string[], entities: readonly Entity[]): boolean {
  return kinds.some((kind) => isFactKind(kind) && entities.some(({ type }) => type === TYPES[kind]));
}
