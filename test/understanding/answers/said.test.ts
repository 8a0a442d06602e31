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
    // Who says it again to “yes or no?” has still not said yes.
    const insisted = readYesOrNo(text, { question, reasked: 1 })?.says;
    if (says !== 'yes') expect(insisted).not.toBe('yes');
    if (says === 'unsure') expect(said).not.toBe('yes');
    else if (says === 'neither') expect(['yes', 'no']).not.toContain(said);
    else expect(said).toBe(says);
  });
});

test.each([
  [
    'send you this from order 11045 again?\n1 × Butter dish',
    'Yes, do send it, but only the butter dish, mind',
  ],
  ['change order 11409 to this?\n2 × Finger paint set', 'Puha, yes, 2 sets, thank you so much'],
])('a yes in words that are not all known is one by how people say yes: %j', (asked, text) => {
  expect(readYesOrNo(text, { question: `Would you like me to ${asked}` })).toEqual({ says: 'yes' });
});

test('however likely it sounds, what is bound, denied, quoted or of another day is no yes', () => {
  const asked = 'Would you like me to pause subscription ABO-7 until 15 December 2026?';
  for (const text of [
    'Yes, until Easter!',
    'yes please, but only if it is free',
    'yes please do, just not now',
    '"yes please do" is what I said to your colleague',
  ])
    expect(readYesOrNo(text, { question: asked, reasked: 1 })?.says).not.toBe('yes');
});

test('what was not asked, and is denied beside a yes, leaves it one', () => {
  const question = 'Would you like me to send you this from order 11178 again?\n1 × Wine glass';
  expect(readYesOrNo('yes one glass thank you, not all four again', { question })).toEqual({ says: 'yes' });
  expect(readYesOrNo('yes, not this one', { question })?.says).not.toBe('yes');
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
