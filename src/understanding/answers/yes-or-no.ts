/**
 * Whether a message says yes or no to a question (DESIGN §23.1). Only known forms count, with politeness and with what the
 * question itself says; what follows in clauses of its own is left to be read as a message of its own. A no is a no whatever
 * follows it, for nothing happens on a no; a yes that something behind it could bind or take back is none yet.
 */
import { isNumbering } from './readable.js';
import { type AskedFor, askedFor, saysTheSame } from './asked-for.js';
import { actionAt, type Doing, lengthOf, type Spoken, spokenIn } from './spoken.js';
import { monthOf } from '../../texts/languages/month-names.js';

// Whether what stands behind a yes could bind it or take it back: "if I get everything back", "but not the mug", "10106".

/** Words behind a yes. */
interface Behind {
  spoken: readonly Spoken[];
  /** Where they begin. */
  from: number;
  /** Up to where known forms went on before one that is not known. */
  known: number;
  /** The yes says what it is to: "cancel it". */
  orders: boolean;
  asked: AskedFor;
}

/** Whether one of them could: then it is asked once more. A sentence of its own binds a yes by its first words alone. */
function isTakenBack(behind: Behind): boolean {
  const { spoken, from, asked } = behind;
  const isOwn = spoken[from - 1]?.ends === true;
  const isJoined = lengthOf(spoken, from, ['joiners']) > 0;
  const to = isOwn ? from : sentenceEnd(spoken, from);
  const later = clauses(spoken, from, to);
  return (
    [from, nextWord(spoken, to)].some((at) => startsDoubt(spoken, withoutJoiner(spoken, at), asked)) ||
    later.some((at) => startsDoubt(spoken, withoutJoiner(spoken, at), asked, { conditions: !isJoined })) ||
    (!isOwn && has(spoken, from, clauseEnd(spoken, from), isJoined ? ['turns'] : ['turns', 'conditions'])) ||
    has(spoken, from, to, isJoined ? ['binds'] : ['binds', 'conditions']) ||
    ordersAnother(behind, isJoined) ||
    (!isJoined && namesAnother(behind))
  );
}

/** "But …", "no, wait", "or …", "do not cancel it": at the beginning of a clause. */
function startsDoubt(
  spoken: readonly Spoken[],
  at: number,
  asked: AskedFor,
  { conditions } = { conditions: true },
): boolean {
  if (
    lengthOf(spoken, at, ['turns', 'doubts', 'binds', ...(conditions ? (['conditions'] as const) : [])]) > 0
  )
    return true;
  const no = lengthOf(spoken, at, ['no']);
  const next = spoken[at + no];
  const isNo =
    no > 0 && (next === undefined || next.kind === 'mark' || lengthOf(spoken, at + no, ['behindNo']) > 0);
  return isNo || forbidsAsked(spoken, at, asked);
}

/** Words from a "not" to what it forbids, at most. */
const reach = 4;

/** "Do not cancel it", "storniert sie nicht", within one clause. */
function forbidsAsked(spoken: readonly Spoken[], from: number, { actions }: AskedFor): boolean {
  const own = spoken.slice(from, clauseEnd(spoken, from));
  const denied = [...own.keys()].filter((at) => lengthOf(own, at, ['negations']) > 0);
  const named = [...own.keys()].filter((at) => actionAt(own, at, actions) !== undefined);
  return denied.some((at) => named.some((action) => Math.abs(action - at) <= reach));
}

/** "Yes, cancel the mug", "yes, send me a new one": part of what was asked, or something else, in the same breath. */
function ordersAnother({ spoken, from, known, orders, asked }: Behind, isJoined: boolean): boolean {
  const own = spoken.slice(from, Math.min(clauseEnd(spoken, from), from + mostWords));
  const isOwn = spoken[from - 1]?.ends === true;
  if (!orders && !isOwn && !isJoined && has(own, 0, own.length, ['wants'])) return true;
  return own.some((_, at) => {
    if (actionAt(own, at, asked.actions) !== undefined)
      return (
        from + at < known || (!isJoined && (!(isOwn || orders) || own.some((token) => isOther(token, asked))))
      );
    return !isOwn && !isJoined && actionAt(own, at) !== undefined;
  });
}

/** Words in which a clause says what it orders. */
const mostWords = 7;

/** "Yes, 10106", "yes, the mug": another value or a thing right behind a yes may be meant in the place of what was asked. */
function namesAnother({ spoken, from, orders, asked }: Behind): boolean {
  const end = clauseEnd(spoken, from);
  const own = spoken.slice(from, end);
  const isThing = lengthOf(own, 0, ['articles']) > 0;
  const near = own.slice(0, spoken[from - 1]?.ends === true ? 2 : mostWords);
  if (own.length <= mostWords && near.some((token) => isOther(token, asked))) return true;
  const isStatement = has(own, 0, own.length, ['verbs']) && !has(own, 0, own.length, ['relatives']);
  return isThing && !orders && !isStatement && !isSaidAgain(spoken, end, asked);
}

/** A number or a month that the question does not name. */
const isOther = ({ kind, text }: Spoken, { numbers, words }: AskedFor): boolean =>
  (kind === 'number' && !numbers.has(text)) ||
  ([...words].some((word) => monthOf(word) !== undefined) && monthOf(text) !== undefined && !words.has(text));

/** Whether a later clause orders what was asked: "The bench. So yes, cancel it." */
function isSaidAgain(spoken: readonly Spoken[], from: number, { actions }: AskedFor): boolean {
  for (let at = from; at < spoken.length; at += 1) {
    const action = actionAt(spoken, at, actions);
    const isFirst = spoken[at - 1]?.kind === 'mark' || lengthOf(spoken, at - 1, ['polite', 'yes']) > 0;
    if (action !== undefined && isFirst && lengthOf(spoken, at + action.length, ['objects']) > 0) return true;
  }
  return false;
}

function has(spoken: readonly Spoken[], from: number, to: number, does: readonly Doing[]): boolean {
  for (let at = from; at < to; at += 1) if (lengthOf(spoken, at, does) > 0) return true;
  return false;
}

/** Behind the last token of the sentence that a place lies in. */
function sentenceEnd(spoken: readonly Spoken[], from: number): number {
  if (spoken[from - 1]?.ends === true) return from;
  const end = spoken.findIndex(({ ends }, at) => at >= from && ends === true);
  return end < 0 ? spoken.length : end;
}

/** Behind the last token of the clause that a place lies in. */
function clauseEnd(spoken: readonly Spoken[], from: number): number {
  const end = spoken.findIndex(({ kind }, at) => at > from && kind === 'mark');
  return end < 0 ? spoken.length : end;
}

/** Where clauses begin behind marks. */
const clauses = (spoken: readonly Spoken[], from: number, to: number): number[] =>
  [...spoken.keys()].filter((at) => at > from && at < to && spoken[at - 1]?.kind === 'mark');

function nextWord(spoken: readonly Spoken[], from: number): number {
  let at = from;
  while (spoken[at]?.kind === 'mark') at += 1;
  return at;
}

const withoutJoiner = (spoken: readonly Spoken[], at: number): number =>
  at + lengthOf(spoken, at, ['joiners']);

/** What a message says to a yes-or-no question: an answer and where the rest begins, or something near a yes. */
export type YesOrNo = { says: 'yes' | 'no'; rest?: number } | { says: 'nearly' };

/** A yes-or-no question as the customer read it, and the number of its record. */
export interface Asking {
  question?: string | undefined;
  about?: string | undefined;
}

/** How much of the beginning is one of ours, and what it says. */
interface Opening {
  /** The token behind it. */
  to: number;
  says: ReadonlySet<'yes' | 'no'>;
  /** It orders what is asked: "cancel it". */
  orders: boolean;
}

/** The answer in a whole message; a question, or a mix of both, is none. */
export function yesOrNo(text: string): 'yes' | 'no' | undefined {
  if (text.includes('?')) return undefined;
  const read = readYesOrNo(text);
  return read === undefined || read.says === 'nearly' || read.rest !== undefined ? undefined : read.says;
}

/** What a message says to a question; undefined if it begins with neither a yes nor a no. */
export function readYesOrNo(text: string, { question, about }: Asking = {}): YesOrNo | undefined {
  const spoken = spokenIn(text);
  const asked = askedFor(question);
  const no = readNo(spoken, asked);
  if (no !== undefined) return no;
  const { to, says, orders } = openingIn(spoken, asked);
  if (!says.has('yes') && !orders) return hesitates(spoken) ? { says: 'nearly' } : lateYes(spoken, asked);
  const behind = clauseAt(spoken, to, asked);
  if (behind === undefined) return { says: 'nearly' };
  const own = spoken.slice(0, behind);
  const opened = openingIn(own, asked);
  const isYes = (opened.says.has('yes') || opened.orders) && !opened.says.has('no');
  const isAsking = own.some(({ text: mark, kind }) => kind === 'mark' && mark.includes('?'));
  const said = text.slice(0, own.at(-1)?.end ?? 0);
  const isBound = isTakenBack({ spoken, from: behind, known: to, orders: opened.orders, asked });
  if (!isYes || isAsking || isBound || !saysTheSame(said, asked, about)) return { says: 'nearly' };
  return { says: 'yes', ...restFrom(spoken, behind) };
}

/** "It depends, …", "only if …". */
function hesitates(spoken: readonly Spoken[]): boolean {
  const length = lengthOf(spoken, 0, ['hesitations']);
  return length > 0 && (isClauseEnd(spoken, length) || lengthOf(spoken, 0, ['binds']) > 0);
}

const around = ['yes', 'no', 'polite'] as const;

/** Reads known forms from the beginning for as long as there are some. */
function openingIn(spoken: readonly Spoken[], asked: AskedFor, from = 0): Opening {
  const says = new Set<'yes' | 'no'>();
  let [to, isAction, isObject, words] = [from, false, false, 0];
  while (to < spoken.length) {
    const next = knownAt(spoken, to, asked);
    if (next === undefined) break;
    if (next.is === 'yes' || next.is === 'no') says.add(next.is);
    if (next.is === 'action') isAction = true;
    if (next.is === 'object') isObject = true;
    if (next.is !== 'mark') words += next.length;
    to += next.length;
  }
  return { to, says, orders: isAction && (isObject || words > 1) };
}

type Known = { is: 'yes' | 'no' | 'polite' | 'action' | 'object' | 'again' | 'mark'; length: number };

function knownAt(spoken: readonly Spoken[], at: number, asked: AskedFor): Known | undefined {
  const token = spoken[at];
  if (token === undefined) return undefined;
  if (token.kind === 'mark') return { is: 'mark', length: 1 };
  // "Order no. 10105".
  const numbered = spoken.slice(at + 1, at + 3).find(({ text }) => text !== '.');
  if (isNumbering(token.text) && asked.numbers.has(numbered?.text ?? '')) return { is: 'again', length: 1 };
  if (token.kind === 'number') return asked.numbers.has(token.text) ? { is: 'object', length: 1 } : undefined;
  const action = actionAt(spoken, at, asked.actions);
  const forms = around.map((is) => ({ is, length: lengthOf(spoken, at, [is]) }));
  const [no, yes, polite] = [forms[1], forms[0], forms[2]];
  const [longest] = [no, yes, polite].sort((a, b) => (b?.length ?? 0) - (a?.length ?? 0));
  if (longest !== undefined && longest.length > 0 && longest.length >= (action?.length ?? 0)) return longest;
  if (action !== undefined) return { is: 'action', length: action.length };
  return asked.actions.size + asked.words.size + asked.numbers.size === 0
    ? undefined
    : againAt(spoken, at, asked);
}

/** What stands for the thing that is asked about, or a word of the question. */
function againAt(spoken: readonly Spoken[], at: number, asked: AskedFor): Known | undefined {
  const object = lengthOf(spoken, at, ['objects']);
  if (object > 0) return { is: 'object', length: object };
  const glue = lengthOf(spoken, at, ['glue']);
  if (glue > 0) return { is: 'again', length: glue };
  const joiner = lengthOf(spoken, at, ['joiners']);
  if (joiner > 0) return { is: 'again', length: joiner };
  return asked.words.has(spoken[at]?.text ?? '') ? { is: 'again', length: 1 } : undefined;
}

/** The last place up to here where a clause begins: all of it, behind a mark, or at an "and"; undefined if there is none. */
function clauseAt(spoken: readonly Spoken[], to: number, asked: AskedFor): number | undefined {
  if (to >= spoken.length) return spoken.length;
  const places = [...spoken.keys()].filter((at) => at > 0 && at <= to).reverse();
  const marked = places.find(
    (at) => spoken[at - 1]?.kind === 'mark' || lengthOf(spoken, at, ['joiners']) > 0,
  );
  const started = places.find((at) => lengthOf(spoken, at, ['starters']) > 0) ?? 0;
  const clause = spoken.slice(marked ?? 0, started);
  return started > (marked ?? 0) && openingIn(clause, asked).orders ? started : marked;
}

/** A no at the beginning, and what more there is. */
function readNo(spoken: readonly Spoken[], asked: AskedFor): YesOrNo | undefined {
  const at = behindAll(spoken, 0, ['polite'], ['no', 'yes']);
  const length = lengthOf(spoken, at, ['no']);
  if (length === 0 || lengthOf(spoken, at, ['yes']) > length) return undefined;
  const behind = at + length;
  const end = behindAll(spoken, behind, ['no', 'polite']);
  const { to, says, orders } = openingIn(spoken, asked, end);
  if (says.has('yes') && isClauseEnd(spoken, to)) return { says: 'nearly' };
  // "Do not cancel it": what is forbidden belongs to the no.
  const isForbidding = spoken
    .slice(at, end)
    .some((_, index) => lengthOf(spoken, at + index, ['negations']) > 0);
  const isMeant =
    lengthOf(spoken, at, ['bareNo']) !== length ||
    end > behind ||
    isClauseEnd(spoken, behind) ||
    lengthOf(spoken, behind, ['behindNo', 'negations']) > 0 ||
    (isForbidding && orders);
  return isMeant
    ? {
        says: 'no',
        ...restFrom(spoken, isForbidding && orders ? Math.max(end, clauseAt(spoken, to, asked) ?? to) : end),
      }
    : undefined;
}

const isClauseEnd = (spoken: readonly Spoken[], at: number): boolean =>
  at >= spoken.length || spoken[at]?.kind === 'mark' || spoken[at - 1]?.kind === 'mark';

/** The place behind marks and such words, unless longer ones mean something else. */
function behindAll(
  spoken: readonly Spoken[],
  from: number,
  does: readonly Doing[],
  but: readonly Doing[] = [],
): number {
  let at = from;
  while (at < spoken.length) {
    const words = lengthOf(spoken, at, does);
    const length = spoken[at]?.kind === 'mark' ? 1 : words > lengthOf(spoken, at, but) ? words : 0;
    if (length === 0) return at;
    at += length;
  }
  return at;
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

/** Where what follows begins, without an "and" before it; nothing if no word follows. */
function restFrom(spoken: readonly Spoken[], from: number): { rest?: number } {
  let at = from;
  while (spoken[at]?.kind === 'mark') at += 1;
  const joined = at + lengthOf(spoken, at, ['joiners']);
  const first = spoken.slice(joined).find(({ kind }) => kind !== 'mark');
  return first === undefined ? {} : { rest: first.start };
}
