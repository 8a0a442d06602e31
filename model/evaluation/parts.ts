/** The parts of the held-out set, each judged by itself. */
import type { Judged } from './judge.js';

/** Which messages belong to which part. */
export const parts: Readonly<Record<string, (judged: Judged) => boolean>> = {
  English: ({ gold }) => gold.language === 'en',
  'English, indirect': ({ gold }) => gold.language === 'en' && gold.indirect,
  'English, direct': ({ gold }) => gold.language === 'en' && !gold.indirect && gold.intent !== 'other',
  'several intents': ({ gold }) => gold.intents.filter((intent) => intent !== 'other').length > 1,
  'out of scope': ({ gold }) => gold.intent === 'other',
  German: ({ gold }) => gold.language === 'de',
};

/** Texts that are longer than this, in UTF-16 units, are long. */
const long = 300;

/** The parts of the honest set. */
export const honestParts: typeof parts = {
  all: () => true,
  'long mails': ({ gold }) => gold.text.length > long,
  codes: ({ gold }) => gold.kind === 'code',
  followUps: ({ gold }) => gold.kind === 'fragment',
  'settled, then new': ({ gold }) => gold.kind === 'settled',
  'other trades': ({ gold }) => gold.kind === 'foreign',
  English: ({ gold }) => gold.language === 'en',
  German: ({ gold }) => gold.language === 'de',
  'French, Spanish, Dutch': ({ gold }) => gold.language !== 'en' && gold.language !== 'de',
  'English and German, long mails': ({ gold }) =>
    (gold.language === 'en' || gold.language === 'de') && gold.text.length > long,
};
