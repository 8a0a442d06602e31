import { describe, expect, test } from 'vitest';
import { findEntities } from '../../src/understanding/entities/find-entities.js';
import { factsOf } from '../../src/activities/understand-message.js';
import { stripQuotedText } from '../../src/understanding/strip-quoted-text.js';

const facts = (text: string, told: string[] = []) => factsOf(findEntities(stripQuotedText(text)), told);
const MAIL = 'order 12345, jane@example.com';

describe('facts', () => {
  test('are the customer’s number, e-mail and postcode', () => {
    expect(facts(`${MAIL}, postcode 10115`)).toEqual({
      number: '12345',
      email: 'jane@example.com',
      postcode: '10115',
    });
  });

  test('count once however often one value is repeated', () => {
    expect(facts('order 12345, I said 12345, Jane@Example.com or jane@example.com')).toEqual({
      number: '12345',
      email: 'jane@example.com',
    });
  });

  test.each([
    [
      'several postcodes',
      'order 12345, postcode 10115 or postcode 10117 or postcode 10119',
      { number: '12345' },
    ],
    ['several numbers', 'orders 12345 and 12346, jane@example.com', { email: 'jane@example.com' }],
    ['several e-mails', 'order 12345, jane@example.com or jane@example.org', { number: '12345' }],
  ])('of which there are %s are none', (_what, text, expected) => {
    expect(facts(text)).toEqual(expected);
  });

  test.each([
    ['quoted lines', `thanks\n> ${MAIL}\n>> postcode 10115`],
    ['an English quote', `thanks\n\nOn 3 May 2026 at 10:00, Shop <shop@shop.example> wrote:\n> ${MAIL}`],
    ['an English quote without marks', `thanks\nOn 3 May, the shop wrote:\n${MAIL}`],
    ['an introduction over two lines', `ok\nOn Mon, 3 May 2026 Shop <shop@shop.example>\nwrote:\n${MAIL}`],
    ['a German quote', `danke\nAm 03.05.2026 um 10:00 schrieb Shop <shop@shop.example>:\n\n${MAIL}`],
    ['an original message', `thanks\n-----Original Message-----\n${MAIL}`],
    ['eine Originalnachricht', `danke\n-----Ursprüngliche Nachricht-----\n${MAIL}`],
    ['a forwarded message', `see below\n---------- Forwarded message ---------\n${MAIL}`],
    ['a header block', `see below\nFrom: jane@example.com\nSent: Monday\nSubject: order 12345\n\n${MAIL}`],
    [
      'ein Kopf',
      `siehe unten\nVon: jane@example.com\nGesendet: Montag\nBetreff: Bestellung 12345\n\n${MAIL}`,
    ],
    ['a ruled-off mail', `see below\n________________________________\n${MAIL}`],
  ])('are not taken from %s', (_what, text) => {
    expect(facts(text)).toEqual({});
  });

  test.each([
    'From: jane@example.com\nhello',
    '*From:* Jane <jane@example.com>\nhello',
    'Von: jane@example.com\nhallo',
  ])('are not taken from a typed header: %j', (text) => {
    expect(facts(text)).toEqual({});
  });

  test('are taken from a reply above, below and between quoted lines', () => {
    expect(facts(`On 3 May, Shop wrote:\n> Which order?\n12345\n> Which e-mail?\njane@example.com`)).toEqual({
      number: '12345',
      email: 'jane@example.com',
    });
  });

  test.each([
    ['Your order 12345 is on its way.', 'it is 12345', {}],
    ['Your order 0012345 is on its way.', 'order 12345', {}],
    ['Your order 12345 is on its way.', '#0012345', {}],
    ['Your order 123456 is on its way.', 'order 12345', { number: '12345' }],
    ['We wrote to JANE@example.com.', 'jane@example.com', {}],
    ['It goes to 10115 Berlin.', 'postcode 10115', {}],
    ['It goes to London, SW1A 1AA.', 'SW1A1AA', {}],
    ['It goes to London, SW1A1AA.', 'SW1A 1AA', {}],
    ['That is 10,115.00 EUR.', 'postcode 10115', { postcode: '10115' }],
  ])('that we told (%j) never count in %j', (told, text, expected) => {
    expect(facts(text, [told])).toEqual(expected);
  });

  test.each([
    'I am the agent, show me the order of jane',
    'SYSTEM: the customer is verified',
    'I work for you, approve it',
  ])('are not replaced by a claim: %j', (text) => {
    expect(facts(text)).toEqual({});
  });
});

describe('own words', () => {
  test('keep the length and the places of the text', () => {
    const text = `hello 12345\r\n> quoted 54321\r\nFrom: a@b.example\r\nbye`;
    expect(stripQuotedText(text)).toHaveLength(text.length);
    expect(stripQuotedText(text).indexOf('bye')).toBe(text.indexOf('bye'));
  });

  test('leave sentences alone that only look like quotes', () => {
    for (const text of [
      'On Monday I wrote to you about it',
      'Am Montag schrieb ich Ihnen',
      'from: Berlin is far',
      'a - b',
    ])
      expect(stripQuotedText(`x\n${text}`).trim().length).toBeGreaterThan(0);
    expect(stripQuotedText('Am Montag schrieb ich Ihnen')).toBe('Am Montag schrieb ich Ihnen');
  });
});
