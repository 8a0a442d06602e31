/** Reads a message as phrases that its languages know, in all languages at once: people mix them. */
import { languages } from '../../texts/languages/index.js';
import type { PhraseKind, Phrases } from '../../texts/languages/phrases.js';

type Kinds = ReadonlySet<PhraseKind>;

/** What a phrase can be, in one language this, in another that; and the languages that know it. */
export interface KnownPhrase {
  kinds: Kinds;
  languages: ReadonlySet<string>;
}

/** What words say in answer to a question, beside its value. */
export type Aside = 'wanting' | 'unknowing' | 'backing' | 'backingSurely' | 'person';

type Patterns = 'complaint' | 'request' | Aside;
const patterns: ReadonlySet<string> = new Set<Patterns>([
  ...(['complaint', 'request', 'wanting', 'unknowing', 'backing', 'backingSurely', 'person'] as const),
]);

const known = new Map<string, { kind: PhraseKind; language: string }[]>();
for (const [language, { phrases }] of languages)
  for (const [kind, phrase] of listed(phrases))
    known.set(phrase, [...(known.get(phrase) ?? []), { kind, language }]);

/** Words of the longest phrase, and of the longest message that is read. */
const longestPhrase = Math.max(...[...known.keys()].map((phrase) => phrase.split(' ').length));
const longestMessage = 40;

/** The languages' statements of complaint. */
export const complaints: readonly RegExp[] = [...languages.values()].map(({ phrases }) => phrases.complaint);

/** The languages' words of somebody who wants something. */
export const requests: readonly RegExp[] = [...languages.values()].map(({ phrases }) => phrases.request);

/** Whether the words of a text say so in one of the languages. */
export function says(text: string, what: Aside): boolean {
  const said = ` ${wordsOf(text).join(' ')} `;
  return [...languages.values()].some(({ phrases }) => phrases[what].test(said));
}

function listed(phrases: Phrases): [PhraseKind, string][] {
  // The keys of the type without the patterns are the kinds.
  const lists = Object.entries(phrases).filter(([name]) => !patterns.has(name)) as [string, string][];
  return lists.flatMap(([kind, list]) =>
    list.split('|').map((phrase): [PhraseKind, string] => [kind as PhraseKind, phrase]),
  );
}

/** Words in lower case without apostrophes and signs; of a letter that is drawn out ("hiii") one is left. */
export const wordsOf = (text: string): readonly string[] =>
  text
    .normalize('NFC')
    .toLowerCase()
    .replace(/(?<=\p{L})['’‘´`](?=\p{L})/gu, '')
    .replace(/(\p{L})\1{2,}/gu, '$1')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');

/** The phrases, if the words consist of phrases of these kinds and of nothing else. */
export function phrasesOf(words: readonly string[], kinds: Kinds): KnownPhrase[] | undefined {
  if (words.length > longestMessage) return undefined;
  const found: KnownPhrase[] = [];
  for (let at = 0; at < words.length;) {
    const next = phraseAt(words, at, kinds);
    if (next === undefined) return undefined;
    found.push(next);
    at += next.length;
  }
  return found;
}

/** The longest phrase of these kinds that begins at a word. */
export function phraseAt(
  words: readonly string[],
  at: number,
  kinds: Kinds,
): (KnownPhrase & { length: number }) | undefined {
  for (let length = Math.min(longestPhrase, words.length - at); length > 0; length -= 1) {
    const found = known.get(words.slice(at, at + length).join(' ')) ?? [];
    const meant = found.filter(({ kind }) => kinds.has(kind));
    if (meant.length === 0) continue;
    return {
      kinds: new Set(meant.map(({ kind }) => kind)),
      languages: new Set(meant.map(({ language }) => language)),
      length,
    };
  }
  return undefined;
}

/** The one language that knows all phrases; empty where several do, as with "ok". */
export function languageOf(phrases: readonly KnownPhrase[]): string {
  const [only = '', ...more] = [...languages.keys()].filter((language) =>
    phrases.every((phrase) => phrase.languages.has(language)),
  );
  return more.length > 0 ? '' : only;
}

/** Who wants something else than what is asked writes more. */
const mostWords = 9;

/**
 * Whether a message, sent while a question is open, wants nothing of its own for sure, whatever a model makes of so few words:
 * "only the blue one", "10106", "the two mugs".
 */
export const wantsNothingNew = (text: string): boolean =>
  wordsOf(text).length <= mostWords && !text.includes('?') && !says(text, 'wanting');
