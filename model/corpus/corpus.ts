/** The sentences that the embedded model learns from: all written for this project. */
import { readdirSync, readFileSync } from 'node:fs';

/** A message, with placeholders {o} order number, {i} item, {t} tracking number, {e} e-mail. */
export interface Example {
  /** What is wanted, the main intent first; ids of labels.yaml. */
  labels: readonly [string, ...string[]];
  /** `en` or `de`. */
  language: string;
  text: string;
}

const folder = new URL('./sentences/', import.meta.url);

/** All examples, in the order of the files' names. */
export function readCorpus(): Example[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.jsonl'))
    .sort()
    .flatMap((name) => readExamples(new URL(name, folder)));
}

/** The examples by which a label's parts are told apart: those to learn from, and those of another author to calibrate on. */
export const readParts = (kind: 'sentences' | 'calibration'): Example[] =>
  readExamples(new URL(`./parts/${kind}.jsonl`, import.meta.url));

/** The examples of one file, one JSON object a line. */
export function readExamples(file: URL): Example[] {
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines
    .filter((line) => line.trim() !== '')
    .map((line) => {
      // The corpus is part of the repository, and its test checks every line.
      const { label, labels, text, language } = JSON.parse(line) as Partial<Example> & {
        label?: string;
        text: string;
      };
      return { labels: labels ?? [label ?? ''], text, language: language ?? 'en' };
    });
}
