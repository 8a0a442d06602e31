/** The languages that are read through English, one line each. */
import { es } from './es.js';
import { fr } from './fr.js';
import { type Gloss, type Glossary, glossary } from './gloss.js';
import { nl } from './nl.js';

/** What their words mean, by language. */
export const glosses: Readonly<Record<string, Gloss>> = { es, fr, nl };

/** The same, ready to read with. */
export const glossaries: ReadonlyMap<string, Glossary> = new Map(
  Object.entries(glosses).map(([language, gloss]) => [language, glossary(gloss)]),
);
