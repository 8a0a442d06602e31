/** How near a text is in meaning to phrases: the cosine of the transformer's mean states. */
import type { Compared } from '../understander.js';

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
  const kept = new Map<string, Float32Array>();
  const keep = (phrase: string): Float32Array => {
    const state = kept.get(phrase) ?? unit(stateOf(phrase));
    // The last one used is the last one forgotten.
    kept.delete(phrase);
    kept.set(phrase, state);
    const [oldest] = kept.keys();
    if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest);
    return state;
  };
  return ({ text, phrases }) => {
    const own = unit(ownState(text));
    return phrases.map((phrase) => dot(own, keep(phrase)));
  };
}

function unit(state: Float32Array): Float32Array {
  const length = Math.sqrt(dot(state, state)) || 1;
  return state.map((value) => value / length);
}

const dot = (one: Float32Array, other: Float32Array): number =>
  one.reduce((sum, value, at) => sum + value * (other[at] ?? 0), 0);
