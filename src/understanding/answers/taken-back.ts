/** Whether what stands behind a yes could bind it or take it back: "if I get everything back", "but not the mug", "10106". */
import { monthOf } from '../../languages/month-names.js';
import type { AskedFor } from './asked-for.js';
import { actionAt, type Doing, lengthOf, type Spoken } from './spoken.js';

/** Words behind a yes. */
export interface Behind {
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
export function isTakenBack(behind: Behind): boolean {
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
