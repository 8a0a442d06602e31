/** Why money is wanted back, in the customer's words. */
import { describe, expect, test } from 'vitest';
import { type RefundReason, refundReasons } from '../../../src/contracts/refund-reason.js';
import { findEntities } from '../../../src/understanding/entities/find-entities.js';

const reasonsIn = (text: string): string[] =>
  findEntities(text).flatMap(({ type, value }) => (type === 'reason' ? [value] : []));

const said: Readonly<Record<RefundReason, readonly string[]>> = {
  not_received: [
    'My order 10105 never arrived, I want my money back',
    "It hasn't come yet and I want a refund",
    'I have not received anything. Refund please!',
    'Bestellung 10105 ist nicht angekommen, ich möchte mein Geld zurück',
    'Ich habe das Paket nie erhalten, bitte erstatten Sie es',
  ],
  damaged: [
    'The lamp arrived broken, I want my money back',
    'Refund 10105 please, it is damaged',
    "I want a refund because it doesn't work",
    'Die Lampe ist kaputt, ich will mein Geld zurück',
    'Bitte erstatten, die Ware kam beschädigt an',
    'Das Gerät funktioniert nicht, Geld zurück bitte',
  ],
  wrong_item: [
    'You sent me the wrong size, refund please',
    'This is not what I ordered. I want my money back',
    'Ich habe den falschen Artikel bekommen und will mein Geld zurück',
    'Falsche Größe geliefert, bitte Geld zurück',
    'I ordered blue and got the wrong colour',
    'Sie haben mir die falsche Größe geschickt, ich habe M bestellt',
    'Ich habe etwas anderes bestellt',
    'A different item came',
    'Pay me back for the wrong item',
    'I ordered a garden hose and unpacked a set of candles',
    'We bought the green armchair, what we got is clearly grey',
    'In der Kiste lag statt der Vase ein Paar Socken',
    'Ich habe statt des blauen Krugs einen roten bekommen',
    'Ich habe Gläser bestellt und gekommen sind Teller',
  ],
  late: [
    'It came too late, I want the delivery fee back',
    'The parcel arrived late for the party, refund please',
    'Die Lieferung kam zu spät, ich möchte mein Geld zurück',
  ],
  returned: [
    'I sent the shoes back, please refund me',
    'I returned it last week and want my money',
    'Ich habe alles zurückgeschickt und hätte gern mein Geld',
  ],
  changed_mind: [
    'I changed my mind about order 10105, money back please',
    "I don't want it any more, refund",
    'I ordered it by mistake and want a refund',
    'Ich will sie nicht mehr, bitte erstatten Sie mir das Geld',
    'Die Jacke gefällt mir nicht, ich möchte mein Geld zurück',
  ],
  other: [
    'I want my money back for order 10105',
    'Please refund me',
    'Ich möchte eine Erstattung für Bestellung 10105',
    'It is not broken, I just want my money back',
    'Sie ist nicht kaputt, ich will trotzdem mein Geld',
    'Can I have a refund? Thanks, Ben Late',
    'I would like to exchange it for a different size',
    'Can I swap it for a different item?',
    'I ordered the wrong size',
    'We picked the wrong colour for the chair',
    'Ich habe die falsche Größe bestellt',
    'Da habe ich die falsche Farbe ausgesucht, bitte tauschen',
  ],
};

describe.each(refundReasons)('%s', (reason) => {
  test.each(said[reason])('%s', (text) => {
    expect(reasonsIn(text)).toEqual(reason === 'other' ? [] : [reason]);
  });
});

test('of several reasons the most telling one is read, at its place', () => {
  const text = 'It came too late and broken, so I sent it back';
  expect(findEntities(text)).toContainEqual({
    ...{ type: 'reason', value: 'damaged', raw: 'broken', source: 'rule' },
    ...{ start: text.indexOf('broken'), end: text.indexOf('broken') + 6 },
  });
  expect(reasonsIn(text)).toEqual(['damaged']);
});

test('other kinds stay what they are beside it', () => {
  const found = findEntities('Order 10105 arrived broken on Alexanderplatz 5, 10178 Berlin');
  expect(found.map(({ type }) => type)).toEqual(['order_number', 'reason', 'address', 'postcode', 'city']);
});
