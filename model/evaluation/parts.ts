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
