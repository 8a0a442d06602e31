/** The product's own sentences as customers read them; merchants reword them under `sentences:`. */
import { firstLanguage, languageOf, languages as product } from './index.js';
import type { Languages, SentenceName } from './language.js';
import { neutral } from './tone.js';

/** Texts by language and key. */
type TextsByLanguage = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** Names of all sentences. */
// The record's type says that its keys are these names.
export const sentenceNames = Object.keys(languageOf(product, firstLanguage).sentences) as SentenceName[];

/** The product's neutral sentence by name, if any; an unsupported language falls back to English. */
export function defaultSentence(name: string, language: string, languages = product): string | undefined {
  const sentences: Readonly<Record<string, string>> = languageOf(languages, language).sentences;
  return Object.hasOwn(sentences, name) ? sentences[name] : undefined;
}

/** A merchant's language settings. */
interface Speaking {
  sentences: Readonly<Record<string, string>>;
  language: string;
  languages: Languages;
}

/**
 * The merchant's sentence in its own language: its own wording, else the product's. Like flow sentences, it is the
 * key for looking up tones and translations. An unknown name is the caller's mistake and yields the sentence for
 * internal errors.
 */
export function sentenceOf({ sentences, language, languages }: Speaking, name: string): string {
  if (Object.hasOwn(sentences, name)) return sentences[name] ?? '';
  const own = defaultSentence(name, language, languages);
  return own ?? languageOf(languages, language).sentences.internal_error;
}

/** The product's sentences, keyed by their text in `from`, in every language that has exactly this tone. */
export function sentenceTranslations(
  from: string,
  tone = neutral,
  languages: Languages = product,
): TextsByLanguage {
  const keys: Readonly<Record<string, string>> = languageOf(languages, from).sentences;
  const texts = [...languages].flatMap(([code, { sentences, tones }]) => {
    const said = tone === neutral ? sentences : Object.hasOwn(tones, tone) ? tones[tone] : undefined;
    if (said === undefined) return [];
    return [
      [code, Object.fromEntries(Object.entries(said).map(([name, text]) => [keys[name], text]))] as const,
    ];
  });
  return Object.fromEntries(texts);
}
