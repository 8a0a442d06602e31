import { describe, expect, test } from 'vitest';
import { answerIn, answerTo, type Question } from '../../../src/understanding/answers/read-answer.js';
import { findEntities } from '../../../src/understanding/entities/find-entities.js';

const today = '2026-11-24';

function answer(question: Partial<Question> & Pick<Question, 'kind'>, text: string, sureOf?: string) {
  const understanding = {
    intent: sureOf ?? 'other',
    sure: sureOf !== undefined,
    entities: findEntities(text),
  };
  return answerTo({ labels: [], ...question }, { text, understanding, today });
}

describe('yes or no', () => {
  test.each(
    (
      "yes|Yes please!|yep|OK|ok thanks|sure, go ahead|Yes, please do.|that's right|Absolutely|👍|y|please proceed|yes yes|" +
      'I confirm|ja|Ja, bitte|ja gerne|Genau.|einverstanden|in Ordnung|Auf jeden Fall!|passt, danke|ja, machen Sie das|klar'
    ).split('|'),
  )('%j is yes', (text) => {
    expect(answer({ kind: 'yes_or_no' }, text)).toBe('yes');
  });

  test.each(
    (
      "no|No thanks|nope|please don't|No, do not do it|rather not|never mind|of course not|👎|n|no no no|Nein|nein danke|" +
      'Nee|lieber nicht|bitte nicht|auf keinen Fall|nö|doch nicht'
    ).split('|'),
  )('%j is no', (text) => {
    expect(answer({ kind: 'yes_or_no' }, text)).toBe('no');
  });

  test.each([
    'yes but change the address first',
    'no problem, when is it coming?',
    'no problem',
    'yes?',
    'yes and no',
    'ok no',
    'yes, no wait',
    'sure about what',
    'not sure',
    'yes order 12345 too',
    'where is my parcel',
    'I said yes yesterday to something else',
    'ja aber nur die Hälfte',
    'nein, doch',
    'kein Problem',
    'ok?',
    'thanks',
    'please',
    '',
    "don't worry",
    'not yet delivered',
    'no refund, I want a replacement',
    'yes, cancel the refund',
  ])('%j is neither', (text) => {
    expect(answer({ kind: 'yes_or_no' }, text)).toBeUndefined();
  });
});

describe('a choice', () => {
  const labels = [
    '12345, 3 May 2026, EUR 20.00',
    '12346, 10 May 2026, EUR 35.50',
    '12347, blue jacket, 3 June 2026',
  ];

  test.each<[string, number]>([
    ['1', 0],
    ['2.', 1],
    ['#3', 2],
    ['number 2', 1],
    ['the second one', 1],
    ['The second, please', 1],
    ['the first', 0],
    ['first one', 0],
    ['one', 0],
    ['the last one', 2],
    ['die zweite bitte', 1],
    ['Nummer 3', 2],
    ['die letzte', 2],
    ['12346', 1],
    ['#012346', 1],
    ['order 12347 please', 2],
    ['the one from May 10', 1],
    ['vom 10.05.2026', 1],
    ['the one for 35.50 EUR', 1],
    ['the one that was 20€', 0],
    ['the jacket', 2],
    ['12345, 3 May 2026, EUR 20.00', 0],
  ])('%j is option %i', (text, index) => {
    expect(answer({ kind: 'choice', labels }, text)).toBe(index);
  });

  test.each([
    '4',
    '0',
    'all of them',
    'both',
    '12345 and 12346',
    'the May one',
    '99999',
    'I do not know',
    'the first and the second',
    '',
  ])('%j is none', (text) => {
    expect(answer({ kind: 'choice', labels }, text)).toBeUndefined();
  });

  test('is not made by a message that surely wants something else', () => {
    const question = { kind: 'choice', labels, intent: 'refund' } as const;
    expect(answer(question, 'where is order 12346?', 'wismo')).toBeUndefined();
    expect(answer(question, 'order 12346', 'refund')).toBe(1);
    expect(answer(question, '2', 'wismo')).toBe(1);
  });
});

describe('several of a menu of records', () => {
  const labels = [
    'Order 10913 (being prepared): Disco ball 50 cm',
    'Order 10912 (being prepared): Inflatable flamingo 2 m',
    'Order 10911 (delivered): Paddling pool',
  ];
  const understanding = { intent: 'other', sure: false, entities: [] };
  const read = (text: string, options: readonly string[] = labels, kind: Question['kind'] = 'choice') =>
    answerIn({ kind, labels: options }, { text, understanding, today });

  test.each([
    ['10913 and 10912', 0, ['10912']],
    ['the flamingo and the ball', 0, ['10912']],
    ['all of them please', 0, ['10912', '10911']],
    ['everything but the pool', 0, ['10912']],
  ])('%j is the first, and the same for the others', (text, value, also) => {
    expect(read(text)).toEqual({ value, also });
  });

  test.each(['both', 'beide, bitte', 'bede', 'beids', 'both. ball AND flamingo'])(
    '%j is two of two',
    (text) => {
      expect(read(text, labels.slice(0, 2))).toEqual({ value: 0, also: ['10912'] });
    },
  );

  test.each([
    ['the flamingo', 1],
    ['10912', 1],
    ['the flamingo, and only that', 1],
    ['the flamingo; the ball and the pool stay', 1],
  ])('%j is one', (text, value) => {
    expect(read(text)).toEqual({ value });
  });

  test('is none where the options are no records', () => {
    expect(read('both', ['Remove an item', 'Change the quantity'])).toBeUndefined();
  });
});

describe('a date', () => {
  test.each([
    ['2026-05-03', '2026-05-03'],
    ['on 03.05.2026 please', '2026-05-03'],
    ['3.5.26', '2026-05-03'],
    ['3 May 2026', '2026-05-03'],
    ['May 3rd, 2026', '2026-05-03'],
    ['am 3. Mai 2026', '2026-05-03'],
    ['31/05/2026', '2026-05-31'],
    ['05/31/2026', '2026-05-31'],
    ['1 December', '2026-12-01'],
    ['5. Januar', '2027-01-05'],
  ])('%j is %j', (text, date) => {
    expect(answer({ kind: 'date' }, text)).toBe(date);
  });

  test.each(['31.02.2026', '03/05/2026', 'soon', '3 May or 4 May 2026', '12345', ''])(
    '%j is none',
    (text) => {
      expect(answer({ kind: 'date' }, text)).toBeUndefined();
    },
  );
});

describe('an amount', () => {
  test.each([
    ['20 EUR', 2000, 'EUR'],
    ['€20', 2000, 'EUR'],
    ['20,50 €', 2050, 'EUR'],
    ['1.234,56 Euro', 123456, 'EUR'],
    ['$1,234.56', 123456, 'USD'],
    ['45.9 dollars please', 4590, 'USD'],
    ['£5.', 500, 'GBP'],
    ['500 yen', 500, 'JPY'],
  ])('%j is %i %s', (text, minor, currency) => {
    expect(answer({ kind: 'amount' }, text)).toEqual({ minor, currency });
  });

  test.each(['20', 'all of it', '20 EUR or 30 EUR', '', '-5 EUR'])('%j is none', (text) => {
    expect(answer({ kind: 'amount' }, text)).toBeUndefined();
  });
});

describe('free text and facts', () => {
  test('fit unless the message surely wants something else', () => {
    const text = { kind: 'text', intent: 'refund' } as const;
    expect(answer(text, ' it was too small ')).toBe('it was too small');
    expect(answer(text, 'I want my money back', 'refund')).toBe('I want my money back');
    expect(answer(text, 'ok', 'other')).toBe('ok');
    expect(answer(text, 'where is my other order', 'wismo')).toBeUndefined();
    expect(answer(text, ' ')).toBeUndefined();
  });

  test('fit when a fact that was asked for is there, whatever else is said', () => {
    const facts = { kind: 'facts', intent: 'refund', facts: ['number', 'postcode'] } as const;
    expect(answer(facts, 'where is order 12345', 'wismo')).toEqual({});
    expect(answer(facts, 'I do not have it here')).toEqual({});
    expect(answer(facts, 'write to jane@example.com where it is', 'wismo')).toBeUndefined();
  });
});

test.each([
  ['jo', ['Yes', 'No'], 0],
  ['nah', ['Ja', 'Nein'], 1],
  ['yes please', ['Blue', 'Green'], undefined],
  ['no', ['Blue', 'Nein', 'No'], 2],
])('of two options that say yes and no, %j of %j is %j', (text, labels, option) => {
  expect(answer({ kind: 'choice', labels }, text)).toBe(option);
});
