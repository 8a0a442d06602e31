/** How long the expressions take that try to get out of the language, from their text to an issue, a value or an error. */
import { themes } from '../test/flows/escape/inputs.js';
import { tried } from '../test/flows/escape/tried.js';

/** Milliseconds of each, the best of a few tries: the first ones warm up, and other programs want the processor too. */
export const measureEscapes = (tries: number): number[] =>
  Object.values(themes)
    .flat()
    .map((source) => Math.min(...Array.from({ length: tries }, () => tried(source).milliseconds)));
