/** The values that a sentence is written with, as the check of its phrasing reads them. */
import type { Sentence } from '../contracts/command.js';
import { placeOf } from '../texts/place.js';
import { writeValue } from '../texts/write-value.js';
import type { Fact } from './faithful.js';

/** Longer texts are sentences of their own, which may be phrased. */
const LONGEST_NAME = 60;

/** The values as the customer reads them in the language (BCP 47) and zone (IANA). */
export function factsOf({ args }: Sentence, language: string, zone: string): Fact[] {
  const place = placeOf(language, zone);
  return args.flatMap(({ value, type }) => {
    const text = writeValue(value, type, place);
    if (text === '') return [];
    const isName = type.t === 'text' && text.length <= LONGEST_NAME && !/[.!?]$/u.test(text);
    return [isName ? { text, verbatim: true } : { text }];
  });
}
