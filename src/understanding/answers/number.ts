/** The number that an answer gives: "2", "two of them", "zwei Stück". */
import { quantities } from '../entities/quantity.js';
import { lastWord } from './last-word.js';
import { cardinalOf } from './places.js';

/** The one number of an answer, from 1 to 999; nothing if it names none, or two. */
export function numberAnswer(text: string): number | undefined {
  const said = lastWord(text).text;
  const words = said
    .toLowerCase()
    .split(/[\s.,!?;:()"']+/u)
    .filter((word) => word !== '');
  const written = words.flatMap((word) => {
    const digits = /^(\d{1,3})(?:x|×|st|stk|pcs)?$/u.exec(word)?.[1];
    return digits === undefined ? (cardinalOf(word) ?? []) : Number(digits);
  });
  // "The one" counts nothing where another number is said.
  const counted = quantities(said).map(({ count }) => count);
  const found = new Set(counted.length > 0 ? counted : written);
  const [number, ...more] = found;
  return number === undefined || more.length > 0 || number < 1 || number > 999 ? undefined : number;
}
