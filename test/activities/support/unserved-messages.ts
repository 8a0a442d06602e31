/** Messages in languages that the demo's merchant does not serve, one in each. */
import { readFileSync } from 'node:fs';

/** A text and the ISO 639-1 code of its language. */
export interface WrittenIn {
  lang: string;
  text: string;
}

/** Reads a file with one such object a line. */
export const readMessages = (file: string | URL): WrittenIn[] =>
  readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as WrittenIn);

/** Where they are. */
export const unservedFile = new URL('../unserved-messages.jsonl', import.meta.url);

/** By language. */
export const unservedMessages: ReadonlyMap<string, string> = new Map(
  readMessages(unservedFile).map(({ lang, text }) => [lang, text]),
);

/** The one in a language. */
export const written = (lang: string): string => unservedMessages.get(lang) ?? '';
