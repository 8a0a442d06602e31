import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { findEntities } from '../../../src/understanding/entities/find-entities.js';
import { entityFigures } from '../../../model/evaluation/entities.js';
import type { GoldEntity } from '../../../model/evaluation/messages.js';

interface Marked {
  text: string;
  language: string;
  entities: GoldEntity[];
}

const file = new URL('./marked.jsonl', import.meta.url);
const judged = readFileSync(file, 'utf8')
  .trimEnd()
  .split('\n')
  // Written by hand, in this form.
  .map((line) => JSON.parse(line) as Marked)
  .map((marked) => ({
    gold: { ...marked, intent: 'other', intents: ['other'], accept: ['other'], indirect: false },
    entities: findEntities(marked.text, { today: '2026-11-26' }),
    ...{ intent: 'other', intents: ['other'], confidence: 0, sure: false, right: true, latencyMs: 0 },
  }));
const figures = entityFigures(judged);

describe('marked messages', () => {
  test.each([
    ['date', 0.93, 0.9],
    ['name', 0.9, 0.95],
    ['address', 0.95, 0.9],
    // Counts whose thing is named in the sentence before stay unread.
    ['quantity', 0.93, 0.75],
  ])('%s: precision at least %d, recall at least %d', (type, precision, recall) => {
    expect(figures[type]?.precision).toBeGreaterThanOrEqual(precision);
    expect(figures[type]?.recall).toBeGreaterThanOrEqual(recall);
  });
});
