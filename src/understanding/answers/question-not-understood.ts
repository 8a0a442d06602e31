/** Whether a message says that a question is not understood: it is then put in other words. */
import { clauseEnd, clauses, has } from './answer-clauses.js';
import { lengthOf, type Spoken, spokenIn } from './answer-tokens.js';

/** Words of the longest such message. */
const mostWords = 16;

/** "Sorry, I don't follow", "Des versteh i fei ned", "in plain words please". */
export function isPuzzled(text: string): boolean {
  const spoken = spokenIn(text);
  if (spoken.filter(({ kind }) => kind !== 'mark').length > mostWords) return false;
  return [0, ...clauses(spoken, 0, spoken.length)].some((at) =>
    saysSo(spoken.slice(at, clauseEnd(spoken, at))),
  );
}

function saysSo(own: readonly Spoken[]): boolean {
  if (has(own, 0, own.length, ['puzzled'])) return true;
  const said = [...own.keys()].find((at) => lengthOf(own, at, ['understands']) > 0);
  if (said === undefined || !has(own, 0, own.length, ['negations'])) return false;
  // "I do not understand why it takes so long" is about something else.
  return !own.slice(said + 1).some((_, at) => lengthOf(own, said + 1 + at, ['wonders']) > 0);
}
