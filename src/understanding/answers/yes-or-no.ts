/**
 * Whether a message says yes or no to a question (DESIGN §23.1). Only known forms count, with politeness and with what the
 * question itself says; what follows in clauses of its own is left to be read as a message of its own. A no is a no whatever
 * follows it, for nothing happens on a no; a yes that something behind it could bind or take back is none yet.
 */
import { type AskedFor, askedFor, isSamePartOfMonth, saysTheSame } from './asked-for.js';
import { isAtOdds, isEcho } from './echoed-question.js';
import {
  beginsWithYes,
  correction,
  endsInNo,
  isTakenBack,
  lateNo,
  namesElse,
  ordersLater,
  readNo,
  refusal,
} from './objections-to-yes.js';
import {
  clauseAt,
  clauseEnd,
  clauses,
  has,
  isClauseEnd,
  isSaidOf,
  nextWord,
  type Opening,
  openingIn,
  restFrom,
  sentenceEnd,
  withoutJoiner,
  type YesOrNo,
} from './answer-clauses.js';
import { mentionsLine } from './order-lines.js';
import {
  anotherCount,
  isLaidOnThick,
  isYesWithRemarks,
  leavesYes,
  onlySome,
  otherCount,
  rivalBehindYes,
} from './remarks-behind-yes.js';
import { likelyYes } from './likely-yes.js';
import { isPuzzled } from './question-not-understood.js';
import { actionAt, type Doing, lengthOf, type Spoken, spokenIn } from './answer-tokens.js';

/** A yes-or-no question as the customer read it, and the number of its record. */
export interface Asking {
  question?: string | undefined;
  about?: string | undefined;
  /** How often it has been asked again, as one of yes or no. */
  reasked?: number | undefined;
}

/** The answer in a whole message; a question, or a mix of both, is none. */
export function yesOrNo(text: string): 'yes' | 'no' | undefined {
  if (text.includes('?')) return undefined;
  const read = readYesOrNo(text);
  return read === undefined || read.says === 'nearly' || read.rest !== undefined ? undefined : read.says;
}

/** What a message says to a question; undefined if it begins with neither a yes nor a no. */
export function readYesOrNo(text: string, asking: Asking = {}): YesOrNo | undefined {
  const read = readWithRemarks(text, asking);
  const { question } = asking;
  if (question === undefined) return read;
  // "Don't need it, so yes, skip it": a no that people say who mean yes.
  if (read?.says === 'no')
    return read.corrects !== true && likelyYes(text, question) >= contrary ? { says: 'nearly' } : read;
  if (read?.says === 'yes') return isLaidOnThick(text, question) ? { says: 'nearly' } : read;
  return inOwnWords(text, question, asking) ?? read;
}

/**
 * A yes in words that are not all known: as likely as people's yeses are, the more so before it has been asked for again, and with
 * nothing in it that the rules would have asked about.
 */
function inOwnWords(text: string, question: string, { reasked = 0 }: Asking): YesOrNo | undefined {
  if (IRONIC.test(text) || isLaidOnThick(text, question) || isPuzzled(text)) return undefined;
  if (!leavesYes(text, question) || !isSamePartOfMonth(text, askedFor(question))) return undefined;
  return likelyYes(text, question) >= (reasked === 0 ? sureYes : likely) ? { says: 'yes' } : undefined;
}

/**
 * From which probability a text counts as a yes; as one that is said again when nothing but yes or no was asked; and as no no, though it
 * has the words of one.
 */
const [sureYes, likely, contrary] = [0.75, 0.5, 0.9];

function readWithRemarks(text: string, asking: Asking): YesOrNo | undefined {
  const read = readForms(text, asking);
  const { question } = asking;
  if (read?.says === 'no' && read.rest !== undefined && question !== undefined) {
    const rest = text.slice(read.rest);
    const isCorrection = namesListed(rest, question) || otherCount(rest, question) !== undefined;
    return isCorrection ? { ...read, corrects: true } : read;
  }
  if (question === undefined) return read;
  if (read?.says === 'yes' && isAtOdds(statedIn(text, read.rest), question)) return { says: 'nearly' };
  if (read === undefined && isYesAtLast(text)) return { says: 'yes' };
  const isYes = read?.says === 'nearly' && (isEcho(text, question) || isYesWithRemarks(text, question));
  if (isYes || read?.says !== 'nearly') return isYes ? { says: 'yes' } : read;
  return (
    onlySome(text, question) ??
    anotherCount(text, question) ??
    rivalBehindYes(spokenIn(text), askedFor(question)) ??
    read
  );
}

/**
 * What a message says to a question on whose yes nothing is changed, such as whether a colleague shall look: whoever begins with a yes
 * wants it, whatever else they say, and whoever says that it is not needed does not.
 */
export function readOffer(text: string, asking: Asking = {}): 'yes' | 'no' | undefined {
  const read = readYesOrNo(text, asking);
  if (read !== undefined && read.says !== 'nearly') return read.says;
  const { question } = asking;
  const spoken = spokenIn(text);
  if (isPuzzled(text) || spoken.some(({ text: mark }) => mark.includes('?'))) return undefined;
  const first = spoken.slice(0, clauseEnd(spoken, 0));
  // "Yes, but only half of it" wants something else.
  const isBound =
    has(first, 0, first.length, ['no', 'negations']) || has(spoken, 0, spoken.length, ['binds']);
  if (beginsWithYes(spoken)) return isBound ? undefined : 'yes';
  if (question !== undefined && !isBound && !IRONIC.test(text) && likelyYes(text, question) >= sureYes)
    return 'yes';
  const isRefused = has(spoken, 0, spoken.length, ['negations', 'unneeded', 'against']);
  return isRefused && !has(spoken, 0, spoken.length, ['yes']) && spoken.length <= mostOfRefusal
    ? 'no'
    : undefined;
}

/** Whoever says more may tell what has happened. */
const mostOfRefusal = 14;

/** "Well then. Yes.": a bare yes as the last sentence, behind a few words that neither bind nor want anything. */
function isYesAtLast(text: string): boolean {
  const [, before = '', last = ''] = /^([^.!?]+)[.!…]+\s+([^.!?]+)[.!]*$/u.exec(text.trim()) ?? [];
  const [spoken, said] = [spokenIn(before), spokenIn(last)];
  if (said.length === 0 || spoken.length === 0 || spoken.length > mostBeforeYes) return false;
  const isBare = said.length <= 2 && said.every((_, at) => lengthOf(said, at, ['yes', 'polite']) > 0);
  const isHard = lengthOf(said, 0, ['yes']) > lengthOf(said, 0, ['soft']);
  return (
    isBare &&
    isHard &&
    spoken.every(({ kind }) => kind === 'word') &&
    !has(spoken, 0, spoken.length, objecting) &&
    spoken.every((_, at) => actionAt(spoken, at) === undefined)
  );
}

const mostBeforeYes = 4;
const objecting: readonly Doing[] = [
  ...([
    'no',
    'negations',
    'conditions',
    'binds',
    'turns',
    'doubts',
    'hesitations',
    'against',
    'keeps',
  ] as const),
  ...([
    'prefers',
    'corrects',
    'without',
    'wants',
    'limits',
    'parts',
    'anotherPlace',
    'wonders',
    'puzzled',
  ] as const),
];

/** The sentence of a yes; of one that ends as a question, what stands before that. */
function statedIn(text: string, rest: number | undefined): string {
  const [sentence = ''] = /^[^.!?…\n]*\??/u.exec(text.trimStart()) ?? [];
  return sentence.endsWith('?') ? text.slice(0, rest) : sentence;
}

/** Whether what follows a no names some of several things that the question lists: then it says which ones it should be. */
function namesListed(rest: string, question: string): boolean {
  const lines = question
    .split('\n')
    .slice(1)
    .map((name, at) => ({ id: String(at), name }));
  if (lines.length < 2 || rest.includes('?')) return false;
  return spokenIn(rest).some(
    ({ kind, text }) => kind === 'word' && text.length > 3 && mentionsLine(text, lines),
  );
}

function readForms(text: string, { question, about }: Asking): YesOrNo | undefined {
  const asked = askedFor(question);
  const spoken = withoutLimits(spokenIn(text), asked);
  if (isPuzzled(text)) return undefined;
  if (question !== undefined && IRONIC.test(text)) return { says: 'nearly' };
  const no = correction(spoken, asked) ?? readNo(spoken, asked);
  if (no !== undefined) return no;
  if (hesitates(spoken)) return { says: 'nearly' };
  const refused = question === undefined ? undefined : refusal(spoken, asked);
  if (refused !== undefined && !beginsWithYes(spoken))
    return ordersLater(spoken, asked) ? { says: 'nearly' } : refused;
  const { to, says, orders } = openingIn(spoken, asked);
  if (!says.has('yes') && !orders)
    return lateYes(spoken, asked) ?? (question === undefined ? undefined : lateNo(spoken, asked));
  const behind = clauseAt(spoken, to, asked);
  if (behind === undefined) return { says: 'nearly' };
  const own = spoken.slice(0, behind);
  const opened = openingIn(own, asked);
  const isYes = (opened.says.has('yes') || opened.orders) && !opened.says.has('no');
  // "Yes?", and the yes of somebody who quotes.
  const isAsking = own.some(({ text: mark, kind }) => kind === 'mark' && /[?"„“”]/u.test(mark));
  const said = text.slice(0, own.at(-1)?.end ?? 0);
  const isBound = isTakenBack({ spoken, from: behind, known: to, orders: opened.orders, asked });
  if (!isYes && !opened.says.has('yes')) return lateNo(spoken, asked) ?? { says: 'nearly' };
  if (asked.isOne && has(own, 0, own.length, ['whole'])) return { says: 'nearly' };
  const isPart = asked.isSeveral && lengthOf(spoken, nextWord(spoken, behind), ['single']) > 0;
  if (isPart || isLess(own, asked)) return { says: 'nearly' };
  const isKept = !opened.orders && !asked.actions.has('send') && has(own, 0, own.length, ['keeps']);
  if (isKept) return { says: 'nearly' };
  if (isBound && isSoft(own) && !opened.orders) return lateNo(spoken, asked) ?? { says: 'nearly' };
  if (!isYes || isAsking || isBound || !saysTheSame(said, asked, about)) return { says: 'nearly' };
  if (endsInNo(spoken, behind, asked)) return { says: 'nearly' };
  if (namesElse(spoken.slice(behind, sentenceEnd(spoken, behind)), asked)) return { says: 'nearly' };
  const sentence = spoken[sentenceEnd(spoken, behind) - 1]?.end ?? text.length;
  if (!isSamePartOfMonth(text.slice(0, sentence), asked)) return { says: 'nearly' };
  if (isSoft(own) && !opened.orders && isQuestion(spoken, behind)) return { says: 'nearly' };
  return { says: 'yes', ...restFrom(spoken, behind) };
}

/** A yes in quotation marks, and one that is laid on thick and reasoned: "of course, because the last one was so delicious". */
const IRONIC =
  /^\s*(?:['‘’‚](?=\p{L}).*['‘’]|(?:of course|oh ye(?:ah?|s|p)|oh sure|yeah right|sure|ja (?:klar|sicher|genau|super|toll)|na klar|klar doch|aber sicher)[\s,.!–—-]+(?:(?:(?:what a |such a |was für eine |eine )?(?:brilliant|genius|great|fantastic|wonderful|lovely|super|geniale?|tolle?|klasse|prima|großartige?|hervorragende?) (?:idea|plan|idee)(?=[\s,.!–—-]+\p{L}+[\s,]+\p{L})|because|as if|like that|(?:sure,? )?take (?:my|the|our|all)|weil|denn|als ob)(?!\p{L})|.*(?<!\p{L})(?:why not|warum nicht|(?:like|as) last time|wie (?:letztes|beim letzten) mal|so (?:well|great|wonderful\p{L}*|toll|gut|super|hervorragend|traumhaft))(?!\p{L})))/isu;

/** "Just one" of an order, "one of them" of two: less than what was asked. */
const isLess = (own: readonly Spoken[], asked: AskedFor): boolean =>
  own.some((_, at) => {
    if (asked.isOne || lengthOf(own, at, ['single']) === 0 || POINTS.test(own[at - 1]?.text ?? ''))
      return false;
    return (
      asked.isSeveral || [at - 1, at - 2].some((place) => place >= 0 && lengthOf(own, place, ['limits']) > 0)
    );
  });
const POINTS = /^(?:the|that|this|right|die|der|das|diese[rs]?)$/u;

/** "Ok", "right": with a question behind it, it may only say that the message was read. */
const isSoft = (own: readonly Spoken[]): boolean =>
  own.every((_, at) => lengthOf(own, at, ['yes']) <= lengthOf(own, at, ['soft']));

const isQuestion = (spoken: readonly Spoken[], from: number): boolean =>
  spoken[sentenceEnd(spoken, from)]?.text.includes('?') === true ||
  lengthOf(spoken, withoutJoiner(spoken, nextWord(spoken, from)), ['wonders']) > 0;

/** "It depends, …", "only if …". */
function hesitates(spoken: readonly Spoken[]): boolean {
  const length = lengthOf(spoken, 0, ['hesitations']);
  // "I guess yes … then not".
  const isUnsure = isClauseEnd(spoken, length) || lengthOf(spoken, length, ['yes']) > 0;
  return length > 0 && (isUnsure || lengthOf(spoken, 0, ['binds']) > 0);
}

/** "Found one cheaper, so yes, cancel it": a clause that says yes and what to, where nothing in the message binds it. */
function lateYes(spoken: readonly Spoken[], asked: AskedFor): YesOrNo | undefined {
  for (let at = 1; at < spoken.length; at += 1) {
    const isStart = spoken[at - 1]?.kind === 'mark' || lengthOf(spoken, at, ['joiners', 'polite']) > 0;
    const { to, says, orders } = isStart ? openingIn(spoken, asked, at) : none;
    if (!says.has('yes') || !orders) continue;
    const behind = clauseAt(spoken, to, asked);
    const before = spoken.slice(0, at);
    const isBound = before.some(
      ({ text }, index) => text.includes('?') || lengthOf(before, index, doubting) > 0,
    );
    const isOpen = behind === undefined || behind <= at || says.has('no') || isBound;
    if (isOpen || isTakenBack({ spoken, from: behind, known: to, orders, asked })) return { says: 'nearly' };
    return { says: 'yes', ...restFrom(spoken, behind) };
  }
  return undefined;
}

const none: Opening = { to: 0, says: new Set(), orders: false };
const doubting: readonly Doing[] = ['turns', 'binds', 'conditions', 'doubts', 'no'];

// Remarks that limit an answer to what was asked for anyway, "only 10105", "keep the rest going", "by letter, no calls": they change
// nothing, so that the rest is read without them.

/** The words without such remarks; the others keep their places. */
function withoutLimits(spoken: readonly Spoken[], asked: AskedFor): Spoken[] {
  const dropped = new Set<number>();
  const drop = (from: number, to: number): void => {
    for (let at = from; at < to; at += 1) dropped.add(at);
  };
  for (const at of spoken.keys()) {
    // Of an order that is cancelled as a whole nothing else stays.
    const rest = asked.actions.has('cancel') ? 0 : lengthOf(spoken, at, ['remainder']);
    if (rest > 0) drop(spokenBefore(spoken, at), at + rest);
    const limit = lengthOf(spoken, at, ['limits']);
    if (limit > 0 && isOfTheQuestion(spoken, at, at + limit, asked)) drop(at, at + limit);
  }
  for (const at of clauses(spoken, 0, spoken.length))
    if (spoken[at - 1]?.ends === true && isHowToWrite(spoken, at, asked))
      drop(at, sentenceEnd(spoken, at + 1));
  return spoken.filter((_, at) => !dropped.has(at));
}

/** The "and" before it belongs to it. */
const spokenBefore = (spoken: readonly Spoken[], at: number): number =>
  at > 0 && lengthOf(spoken, at - 1, ['joiners']) === 1 ? at - 1 : at;

/** Whether "only" has what the question is about beside it, and nothing else: of which there is no less. */
function isOfTheQuestion(spoken: readonly Spoken[], from: number, to: number, asked: AskedFor): boolean {
  const end = clauseEnd(spoken, from);
  const start = spoken.findLastIndex(({ kind }, at) => at < from && kind === 'mark') + 1;
  const behind = spoken.slice(to, end);
  // "Only the mat", and "cake stand only".
  const own = behind.length > 0 ? behind : spoken.slice(start, from);
  let [at, names] = [0, false];
  while (at < own.length) {
    const length = lengthOf(own, at, ['glue', 'polite', 'yes']);
    const token = own[at];
    if (token === undefined) return false;
    const isNamed = asked.numbers.has(token.text) || isSaidOf(token.text, asked);
    const once = asked.isOne ? lengthOf(own, at, ['once']) : 0;
    const pointed = namesRecord(spoken, asked) ? lengthOf(own, at, ['pointing']) : 0;
    const action = actionAt(own, at, asked.actions)?.length ?? 0;
    const isLess =
      lengthOf(own, at, ['parts', 'turns', 'binds', 'negations']) > Math.max(once, pointed, action);
    if (isLess || (!isNamed && Math.max(once, pointed, action, length) === 0)) return false;
    names ||= isNamed || once + pointed + action > 0;
    at += isNamed ? 1 : Math.max(length, action, once, pointed);
  }
  return names;
}

/** "Cancel 10105, and only this one": what "this" is has been said. */
const namesRecord = (spoken: readonly Spoken[], { numbers }: AskedFor): boolean =>
  spoken.some(({ kind, text }) => kind === 'number' && /\d{4}/u.test(text) && numbers.has(text));

const binding = ['conditions', 'keeps', 'hesitations', 'doubts', 'wants', 'yes'] as const;

/** A sentence behind the answer that says by which way to write, and binds nothing. */
function isHowToWrite(spoken: readonly Spoken[], from: number, asked: AskedFor): boolean {
  const to = sentenceEnd(spoken, from + 1);
  const own = spoken.slice(from, to);
  return (
    has(own, 0, own.length, ['channels']) &&
    !own.some((token, at) => lengthOf(own, at, binding) > 0 && !/^(?:or|oder)$/u.test(token.text)) &&
    own.every(({ kind }, at) => kind !== 'number' && actionAt(own, at, asked.actions) === undefined) &&
    spoken[to]?.text.includes('?') !== true
  );
}
