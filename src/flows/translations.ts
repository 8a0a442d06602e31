/** `flows/texts/<language>.yaml`: sentence → translation, with the same values in it (DESIGN §4, Texts). */
import { z } from 'zod';
import { issueAt, readDocument } from '../yaml/document.js';
import { issuesOfZod } from '../yaml/zod-issues.js';
import type { Sentence } from './compile-flows.js';
import { splitText } from './expressions/parse.js';
import type { Issue } from '../contracts/issue.js';

/** Translations of one language by sentence. */
export type Translations = Readonly<Record<string, string>>;

/** The form of the file: sentence → translation. */
export const translationsSchema = z.record(z.string(), z.string().min(1));

/** Reads a file of translations; none if it has issues. */
export function readTranslations(
  file: string,
  text: string,
): { translations?: Translations; issues: Issue[] } {
  const { document, issues } = readDocument(file, text);
  if (document === undefined) return { issues };
  const parsed = translationsSchema.safeParse(document.value);
  if (!parsed.success) return { issues: issuesOfZod(document, parsed.error, 'flow_shape') };
  for (const [sentence, translation] of Object.entries(parsed.data)) {
    const known = valuesOf(sentence);
    const wrong = [...valuesOf(translation)].filter((value) => !known.has(value));
    const lost = [...known].filter((value) => !valuesOf(translation).has(value));
    if (wrong.length + lost.length === 0) continue;
    const words =
      wrong.length > 0
        ? `\`\${${wrong[0] ?? ''}}\` is not in the sentence`
        : `\`\${${lost[0] ?? ''}}\` is missing`;
    issues.push(issueAt(document, [sentence], 'translation_wrong', `${words}.`));
  }
  return issues.length > 0 ? { issues } : { translations: parsed.data, issues };
}

function valuesOf(text: string): Set<string> {
  return new Set(splitText(text).pieces.flatMap((piece) => ('source' in piece ? [piece.source] : [])));
}

/** Untranslated sentences, each at its first place; `languagesOf` gives the languages that one is needed in. */
export function missingTranslations(
  sentences: Iterable<Sentence>,
  translations: Readonly<Record<string, Translations>>,
  languagesOf: (sentence: Sentence) => Iterable<string>,
): Issue[] {
  const missing = new Map<string, Issue>();
  for (const sentence of sentences) {
    if (!hasWords(sentence.key)) continue;
    for (const language of languagesOf(sentence)) {
      const name = `${language} ${sentence.key}`;
      if (Object.hasOwn(translations[language] ?? {}, sentence.key) || missing.has(name)) continue;
      missing.set(name, lacking(sentence, language));
    }
  }
  return [...missing.values()];
}

/** Whether a sentence has words; one with only values needs no translation. */
export const hasWords = (key: string): boolean =>
  splitText(key).pieces.some((piece) => 'words' in piece && piece.words.trim() !== '');

function lacking({ document, path, key }: Sentence, language: string): Issue {
  const message = `\`${language}\` has no translation of this: ${quoted(key, 80)}`;
  const hint = `Add it to texts/${language}.yaml, with the sentence as key: ${quoted(key, 500)}: …`;
  return issueAt(document, path, 'translation_missing', message, hint);
}

/** The sentence as a valid YAML key. */
const quoted = (key: string, length: number): string =>
  JSON.stringify(key.length > length ? `${key.slice(0, length)}…` : key);
