import { describe, expect, test } from 'vitest';
import type { EntityHints } from '../../../src/understanding/entities/find-entities.js';
import { findEntities } from '../../../src/understanding/entities/find-entities.js';

const ordersIn = (text: string, hints?: EntityHints): string[] =>
  findEntities(text, hints).flatMap(({ type, raw }) => (type === 'order_number' ? [raw] : []));

describe('order codes by their structure', () => {
  test.each([
    ['Please stop order 91-KX.', '91-KX'],
    ['Order no. NL/3381/4 has a dent', 'NL/3381/4'],
    ['my order GB-2031/7745 is late', 'GB-2031/7745'],
    ['meine Bestellung 61.330.118 fehlt', '61.330.118'],
    ['Auftrag LX 30118 bitte ändern', 'LX 30118'],
    ['la commande n° 30-771-PAR est en retard', '30-771-PAR'],
    ['mi pedido QR-3390 no llega', 'QR-3390'],
    ['mijn bestelling 5510-W is stuk', '5510-W'],
    ['cancel 77-P31 please', '77-P31'],
    ['Die Lampe (6631C) ist kaputt', '6631C'],
    ['the order id is 7c9e6679-7425-40de-944b-e07fc1f90ae7', '7c9e6679-7425-40de-944b-e07fc1f90ae7'],
    ['2031/000417 is still not here', '2031/000417'],
    ['orders 4471200/4471201', '4471200,4471201'],
  ])('%j', (text, expected) => {
    expect(ordersIn(text).join()).toBe(expected);
  });

  test.each([
    'I use a WH-1000XM4 with it',
    'The film is from 1998-2003',
    'Our offer no. 26-0815 is valid',
    'Photo: IMG_3310.jpg',
    'The lamp has 5000K and 12W',
    'Regards\nPia Roth\n70173 Stuttgart · Tel. 0711 000 000',
    'Marie Durand\n8 rue Haute, 44000 Nantes\n02 00 00 12 34',
    'Registered in England no. 04455668',
    'Réf. client : 55013',
    'parcel JJD000330044005511 has not moved',
  ])('none in %j', (text) => {
    expect(ordersIn(text)).toEqual([]);
  });

  test.each([
    ['66-QB', '66-QB'],
    ['it is T-9921/26', 'T-9921/26'],
    ['40 22 118', '40 22 118'],
    ['K3.1190', 'K3.1190'],
  ])('as the answer to the question for one: %j', (text, expected) => {
    expect(ordersIn(text, { expected: ['number'] })).toEqual([expected]);
  });
});
