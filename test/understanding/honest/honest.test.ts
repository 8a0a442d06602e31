import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { alike } from '../../../model/training/likeness.js';
import { readCorpus, readExamples } from '../../../model/corpus/corpus.js';

const read = (name: string): string => readFileSync(new URL(name, import.meta.url), 'utf8');

test('the set that judges the code is the one that was committed before it', () => {
  const hash = createHash('sha256').update(read('messages.jsonl')).digest('hex');
  expect(read('messages.sha256').split(' ')[0]).toBe(hash);
});

test('none of its messages is like one that the model has learnt (Jaccard of words .6)', () => {
  const texts = read('messages.jsonl')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { text: string; kind: string })
    // Bare answers have a word or two, which everybody uses.
    .filter(({ kind }) => kind !== 'fragment')
    .map(({ text }) => text);
  const calibration = readExamples(new URL('../../../model/corpus/calibration.jsonl', import.meta.url));
  expect(texts.length).toBeGreaterThan(300);
  expect(
    alike(
      texts,
      [...readCorpus(), ...calibration].map(({ text }) => text),
      0.6,
    ),
  ).toEqual([]);
});
