/** Questions to a shop by an author who has not read the work: which are answered, and that no wish is taken for one. */
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { loadQuestionReader } from '../../../src/understanding/knowledge/common-questions.js';
import { topicAsked } from '../../../src/understanding/knowledge/nearest-topic.js';
import { understanders } from '../../../src/understanding/registry.js';
import { shopQuestionsIn } from '../../../src/understanding/knowledge/shop-question.js';
import { figuresOf, playQuestions } from './play-questions.js';

test('two thirds of the questions end right, hardly one is answered wrongly, and no wish is swallowed', async () => {
  const figures = figuresOf(
    await playQuestions(fileURLToPath(new URL('./questions.jsonl', import.meta.url))),
  );
  expect(figures).toMatchObject({ questions: 100, wishes: 30 });
  expect(figures.right).toBeGreaterThanOrEqual(68);
  expect(figures.wrong.length).toBeLessThanOrEqual(2);
  expect(figures.swallowed.map(({ text }) => text)).toEqual([]);
});

test('a wish, or what names a record, is no question to a shop', () => {
  for (const text of [
    'Can I still cancel order 10105?',
    'Could you cancel my order?',
    'Kann ich meine Bestellung noch stornieren?',
    'I want to return this',
    'Könnt ihr mir bitte das Geld erstatten?',
  ])
    expect(shopQuestionsIn(text), text).toEqual({ questions: [] });
});

test('a question beside a wish is told apart from it', () => {
  const { questions, rest } = shopQuestionsIn('Please cancel my order. Is a return free?');
  expect(questions).toEqual(['Is a return free?']);
  expect(rest?.trim()).toBe('Please cancel my order.');
});

test('what is asked commonly is read in both languages, and what is asked seldom is none of it', async () => {
  const read = await loadQuestionReader();
  const { stateOf } = await understanders.embedded();
  const likeliest = async (text: string) => {
    const { topics, none, request } = read(text, await stateOf({ text, merchant: 'demo' }));
    const [topic, likely] = [...topics].reduce((best, one) => (one[1] > best[1] ? one : best));
    return likely > Math.max(none, request) ? topic : 'none';
  };
  expect(await likeliest('Is there any charge for sending things back?')).toBe('return-cost');
  expect(await likeliest('Bis wann ist bei euch jemand erreichbar?')).toBe('opening-hours');
  expect(await likeliest('Is the table made of oak?')).toBe('none');
});

test('an entry with a name of its own is told by a near phrase alone, unless a wish is as likely', () => {
  const near = { topic: 'engraving', score: 1.3, lead: 0.4 };
  const question = { topics: new Map([['stores', 0.1]]), none: 0.8, request: 0.1 };
  expect(topicAsked(question, near)).toBe('engraving');
  expect(topicAsked({ ...question, none: 0.2, request: 0.7 }, near)).toBeUndefined();
  expect(topicAsked(question, { ...near, score: 0.6 })).toBeUndefined();
  // Two entries as near are a guess.
  expect(topicAsked(question, { ...near, score: 1, lead: 0.02 })).toBeUndefined();
});
