/** `flows/texts/<language>.yaml`: sentence → translation, with the same values in it (DESIGN §4, Texts). */
import { basename } from 'node:path';
import { z } from 'zod';
import { issueAt, readDocument, type YamlDocument } from './yaml/document.js';
import { issuesOfZod } from './yaml/zod-issues.js';
import type { Sentence, SourceFile } from './compile-flows.js';
import { splitText } from './expressions/parse.js';
import { saidAs } from './texts.js';
import type { Issue } from '../contracts/issue.js';
import type { Json } from '../contracts/json.js';

/** Translations of one language by sentence. */
export type Translations = Readonly<Record<string, string>>;

/** What customers say in one language who mean an option, by its label in the flow. */
type Sayings = Readonly<Record<string, readonly string[]>>;

const translation = z.string().min(1);

/** The form of the file: sentence → translation, and beside that of an option's label what customers say. */
export const translationsSchema = z.record(
  z.string(),
  z.union([
    translation.describe('The translation.'),
    z
      .strictObject({
        text: translation.describe('The translation.'),
        says: z
          .array(z.string().min(1))
          .min(1)
          .describe('Five to ten phrases with which customers choose this option; they are never shown.'),
      })
      .describe('The label of an option, and phrases with which customers of this language choose it.'),
  ]),
);

/** A file of translations as read: those that are right, and what is wrong with the others. */
export interface TranslationsRead {
  /** None if the file cannot be read. */
  translations?: Translations;
  says?: Sayings;
  document?: YamlDocument;
  issues: Issue[];
}

/** Reads a file of translations. */
export function readTranslations(file: string, text: string): TranslationsRead {
  const { document, issues } = readDocument(file, text);
  if (document === undefined) return { issues };
  const levels = levelsIn(document);
  if (levels.length > 0) return { issues: levels };
  const parsed = translationsSchema.safeParse(document.value);
  if (!parsed.success) return { issues: issuesOfZod(document, parsed.error, 'flow_shape') };
  const right: [string, string][] = [];
  const says: [string, readonly string[]][] = [];
  for (const [sentence, raw] of Object.entries(parsed.data)) {
    const translation = typeof raw === 'string' ? raw : raw.text;
    if (typeof raw !== 'string') {
      says.push([sentence, raw.says]);
      issues.push(...wrongSays(document, sentence, raw.says));
    }
    const known = valuesOf(sentence);
    const wrong = [...valuesOf(translation)].filter((value) => !known.has(value));
    const lost = [...known].filter((value) => !valuesOf(translation).has(value));
    if (wrong.length + lost.length === 0) {
      right.push([sentence, translation]);
      continue;
    }
    const words =
      wrong.length > 0
        ? `\`\${${wrong[0] ?? ''}}\` is not in the sentence`
        : `\`\${${lost[0] ?? ''}}\` is missing`;
    issues.push(issueAt(document, [sentence], 'translation_wrong', `${words}.`));
  }
  return { translations: Object.fromEntries(right), says: Object.fromEntries(says), document, issues };
}

/** Issues for levels around the sentences, such as a language's: all sentences stand at the top. */
function levelsIn(document: YamlDocument): Issue[] {
  return Object.entries(document.value ?? {}).flatMap(([name, inside]: [string, Json]) => {
    if (typeof inside !== 'object' || inside === null || Array.isArray(inside)) return [];
    if ('text' in inside || 'says' in inside || Object.keys(inside).length === 0) return [];
    const isLanguage = /^[a-z]{2,3}([_-]\w+)?$/i.test(name);
    const message = isLanguage
      ? 'The name of the file already says the language: the sentences stand at the top level.'
      : `\`${name}\` is no sentence: the sentences stand at the top level, without groups.`;
    const hint = `Remove \`${name}:\` and the indentation below it.`;
    return [issueAt(document, [name], 'flow_shape', message, hint, { at: 'key' })];
  });
}

/** A phrase that says nothing, that holds a value, or that stands there twice. */
function wrongSays(document: YamlDocument, sentence: string, says: readonly string[]): Issue[] {
  const said = says.map(saidAs);
  return says.flatMap((phrase, at) => {
    const message =
      said[at] === ''
        ? 'This phrase is empty.'
        : phrase.includes('${')
          ? 'A phrase of a customer must not contain a value.'
          : said.indexOf(said[at] ?? '') < at
            ? 'This phrase is already listed.'
            : undefined;
    return message === undefined
      ? []
      : [issueAt(document, [sentence, 'says', at], 'translation_wrong', message, 'Remove the line.')];
  });
}

function valuesOf(text: string): Set<string> {
  return new Set(splitText(text).pieces.flatMap((piece) => ('source' in piece ? [piece.source] : [])));
}

/** Untranslated sentences, each at its first place; `languagesOf` gives the languages that one is needed in. */
export function missingTranslations(
  sentences: Iterable<Sentence>,
  translations: Readonly<Record<string, Translations>>,
  languagesOf: (sentence: Sentence) => Iterable<string>,
  outdated?: OutdatedTexts,
): Issue[] {
  const missing = new Map<string, Issue>();
  for (const sentence of sentences) {
    if (!hasWords(sentence.key)) continue;
    for (const language of languagesOf(sentence)) {
      const name = `${language} ${sentence.key}`;
      if (Object.hasOwn(translations[language] ?? {}, sentence.key) || missing.has(name)) continue;
      missing.set(name, outdated?.issueOf(sentence, language) ?? lacking(sentence, language));
    }
  }
  return [...missing.values()];
}

/** Whether a sentence has words; one with only values needs no translation. */
export const hasWords = (key: string): boolean =>
  splitText(key).pieces.some((piece) => 'words' in piece && piece.words.trim() !== '');

function lacking({ document, path, key }: Sentence, language: string): Issue {
  const message = `\`${language}\` has no translation for: ${quoted(key, 80)}`;
  const hint = `Add it to texts/${language}.yaml, with the sentence as key: ${quoted(key, 500)}: …`;
  return issueAt(document, path, 'translation_missing', message, hint);
}

/** The sentence as a valid YAML key. */
const quoted = (key: string, length: number): string =>
  JSON.stringify(key.length > length ? `${key.slice(0, length)}…` : key);

/** A file of texts: its name says language and style. */
export interface TextsFile {
  name: string;
  /** None if it cannot be read. */
  document?: YamlDocument;
  hasIssues: boolean;
  /** What customers say who mean an option. */
  says?: Sayings;
}

/** Texts whose sentence no flow says any more: its author has changed it in the flow alone. */
export class OutdatedTexts {
  constructor(
    private readonly files: readonly TextsFile[],
    /** Every text that stands in a flow, also where this merchant does not come to it. */
    private readonly said: ReadonlySet<string>,
  ) {}

  /** The issue at the old sentence that a new one has come from, if there is one near to it. */
  issueOf({ document, path, key }: Sentence, language: string): Issue | undefined {
    const places = this.files.flatMap(({ name, document: texts }) =>
      name === language && texts !== undefined
        ? this.outdatedIn(texts).map((old) => ({ texts, old, likeness: likeness(old, key) }))
        : [],
    );
    const [nearest] = places.sort((a, b) => b.likeness - a.likeness);
    if (nearest === undefined || nearest.likeness < leastLikeness) return undefined;
    const { texts, old } = nearest;
    const { line } = document.locate(path);
    const where = `${basename(document.file)}:${line}`;
    const other = otherCharacter(old, key);
    if (other !== undefined) {
      const message = `No flow has this sentence. In ${where} it has the same words, but ${other}.`;
      const hint = `Copy the sentence from ${where}: ${quoted(key, 500)}`;
      return issueAt(texts, [old], 'translation_missing', message, hint, { at: 'key' });
    }
    const message = `No flow uses this sentence any more; ${where} has ${quoted(key, 200)}`;
    const others = this.placesOf(old).filter((place) => !place.startsWith(`${texts.file}:`));
    const also =
      others.length === 0 ? '' : `, and in ${others.map((place) => basename(place)).join(' and ')}`;
    const hint = `Replace the old sentence with the new one here${also}, and check whether the translation still fits.`;
    return issueAt(texts, [old], 'translation_missing', message, hint, { at: 'key' });
  }

  private outdatedIn({ value }: YamlDocument): string[] {
    return Object.keys(value ?? {}).filter((key) => !this.said.has(key));
  }

  private placesOf(key: string): string[] {
    return this.files.flatMap(({ document }) =>
      document === undefined || !Object.hasOwn(document.value as object, key)
        ? []
        : `${document.file}:${document.locate([key], 'key').line}`,
    );
  }
}

/** The first characters in which sentences of the same words differ; undefined if their words do. */
function otherCharacter(old: string, key: string): string | undefined {
  if (saidAs(old) !== saidAs(key)) return undefined;
  const [letters, oldLetters] = [Array.from(key), Array.from(old)];
  const at = letters.findIndex((letter, index) => letter !== oldLetters[index]);
  const [is, was] = [letters[at], oldLetters[at]];
  if (is === undefined) return 'ends differently';
  return was === undefined ? `\`${is}\` at the end` : `\`${is}\` where \`${was}\` stands here`;
}

/** How much alike two sentences must be for one to have come from the other. */
const leastLikeness = 0.6;

/** The part of their pairs of letters that two sentences share, from 0 to 1 (Dice). */
function likeness(left: string, right: string): number {
  const [a, b] = [pairsIn(left), pairsIn(right)];
  const shared = [...a].reduce((sum, [pair, count]) => sum + Math.min(count, b.get(pair) ?? 0), 0);
  const total = Math.max(0, left.length - 1) + Math.max(0, right.length - 1);
  return total === 0 ? 0 : (2 * shared) / total;
}

function pairsIn(text: string): Map<string, number> {
  const pairs = new Map<string, number>();
  for (let at = 0; at + 1 < text.length; at++) {
    const pair = text.slice(at, at + 2).toLowerCase();
    pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
  }
  return pairs;
}

/** Every text that stands in files of flows. */
export const textsWritten = (files: readonly SourceFile[]): Set<string> =>
  new Set(files.flatMap(({ file, text }) => stringsIn(readDocument(file, text).document?.value ?? '')));

const stringsIn = (value: Json): string[] =>
  typeof value === 'string' ? [value] : Object.values(value ?? {}).flatMap((each: Json) => stringsIn(each));
