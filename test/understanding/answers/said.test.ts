/** Several hundred answers to yes-or-no questions, in English and German: what each of them says. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readYesOrNo } from '../../../src/understanding/answers/yes-or-no.js';

/** Groups of lines below `# yes: <question>`. */
const groups = ['said.txt', 'sarcasm.txt']
  .map((file) => readFileSync(new URL(file, import.meta.url), 'utf8'))
  .join('\n')
  .split(/^# /mu)
  .slice(1)
  .map((group) => {
    const [head = '', ...lines] = group.split('\n');
    const [says = '', asked = ''] = head.split(/: (.*)/su);
    return {
      says,
      question: asked.replaceAll(' ⏎ ', '\n'),
      lines: lines.filter((line) => !/^(?:\/\/|$)/u.test(line)),
    };
  });

describe.each(groups)('$says to "$question"', ({ says, question, lines }) => {
  test.each(lines)('%j', (text) => {
    const said = readYesOrNo(text, { question, about: /\d{5}/u.exec(question)?.[0] })?.says;
    if (says === 'unsure') expect(said).not.toBe('yes');
    else if (says === 'neither') expect(['yes', 'no']).not.toContain(said);
    else expect(said).toBe(says);
  });
});

test('what refuses goes on as a message of its own where it says what is wanted instead', () => {
  const question = 'Shall I send it to 18 Mill Lane, York YO1 7EX?';
  const told = 'to my office rather, the dog hates couriers';
  expect(readYesOrNo(told, { question })).toEqual({ says: 'no', rest: 0 });
  expect(readYesOrNo('not there please, thanks', { question })).toMatchObject({ says: 'no' });
});

test('a part of a month is no day of a question, unless both are its end', () => {
  const ends = (day: string): string => `The subscription would end on ${day} March. Shall I go ahead?`;
  expect(readYesOrNo('yes, end of March', { question: ends('31') })).toMatchObject({ says: 'yes' });
  expect(readYesOrNo('yes, end of March', { question: ends('15') })).toEqual({ says: 'nearly' });
  expect(readYesOrNo('yes, mid March', { question: ends('15') })).toEqual({ says: 'nearly' });
});

test('amounts in words are those of the question, or ask for another one', () => {
  const question = 'Shall I pay back 42.90 EUR?';
  expect(readYesOrNo('yes, forty two ninety', { question })).toEqual({ says: 'yes' });
  expect(readYesOrNo('ja, zweiundvierzig neunzig', { question })).toEqual({ says: 'yes' });
  expect(readYesOrNo('yes, forty', { question })).toEqual({ says: 'nearly' });
});
