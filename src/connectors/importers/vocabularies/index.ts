/** Every vocabulary, by which names of foreign fields are recognised. */
import { dutch } from './dutch.js';
import { english } from './english.js';
import { erp } from './erp.js';
import { french } from './french.js';
import { german } from './german.js';
import { italian } from './italian.js';
import { polish } from './polish.js';
import { spanish } from './spanish.js';
import type { Term, Vocabulary } from './vocabulary.js';

const vocabularies: readonly Vocabulary[] = [english, german, french, spanish, dutch, italian, polish, erp];

/** A list of names for each vocabulary, the most certain first: a name is as certain as it is in its own. */
export type Names = readonly (readonly string[])[];

/** Splits a text into names. */
const words = (text: string): readonly string[] => text.trim().split(/\s+/);

/** The names of a term in every vocabulary that has some. */
export const namesOf = (term: Term): Names =>
  vocabularies.flatMap((vocabulary) => {
    const names = vocabulary[term];
    return names === undefined ? [] : [words(names)];
  });
