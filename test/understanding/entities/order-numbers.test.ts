import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { findEntities } from '../../../src/understanding/entities/find-entities.js';

interface Message {
  text: string;
  language: string;
  entities?: { type: string; raw: string }[];
}

const file = new URL('./order-numbers.jsonl', import.meta.url);
const messages = readFileSync(file, 'utf8')
  .trimEnd()
  .split('\n')
  // Written by hand, in this form.
  .map((line) => JSON.parse(line) as Message);
const bare = (raw: string): string => raw.replace(/^#/u, '');

test.each(['en', 'de'])('order numbers in %s are found, and nothing else is taken for one', (language) => {
  let [right, wanted, given] = [0, 0, 0];
  const wrong: string[] = [];
  for (const { text, entities = [] } of messages.filter((message) => message.language === language)) {
    const expected = entities.filter(({ type }) => type === 'order_number').map(({ raw }) => bare(raw));
    const found = findEntities(text, { today: '2026-11-26' })
      .filter(({ type }) => type === 'order_number')
      .map(({ raw }) => bare(raw));
    const hits = found.filter((raw) => expected.includes(raw)).length;
    right += hits;
    wanted += expected.length;
    given += found.length;
    if (hits < Math.max(expected.length, found.length)) wrong.push(`${text} → ${found.join(', ')}`);
  }
  process.stdout.write(
    `order numbers, ${language}: precision ${(right / given).toFixed(3)}, recall ${(right / wanted).toFixed(3)} of ${wanted}\n${wrong.join('\n')}\n`,
  );
  expect(right / given).toBeGreaterThanOrEqual(0.99);
  // Codes of four digits without a word that says what they are stay unread.
  expect(right / wanted).toBeGreaterThanOrEqual(0.95);
});
