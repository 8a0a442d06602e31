/** Which one of several: no wrong record, and hardly a question that a person would not have asked. */
import { describe, expect, test } from 'vitest';
import { answerTo } from '../../../src/understanding/answers/read-answer.js';
import { mentionsIn, mostMentions } from '../../../src/understanding/answers/number-mentions.js';
import { offeredBy } from '../../../src/understanding/answers/number-choice.js';
import { longestAnswer, openingOf } from '../../../src/understanding/answers/message-opening.js';
import { readable } from '../../../src/understanding/answers/text-for-record-numbers.js';
import { judgedAnswers, type JudgedAnswer } from './which-record-answers.js';
import { generatedAnswers } from './which-record-generated.js';

const fewest = 200;
const mostAskedAgain = 0.05;
const askAgain = '?';

/** What an answer was taken for. */
function chosen(text: string, { labels, records }: Pick<JudgedAnswer, 'labels' | 'records'>): string {
  const understanding = { intent: 'other', sure: false, entities: [] };
  const value = answerTo({ kind: 'choice', labels }, { text, understanding, today: '2026-11-28' });
  return typeof value === 'number' ? (records[value] ?? 'no option') : askAgain;
}

interface Taken {
  told: string;
  meant: string;
  got: string;
}

const byHand = judgedAnswers().map(({ list, meant, ...answer }): Taken => {
  const got = chosen(answer.text, answer);
  return { told: `${list}: "${answer.text}" is ${meant}, not ${got}`, meant, got };
});
const generated = generatedAnswers(20_261_128, 4000).map(({ meant, ...answer }): Taken => {
  const got = chosen(answer.text, answer);
  return { told: `${answer.labels.join(' | ')}: "${answer.text}" is ${meant}, not ${got}`, meant, got };
});

describe.each([
  ['judged by hand', byHand],
  ['generated from a fixed seed', generated],
])('answers %s', (_, answers) => {
  const known = answers.filter(({ meant }) => meant !== askAgain);
  const askedAgain = known.filter(({ got }) => got === askAgain);

  test(`are more than ${fewest}`, () => {
    expect(answers.length).toBeGreaterThanOrEqual(fewest);
  });

  test('never choose a wrong record', () => {
    const wrong = answers.filter(({ meant, got }) => got !== askAgain && got !== meant);
    expect(wrong.map(({ told }) => told)).toEqual([]);
  });

  test(`are asked again in ${mostAskedAgain * 100} % at most of those that a person would have known`, () => {
    const told = askedAgain.map(({ told }) => told).join('\n');
    const isFew = askedAgain.length <= known.length * mostAskedAgain;
    expect(isFew ? '' : `${askedAgain.length} of ${known.length}:\n${told}`).toBe('');
  });
});

describe('a message of 64 kB', () => {
  const question = {
    labels: ['Order 3 (shipped)', 'Order 1 (shipped)', 'Order 8 (shipped)'],
    records: ['3', '1', '8'],
  };
  const filler = 'and so on '.repeat(6554);
  const understanding = { intent: 'other', sure: false, entities: [] };
  const read = (kind: 'yes_or_no' | 'date' | 'amount', text: string) =>
    answerTo({ kind, labels: [] }, { text, understanding, today: '2026-11-28' });

  test('is read for its first 2,000 characters, blanks not counted twice', () => {
    expect(longestAnswer).toBe(2000);
    expect(openingOf(filler).text.length).toBeLessThanOrEqual(longestAnswer);
    expect(openingOf('7'.repeat(65_536))).toEqual({ text: '', whole: false });
    expect(openingOf(`${' '.repeat(65_536)}order 8`)).toEqual({ text: 'order 8', whole: true });
  });

  test('is not read beyond, whatever is asked', () => {
    expect(chosen(`${filler}order 8`, question)).toBe(askAgain);
    expect(chosen(`Order 8. ${filler}`, question)).toBe('8');
    expect(read('date', `${filler}on 3 May 2026`)).toBeUndefined();
    expect(read('amount', `${filler}20 EUR`)).toBeUndefined();
  });

  test('is read no further than so many numbers', () => {
    const read = readable(openingOf('3 8 1 '.repeat(10_923)).text);
    expect(mentionsIn(read, offeredBy(question.labels)).length).toBeLessThanOrEqual(mostMentions + 1);
    expect(chosen('3 8 1 '.repeat(10_923), question)).toBe(askAgain);
  });

  test('is not cut in the middle of a number', () => {
    const text = `${'x'.repeat(longestAnswer - 9)} order 31`;
    expect(text.length).toBe(longestAnswer);
    expect(chosen(`${text}7 ${filler}`, question)).toBe(askAgain);
  });

  test('is neither yes nor no, as what is not read could take it back', () => {
    expect(read('yes_or_no', `yes ${'! '.repeat(5000)} but not now`)).toBeUndefined();
  });
});
