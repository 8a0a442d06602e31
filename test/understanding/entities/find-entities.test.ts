import { describe, expect, test } from 'vitest';
import type { FactKind } from '../../../src/contracts/customer.js';
import { findEntities } from '../../../src/understanding/entities/find-entities.js';

const LETTER: Readonly<Record<string, string>> = {
  order_number: 'n',
  email: 'e',
  tracking_number: 't',
  postcode: 'p',
};

/** Text, expected facts, and what must be found: `n:` order number, `e:` e-mail, `t:` tracking number, `p:` postcode. */
const cases: [string, FactKind[], string][] = [
  ['where is my order 12345?', [], 'n:12345'],
  ['where is my order #12345?', [], 'n:12345'],
  ['Order#012345: late', [], 'n:012345'],
  ['#01234 please', [], 'n:01234'],
  ['order no. 98765', [], 'n:98765'],
  ['Order number: 123456.', [], 'n:123456'],
  ['my order number is 12345, thanks', [], 'n:12345'],
  ['order 12345 and 12346', [], 'n:12345 n:12346'],
  ['orders 12345, 12346 and 12347', [], 'n:12345 n:12346 n:12347'],
  ['Bestellung 12345 ist nicht da', [], 'n:12345'],
  ['Bestellnummer lautet 012345', [], 'n:012345'],
  ['Bestell-Nr. 54321', [], 'n:54321'],
  ['Auftrag Nr. 54321', [], 'n:54321'],
  ['meine Bestellungen 12345 und 54321', [], 'n:12345 n:54321'],
  ['12345 - still nothing', [], 'n:12345'],
  ['12345', [], 'n:12345'],
  ['12345', ['number'], 'n:12345'],
  ['it is 123456', ['number', 'postcode'], 'n:123456'],
  ['order ACME-12345', [], 'n:ACME-12345'],
  ['order acme-12345', [], 'n:ACME-12345'],
  ['order 302-1234567-1234567', [], 'n:302-1234567-1234567'],
  ['#1001', [], 'n:1001'],
  ['order 1001 please', [], 'n:1001'],
  ['Order 12345 Where is it?', [], 'n:12345'],
  ['12345 Where is it?', [], 'n:12345'],
  ['(order 12345)', [], 'n:12345'],
  ['I ordered 3 shirts and 2 caps', [], ''],
  ['order of 2026-05-03', [], ''],
  ['bought on 03.05.2026 for 20.50', [], ''],
  ['that was 12345 EUR', [], ''],
  ['it cost €12345', [], ''],
  ['EUR 12345 is a lot', [], ''],
  ['I walked 10000 steps', [], ''],
  ['about 15000 people', [], ''],
  ['call me at 030 1234567', [], ''],
  ['phone +49 1234567', [], ''],
  ['Telefon 1234567', [], ''],
  ['my card ending 12345', [], ''],
  ['4111 1111 1111 1111', [], ''],
  ['4111111111111111', [], ''],
  ['SKU 445566 is wrong', [], ''],
  ['Artikel 445566 fehlt', [], ''],
  ['customer number 445566', [], ''],
  ['Kundennummer 445566, Bestellung 12345', [], 'n:12345'],
  ['invoice 778899', [], ''],
  ['gift card code 778899', [], ''],
  ['postcode 10115', [], 'p:10115'],
  ['my postcode is 10115.', [], 'p:10115'],
  ['PLZ 10115', [], 'p:10115'],
  ['PLZ: 10115', [], 'p:10115'],
  ['Die Postleitzahl lautet 10115', [], 'p:10115'],
  ['zip 60607', [], 'p:60607'],
  ['zip code 60607-1234', [], 'p:60607-1234'],
  ['Chicago, IL 60607', [], 'p:60607'],
  ['Ich wohne in 10115 Berlin', [], 'p:10115'],
  ['Gartenweg 5, 28195 Bremen', [], 'p:28195'],
  ['D-10115', [], 'p:10115'],
  ['order 12345, 10115 Berlin', [], 'n:12345 p:10115'],
  ['order 12345, postcode 10115', [], 'n:12345 p:10115'],
  ['postcode 10115, order 12345', [], 'p:10115 n:12345'],
  ['postcode 10115, 20095 or 80331', [], 'p:10115 p:20095 p:80331'],
  ['order 12345, postcode 10115 / 20095', ['postcode'], 'n:12345 p:10115 p:20095'],
  ['10115', ['postcode'], 'p:10115'],
  ['It is 10115', ['postcode'], 'p:10115'],
  ['1010', ['postcode'], 'p:1010'],
  ['12345, 10115', ['number', 'postcode'], 'n:12345 p:10115'],
  ['10115 123456', ['number', 'postcode'], 'p:10115 n:123456'],
  ['order 12345, 10115', ['number', 'postcode'], 'n:12345 p:10115'],
  ['order 10115', ['postcode'], 'n:10115'],
  ['SW1A 1AA', [], 'p:SW1A1AA'],
  ['postcode sw1a 1aa', ['postcode'], 'p:SW1A1AA'],
  ['M1 4BT', ['postcode'], 'p:M14BT'],
  ['K1A 0B1', [], 'p:K1A0B1'],
  ['jane@example.com', [], 'e:jane@example.com'],
  ['Jane.Doe+shop@Example.co.uk!', [], 'e:jane.doe+shop@example.co.uk'],
  ['<mailto:jane@example.com>', [], 'e:jane@example.com'],
  ['12345@example.com', [], 'e:12345@example.com'],
  ['jürgen@müller.example', [], 'e:jürgen@müller.example'],
  ['jane@example', [], ''],
  ['jane@example.com, order no. 012345', [], 'e:jane@example.com n:012345'],
  ['tracking BL1234567890', [], 't:BL1234567890'],
  ['bl1234567890 is stuck', [], 't:BL1234567890'],
  ['1Z 999 AA1 01 2345 6784', [], 't:1Z999AA10123456784'],
  ['1Z999AA10123456784', [], 't:1Z999AA10123456784'],
  ['JJD000390007882823467', [], 't:JJD000390007882823467'],
  ['00340434161094042557', [], 't:00340434161094042557'],
  ['RR123456789DE', [], 't:RR123456789DE'],
  ['tracking number 123456789012', [], 't:123456789012'],
  ['Sendungsnummer 123456789012', [], 't:123456789012'],
  ['order 12345 tracking BL1234567890', [], 'n:12345 t:BL1234567890'],
];

describe('entities', () => {
  test.each(cases)('%j (asked for %j) has %j', (text, expected, found) => {
    const entities = findEntities(text, { expected });
    const facts = entities.filter(({ type }) => type in LETTER);
    expect(facts.map(({ type, value }) => `${LETTER[type]}:${value}`).join(' ')).toBe(found);
    for (const { raw, start, end } of entities) expect(text.slice(start, end)).toBe(raw);
  });

  test('cost linear time on hostile texts', () => {
    for (const piece of ['a@', '1', '1Z 9', 'order ', '#', '1-', '10115 B', 'JJD 1 '])
      expect(findEntities(piece.repeat(Math.floor(65_536 / piece.length)))).toBeDefined();
  });
});

describe('of a text of 64 kB', () => {
  const filled = (piece: string): string => piece.repeat(Math.ceil(65_536 / piece.length));

  test.each([
    'a@b.de ',
    '12345678 ',
    'Mr Abel ',
    '12 Oak Street, ',
    'AB 123456 ',
    'on 3 May ',
    '€20.00 ',
    '+49 30 1234567, ',
  ])('with "%s" all over at most a hundred are told, none of them twice', (piece) => {
    const text = filled(piece);
    const entities = findEntities(text, { today: '2026-03-02' });
    expect(entities.length).toBeLessThanOrEqual(100);
    for (const { raw, start, end } of entities) expect(text.slice(start, end)).toBe(raw);
    expect(new Set(entities.map(({ start }) => start)).size).toBe(entities.length);
  });

  test.each(['at its beginning', 'at its end'])('an order number is found %s, in its place', (where) => {
    const story = filled('We spent the whole summer by the sea, and it was fine.\n');
    const number = 'My order number is 4471200.';
    const text = where === 'at its end' ? `${story}${number}` : `${number}\n${story}`;
    const [entity, ...more] = findEntities(text).filter(({ type }) => type === 'order_number');
    expect(more).toEqual([]);
    expect(entity).toMatchObject({ value: '4471200', start: text.indexOf('4471200') });
  });

  test('an entity of more than 500 signs is none', () => {
    expect(findEntities(`${'a'.repeat(600)}@example.com and anna@example.com`)).toMatchObject([
      { type: 'email', value: 'anna@example.com' },
    ]);
  });
});

test('no message of one sign or word, however long, holds its reader up', () => {
  const signs = [
    'x',
    'X',
    '1',
    'A',
    '*',
    ' ',
    '\n',
    '.',
    '-',
    '@',
    'a1',
    '1-',
    '12,',
    'x ',
    'Mr ',
    'order ',
    '10115 ',
  ];
  for (const sign of signs) {
    const text = sign.repeat(Math.ceil(20_000 / sign.length));
    // A pattern that goes back over such a text takes minutes, and then this test never ends.
    expect(Array.isArray(findEntities(text, { today: '2026-03-02' }))).toBe(true);
  }
});
