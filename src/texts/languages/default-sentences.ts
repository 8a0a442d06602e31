/** The product's own sentences as customers read them; merchants reword them under `sentences:`. */
import { firstLanguage, languageOf, languages as product } from './index.js';
import { intentSentences } from './intent-sentences.js';
import type { Language, Languages } from './language.js';
import { neutral } from './style.js';

/** Texts by language and key. */
type TextsByLanguage = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** What has been put together, as languages do not change: compiling a flow asks for it hundreds of times. */
const put = new WeakMap<Language, Readonly<Record<string, string>>>();

/** Names of all sentences. */
export const sentenceNames: readonly string[] = Object.keys(sentencesIn(product, firstLanguage));

/** The product's neutral sentence by name, if any; what a language lacks is said in English. */
export function defaultSentence(name: string, language: string, languages = product): string | undefined {
  return [language, firstLanguage]
    .map((tag) => sentencesIn(languages, tag))
    .find((sentences) => Object.hasOwn(sentences, name))?.[name];
}

/** All sentences of a language in the neutral style, also those of intents. */
function sentencesIn(languages: Languages, tag: string): Readonly<Record<string, string>> {
  const language = languageOf(languages, tag);
  const known = put.get(language);
  if (known !== undefined) return known;
  const [code = tag] = tag.split('-');
  const sentences = {
    ...language.sentences,
    ...intentSentences(languages.has(code) ? code : firstLanguage, language),
  };
  put.set(language, sentences);
  return sentences;
}

/** A merchant's language settings. */
interface Speaking {
  sentences: Readonly<Record<string, string>>;
  language: string;
  languages: Languages;
}

/**
 * The merchant's sentence in its own language: its own wording, else the product's. Like flow sentences, it is the
 * key for looking up styles and translations. An unknown name is the caller's mistake and yields the sentence for
 * internal errors.
 */
export function sentenceOf({ sentences, language, languages }: Speaking, name: string): string {
  if (Object.hasOwn(sentences, name)) return sentences[name] ?? '';
  const own = defaultSentence(name, language, languages);
  return own ?? languageOf(languages, language).sentences.internal_error;
}

/** The product's sentences, keyed by their text in `from`, in every language that has exactly this style. */
export function sentenceTranslations(
  from: string,
  style = neutral,
  languages: Languages = product,
): TextsByLanguage {
  const texts = [...languages].flatMap(([code, { styles }]) => {
    const said =
      style === neutral
        ? sentencesIn(languages, code)
        : Object.hasOwn(styles, style)
          ? styles[style]
          : undefined;
    if (said === undefined) return [];
    const byKey = Object.entries(said).flatMap(([name, text]): [string, string][] => {
      const key = defaultSentence(name, from, languages);
      return key === undefined ? [] : [[key, text]];
    });
    return [[code, Object.fromEntries(byKey)] as const];
  });
  return Object.fromEntries(texts);
}
