/**
 * How near a text is in meaning to phrases: the cosine of the transformer's mean states, or, of an answer to a menu, how likely both
 * mean the same of what shops ask about, if that is more.
 */
import type { Compared } from '../understander.js';
import { meaningsOf } from './answer-meanings.js';

/** Texts whose reading is kept: a message is understood, and right after that compared. */
const mostReadings = 16;

/** Reads a text once, however often it is asked for in a row. */
export function remembering<Reading>(read: (text: string) => Reading): (text: string) => Reading {
  const kept = new Map<string, Reading>();
  return (text) => {
    const reading = kept.get(text) ?? read(text);
    kept.set(text, reading);
    const [oldest] = kept.keys();
    if (kept.size > mostReadings && oldest !== undefined) kept.delete(oldest);
    return reading;
  };
}

/** Phrases whose states are kept: those of every menu of some merchants, a kilobyte and a half each. */
const mostKept = 4_000;

/** Compares a text with phrases, each of which is read once as long as it is kept; `ownState` may know the text already. */
export function comparer(
  stateOf: (text: string) => Float32Array,
  ownState = stateOf,
): (compared: Omit<Compared, 'merchant'>) => number[] {
  const kept = new Map<string, Known>();
  const keep = (phrase: string): Known => {
    const found = kept.get(phrase) ?? knownOf(phrase, stateOf(phrase));
    // The last one used is the last one forgotten.
    kept.delete(phrase);
    kept.set(phrase, found);
    const [oldest] = kept.keys();
    if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest);
    return found;
  };
  return ({ text, phrases, isAnswer = false }) => {
    const own = knownOf(text, ownState(text));
    return phrases.map((phrase) => {
      const known = keep(phrase);
      const byState = dot(own.state, known.state);
      return isAnswer ? Math.max(byState, dot(own.meanings(), known.meanings())) : byState;
    });
  };
}

/** A text's state, of length 1, and its meanings, which only answers need. */
interface Known {
  state: Float32Array;
  meanings: () => readonly number[];
}

function knownOf(text: string, state: Float32Array): Known {
  let meanings: readonly number[] | undefined;
  return { state: unit(state), meanings: () => (meanings ??= meaningsOf(text, state)) };
}

function unit(state: Float32Array): Float32Array {
  const length = Math.sqrt(dot(state, state)) || 1;
  return state.map((value) => value / length);
}

function dot(one: ArrayLike<number>, other: ArrayLike<number>): number {
  let sum = 0;
  for (let at = 0; at < one.length; at += 1) sum += (one[at] ?? 0) * (other[at] ?? 0);
  return sum;
}
