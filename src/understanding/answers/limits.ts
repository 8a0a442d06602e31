/**
 * Remarks that limit an answer to what was asked for anyway: "only 10105", "keep the rest going", "by letter, no calls". They
 * change nothing, so that the rest is read without them.
 */
import type { AskedFor } from './asked-for.js';
import { clauseEnd, clauses, has, isSaidOf, sentenceEnd } from './forms.js';
import { actionAt, lengthOf, type Spoken } from './spoken.js';

/** The words without such remarks; the others keep their places. */
export function withoutLimits(spoken: readonly Spoken[], asked: AskedFor): Spoken[] {
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
