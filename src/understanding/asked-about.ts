/** Whether a message asks how an open matter stands: by its fine intent, or as a whole by its words. */
import type { Understanding } from '../contracts/understanding.js';
import { intents } from '../intents/index.js';
import type { Languages } from '../languages/language.js';
import { isSure } from './thresholds.js';

/** The intents whose open matters it asks about, none for whatever is open; undefined if it asks about none. */
export function askedAbout(
  text: string,
  understanding: Understanding,
  languages: Languages,
): readonly string[] | undefined {
  if (isStatusQuestion(text, languages)) return [];
  const { intent, label, confidence, margin } = understanding;
  const asked = intents.flatMap(({ fine }) => fine).find(({ id }) => id === label)?.asksAbout;
  // To say how something stands costs nothing that could not be taken back: less certainty is enough.
  return asked !== undefined && isSure(intent, confidence, margin, { consequence: 'none' })
    ? [asked]
    : undefined;
}

/** Characters that are read: no such question is longer. */
const longest = 200;

function isStatusQuestion(text: string, languages: Languages): boolean {
  if (text.trim().length > longest) return false;
  const words = text
    .toLowerCase()
    .replaceAll('’', "'")
    .replaceAll(/[^\p{L}\p{N}' ]+/gu, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
  return [...languages.values()].some(({ statusQuestions: { phrases, fillers, withMark } }) => {
    if (withMark.includes(words)) return text.includes('?');
    const core = fillers.reduce((rest, filler) => rest.replaceAll(` ${filler} `, ' '), ` ${words} `);
    return phrases.includes(core.trim());
  });
}
