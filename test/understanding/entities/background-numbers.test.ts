import { describe, expect, test } from 'vitest';
import { backgroundNumbers, ownOrCarried } from '../../../src/understanding/entities/background-numbers.js';
import { findEntities } from '../../../src/understanding/entities/find-entities.js';
import { factsOf } from '../../../src/activities/understand-message.js';
import { stripQuotedText } from '../../../src/understanding/strip-quoted-text.js';

function numbersOf(message: { text: string; subject?: string }): string[] {
  const own = findEntities(stripQuotedText(message.text));
  return ownOrCarried([...own, ...backgroundNumbers(message, own)])
    .filter(({ type }) => type === 'order_number')
    .map(({ value, from = 'own' }) => `${from} ${value}`);
}

const quoted = 'It has not come.\n\nOn 3 May, Shop wrote:\n> Your order FR-20771 is on its way.';

describe('an order number that a message only carries along', () => {
  test.each([
    ['in the quoted mail', { text: quoted }, ['history FR-20771']],
    ['in the subject, before the quoted mail', { text: quoted, subject: 'Order 55-K1' }, ['subject 55-K1']],
    ['not beside one of the own words', { text: `About 7711-B: ${quoted}` }, ['own 7711-B']],
    ['once', { text: 'Order 48213 is late.', subject: 'order 48213' }, ['own 48213']],
  ])('is taken %s', (_where, message, expected) => {
    expect(numbersOf(message)).toEqual(expected);
  });

  test('is at its place in the text, and is no fact', () => {
    const [found] = backgroundNumbers({ text: quoted }, []);
    expect(quoted.slice(found?.start, found?.end)).toBe('FR-20771');
    expect(factsOf(found === undefined ? [] : [found], [])).toEqual({});
  });
});
