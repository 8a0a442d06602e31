/** An answer to a yes-or-no question as clauses, and how much of its beginning consists of known forms. */
import { isNumbering } from './text-for-record-numbers.js';
import { type AskedFor, countAt } from './asked-for.js';
import { actionAt, type Doing, lengthOf, type Spoken } from './answer-tokens.js';

/** What a message says to a yes-or-no question: an answer and where the rest begins, or something near a yes. */
export type YesOrNo =
  | { says: 'yes' | 'no'; rest?: number; /** The rest says what it should be instead. */ corrects?: true }
  | { says: 'nearly' };

/** How much of the beginning is one of ours, and what it says. */
export interface Opening {
  /** The token behind it. */
  to: number;
  says: ReadonlySet<'yes' | 'no'>;
  /** It orders what is asked: "cancel it". */
  orders: boolean;
}

const around = ['yes', 'no', 'polite'] as const;

/** Reads known forms from the beginning for as long as there are some. */
export function openingIn(spoken: readonly Spoken[], asked: AskedFor, from = 0): Opening {
  const says = new Set<'yes' | 'no'>();
  let [to, isAction, isObject, words] = [from, false, false, 0];
  while (to < spoken.length) {
    const next = knownAt(spoken, to, asked);
    if (next === undefined) break;
    if (next.is === 'no' || (next.is === 'yes' && !isParticle(spoken, to, from))) says.add(next.is);
    // "A pause is nothing for me" says what it is, and orders nothing.
    if (next.is === 'action' && lengthOf(spoken, to + next.length, ['states']) === 0) isAction = true;
    if (next.is === 'object') isObject = true;
    if (next.is !== 'mark') words += next.length;
    to += next.length;
  }
  return { to, says, orders: isAction && (isObject || words > 1) };
}

/** "Ich will sie ja haben": a word that says yes only where a clause begins or ends, or beside another yes. */
function isParticle(spoken: readonly Spoken[], at: number, from: number): boolean {
  if (lengthOf(spoken, at, ['yes']) > 1 || lengthOf(spoken, at, ['particles']) === 0) return false;
  const before = spoken[at - 1];
  const isFirst = at === from || before?.kind === 'mark' || lengthOf(spoken, at - 1, around) > 0;
  return !isFirst && !isClauseEnd(spoken, at + 1);
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
  const unneeded = asked.actions.has('send') ? 0 : lengthOf(spoken, at, ['unneeded']);
  if (unneeded > 0) return { is: 'polite', length: unneeded };
  const once = asked.isOne ? lengthOf(spoken, at, ['once']) : 0;
  if (once > 0 && actionAt(spoken, at, asked.actions) === undefined) return { is: 'again', length: once };
  if (startsAsked(spoken, at, asked)) return { is: 'action', length: lengthOf(spoken, at, ['starts']) };
  const payTo = asked.actions.has('pay_back') ? lengthOf(spoken, at, ['payTo']) : 0;
  if (payTo > 0) return { is: 'again', length: payTo };
  const count = countAt(spoken, at);
  if (count !== undefined && asked.counts.has(count.count)) return { is: 'again', length: count.length };
  const action = actionAt(spoken, at, asked.actions);
  const forms = around.map((is) => ({ is, length: lengthOf(spoken, at, [is]) }));
  const [no, yes, polite] = [forms[1], forms[0], forms[2]];
  const [longest] = [no, yes, polite].sort((a, b) => (b?.length ?? 0) - (a?.length ?? 0));
  if (longest !== undefined && longest.length > 0 && longest.length >= (action?.length ?? 0)) return longest;
  if (action !== undefined) return { is: 'action', length: action.length };
  // "Money back" is something else to do than to send a new one.
  if ((actionAt(spoken, at)?.length ?? 0) > 1) return undefined;
  return asked.actions.size + asked.words.size + asked.numbers.size === 0
    ? undefined
    : againAt(spoken, at, asked);
}

/** "Start the search", "leiten Sie das ein": the clause has begin what is asked, and names nothing else. */
function startsAsked(spoken: readonly Spoken[], from: number, asked: AskedFor): boolean {
  if (lengthOf(spoken, from, ['starts']) === 0) return false;
  const end = clauseEnd(spoken, from);
  let at = from;
  while (at < end) {
    const known = lengthOf(spoken, at, ['starts', 'polite', 'yes', 'pointing', 'wants']);
    const length = Math.max(known, actionAt(spoken, at, asked.actions)?.length ?? 0);
    const isArticle = /^(?:the|a|an|der|eine|einen|den|sie|ihr)$/u.test(spoken[at]?.text ?? '');
    if (length === 0 && !isArticle) return false;
    at += Math.max(length, 1);
  }
  return asked.actions.size > 0;
}

/** What stands for the thing that is asked about, or a word of the question. */
function againAt(spoken: readonly Spoken[], at: number, asked: AskedFor): Known | undefined {
  const object = lengthOf(spoken, at, ['objects']);
  if (object > 0) return { is: 'object', length: object };
  const glue = lengthOf(spoken, at, ['glue']);
  if (glue > 0) return { is: 'again', length: glue };
  const joiner = lengthOf(spoken, at, ['joiners']);
  if (joiner > 0) return { is: 'again', length: joiner };
  return isSaidOf(spoken[at]?.text ?? '', asked) ? { is: 'again', length: 1 } : undefined;
}

/** "Cancel it", "go ahead", "yes please": more than a bare yes, which "yes I read that" begins with too. */
function isPlain(said: readonly Spoken[], asked: AskedFor): boolean {
  const isMore = said.some((_, at) => lengthOf(said, at, ['yes']) > 1 || lengthOf(said, at, ['begs']) > 0);
  const { orders, says } = openingIn(said, asked);
  return orders || (says.has('yes') && isMore);
}

/** A word of the question, or the last part of one: "Lampe" of "Schreibtischlampe". */
export const isSaidOf = (word: string, { words }: AskedFor): boolean =>
  words.has(word) || (word.length > 3 && [...words].some((whole) => whole.endsWith(word)));

/** The last place up to here where a clause begins: all of it, behind a mark, or at an "and"; undefined if there is none. */
export function clauseAt(spoken: readonly Spoken[], to: number, asked: AskedFor): number | undefined {
  if (to >= spoken.length) return spoken.length;
  const own = spoken.slice(0, clauseEnd(spoken, to - 1));
  const isReason = lengthOf(own, to, ['wants', 'polite']) === 0 && has(own, 0, own.length, ['reasons']);
  const places = [...spoken.keys()].filter((at) => at > 0 && at <= to).reverse();
  const says = (from: number, end: number): boolean => {
    const opening = openingIn(spoken.slice(from, end), asked);
    return opening.orders || opening.says.size > 0;
  };
  const marked = places.find((at) => spoken[at - 1]?.kind === 'mark');
  // "I also need a bulb": what says nothing before the "also" belongs to it.
  const joined = places.find(
    (at) => lengthOf(spoken, at, ['joiners']) > 0 && (marked === undefined || says(marked, at)),
  );
  const begun = Math.max(marked ?? -1, joined ?? -1);
  const started = places.findLast((at) => at > begun && lengthOf(spoken, at, ['starters']) > 0) ?? 0;
  const ordered = places.find(
    (at) =>
      at >= started &&
      at > begun &&
      lengthOf(spoken, at, ['starters']) > 0 &&
      isPlain(spoken.slice(Math.max(begun, 0), at), asked),
  );
  const isWhole = ordered !== undefined && lengthOf(spoken, ordered - 1, ['starters']) > 1;
  if (ordered !== undefined) return isWhole ? ordered - 1 : ordered;
  if (begun >= 0) return begun;
  return isReason && own.length > to && openingIn(own.slice(0, to), asked).says.has('yes')
    ? yesEnd(own, to)
    : undefined;
}

/** Behind the yes that begins a clause, and its politeness. */
const yesEnd = (own: readonly Spoken[], to: number): number => {
  let at = 0;
  for (;;) {
    const length = lengthOf(own, at, ['yes', 'polite']);
    if (length === 0 || at + length > to) return at;
    at += length;
  }
};

// Clauses.

/** Whether phrases that do this begin between two places. */
export function has(spoken: readonly Spoken[], from: number, to: number, does: readonly Doing[]): boolean {
  for (let at = from; at < to; at += 1) if (lengthOf(spoken, at, does) > 0) return true;
  return false;
}

/** Behind the last token of the sentence that a place lies in. */
export function sentenceEnd(spoken: readonly Spoken[], from: number): number {
  if (spoken[from - 1]?.ends === true) return from;
  const end = spoken.findIndex(({ ends }, at) => at >= from && ends === true);
  return end < 0 ? spoken.length : end;
}

/** Behind the last token of the clause that a place lies in. */
export function clauseEnd(spoken: readonly Spoken[], from: number): number {
  const end = spoken.findIndex(({ kind }, at) => at > from && kind === 'mark');
  return end < 0 ? spoken.length : end;
}

/** Where clauses begin behind marks. */
export const clauses = (spoken: readonly Spoken[], from: number, to: number): number[] =>
  [...spoken.keys()].filter((at) => at > from && at < to && spoken[at - 1]?.kind === 'mark');

/** The place behind the marks that stand there. */
export function nextWord(spoken: readonly Spoken[], from: number): number {
  let at = from;
  while (spoken[at]?.kind === 'mark') at += 1;
  return at;
}

/** The place behind joining words, such as “and”. */
export const withoutJoiner = (spoken: readonly Spoken[], at: number): number =>
  at + lengthOf(spoken, at, ['joiners']);

/** "Not this one", "just not that". */
export function deniesThis(spoken: readonly Spoken[], from: number): boolean {
  const own = spoken.slice(from, clauseEnd(spoken, from));
  const limit = lengthOf(own, 0, ['limits']);
  const denied = limit + lengthOf(own, limit, ['negations']);
  const length = denied > limit ? lengthOf(own, denied, ['pointing', 'objects']) : 0;
  return length > 0 && denied + length >= own.length;
}

/** Whether a clause ends at this place. */
export const isClauseEnd = (spoken: readonly Spoken[], at: number): boolean =>
  at >= spoken.length || spoken[at]?.kind === 'mark' || spoken[at - 1]?.kind === 'mark';

/** The place behind marks and such words, unless longer ones mean something else. */
export function behindAll(
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

/** Where what follows begins, without an "and" before it; nothing if no word follows. */
export function restFrom(spoken: readonly Spoken[], from: number): { rest?: number } {
  let at = from;
  while (spoken[at]?.kind === 'mark') at += 1;
  const joined = at + lengthOf(spoken, at, ['joiners']);
  const first = spoken.slice(joined).find(({ kind }) => kind !== 'mark');
  return first === undefined ? {} : { rest: first.start };
}
