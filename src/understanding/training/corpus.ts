/** The sentences that the embedded model learns from: all written for this project. */
import { readFileSync } from 'node:fs';

/** A sentence, with placeholders {o} order number, {i} item, {t} tracking number, {e} e-mail. */
export interface Example {
  intent: string;
  language: string;
  text: string;
}

const FILES = ['seed-utterances.jsonl', 'utterances.jsonl'];

/** All examples, in the order of the files; those without a language are English. */
export function readCorpus(): Example[] {
  return FILES.flatMap((file) => readExamples(new URL(`./${file}`, import.meta.url)));
}

/** The examples of one file, one JSON object a line. */
export function readExamples(file: URL): Example[] {
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines
    .filter((line) => line.trim() !== '')
    .map((line) => {
      // The corpus is part of the repository, and its test checks every line.
      const { intent, text, language } = JSON.parse(line) as Omit<Example, 'language'> & {
        language?: string;
      };
      return { intent, text, language: language ?? 'en' };
    });
}
