/** How near a text is in meaning to phrases: the cosine of the transformer's mean states. */
import type { Compared } from '../understander.js';

/** Phrases whose states are kept: those of every menu of some merchants, a kilobyte and a half each. */
const mostKept = 4_000;

/** Compares a text with phrases, each of which is read once as long as it is kept. */
export function comparer(
  stateOf: (text: string) => Float32Array,
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
    const own = unit(stateOf(text));
    return phrases.map((phrase) => dot(own, keep(phrase)));
  };
}

function unit(state: Float32Array): Float32Array {
  const length = Math.sqrt(dot(state, state)) || 1;
  return state.map((value) => value / length);
}

const dot = (one: Float32Array, other: Float32Array): number =>
  one.reduce((sum, value, at) => sum + value * (other[at] ?? 0), 0);
