/** The three API styles of the shop over one order book: other words, the same facts and the same ledger. */
import { expect, test } from 'vitest';
import { situationNames } from '../../../demo/shop/situations.js';
import { all, at, listAt, textAt } from './at.js';
import {
  callGraphql,
  callSoap,
  graphqlRefund,
  orderFields,
  refundDocument,
  soapRefund,
} from './api-clients.js';
import { type TestShop, refundOf, testShop } from './support.js';

const cents = (amount: unknown): number => Math.round(Number(amount) * 100);

/** Null and nil are what REST leaves out. */
const known = (value: unknown): unknown =>
  value === null || at(value, '@nil') === 'true' ? undefined : value;

const moment = (value: unknown): number | undefined =>
  typeof value === 'string' ? Date.parse(value) : undefined;

/** Reads `dd.MM.yyyy HH:mm`; Berlin is two hours ahead of UTC before the last Sunday of October, then one. */
function german(value: unknown): number | undefined {
  if (typeof value !== 'string') return undefined;
  const [, day, month, year, time] = /^(\d\d)\.(\d\d)\.(\d{4}) (\d\d:\d\d)$/.exec(value)!;
  const date = `${year}-${month}-${day}`;
  return Date.parse(`${date}T${time}:00${date < '2026-10-25' ? '+02:00' : '+01:00'}`);
}

const restDates = [
  'bestellt_am',
  'versandt_am',
  'versand_geplant_am',
  'lieferung_geplant_am',
  'zugestellt_am',
];
const soapDates = ['BestelltAm', 'VersandtAm', 'VersandGeplantAm', 'LieferungGeplantAm', 'ZugestelltAm'];
const graphqlDates = ['createdAt', 'shippedAt', 'expectedShipAt', 'expectedDeliveryAt', 'deliveredAt'];

const factsOfRest = (told: unknown) => ({
  order: all(told, 'id', 'nummer', 'kunde.id', 'kunde.name', 'kunde.mail'),
  address: all(told, ...['name', 'strasse', 'plz', 'ort', 'land'].map((name) => `lieferadresse.${name}`)),
  dates: all(told, ...restDates).map(german),
  money: all(told, 'betrag_cent', 'erstattet_cent', 'waehrung'),
  lines: listAt(told, 'positionen').map((line) =>
    all(line, 'id', 'artikel', 'bezeichnung', 'menge', 'preis_cent', 'bild_url', 'sendung'),
  ),
  parcels: listAt(told, 'sendungen').map((parcel) => [
    ...all(parcel, 'dienst', 'sendungsnummer', 'tracking_url'),
    german(at(parcel, 'versandt_am')),
  ]),
  returns: listAt(told, 'retouren').map((one) => at(one, 'sendungsnummer')),
});

const factsOfSoap = (told: unknown) => ({
  order: all(told, '@Id', 'Belegnummer', 'Kunde.@Kundennummer', 'Kunde.Name', 'Kunde.EMail'),
  address: all(told, ...['Name', 'Strasse', 'PLZ', 'Ort', 'Land'].map((name) => `Lieferanschrift.${name}`)),
  dates: all(told, ...soapDates).map(moment),
  money: [
    ...all(told, 'Summe.#text', 'Erstattet.#text').map(cents),
    textAt(told, 'Summe.@Waehrung'),
  ] as unknown[],
  lines: listAt(told, 'Positionen.Position').map((line) => [
    ...all(line, '@Id', 'Artikelnummer', 'Bezeichnung'),
    ...[Number(at(line, 'Menge')), cents(at(line, 'Einzelpreis.#text')), at(line, 'Bild')],
    known(at(line, 'Sendungsnummer')),
  ]),
  parcels: listAt(told, 'Sendungen.Sendung').map((parcel) => [
    ...all(parcel, 'Frachtfuehrer', 'Sendungsnummer', 'Verfolgung'),
    moment(at(parcel, 'VersandtAm')),
  ]),
  returns: listAt(told, 'Retouren.Retoure').map((one) => at(one, 'Sendungsnummer')),
});

const factsOfGraphql = (told: unknown) => ({
  order: all(told, 'id', 'number', 'customer.id', 'customer.displayName', 'customer.email'),
  address: all(
    told,
    ...['name', 'street', 'zip', 'city', 'countryCode'].map((name) => `shippingAddress.${name}`),
  ),
  dates: all(told, ...graphqlDates).map(moment),
  money: [
    ...all(told, 'total.amount', 'totalRefunded.amount').map(cents),
    textAt(told, 'total.currencyCode'),
  ] as unknown[],
  lines: listAt(told, 'lineItems.nodes').map((line) => [
    ...all(line, 'id', 'sku', 'title', 'quantity'),
    ...[cents(at(line, 'unitPrice.amount')), at(line, 'imageUrl'), known(at(line, 'trackingNumber'))],
  ]),
  parcels: listAt(told, 'shipments').map((parcel) => [
    ...all(parcel, 'carrier', 'trackingNumber', 'trackingUrl'),
    moment(at(parcel, 'shippedAt')),
  ]),
  returns: listAt(told, 'returns').map((one) => at(one, 'trackingNumber')),
});

const orderDocument = `query ($number: String!) { order(number: $number) { ... on Order { ${orderFields} } } }`;

/** What each API tells of an order. */
async function everyFace({ shop, client }: TestShop, number: string) {
  const rest = (await client.get(`/v2/auftraege/${number}`)).body;
  const { body } = await callSoap(shop.soapUrl, 'AuftragLesen', { Belegnummer: number });
  const soap = at(body, 'AuftragLesenAntwort.Auftrag');
  const graphql = at((await callGraphql(shop.graphqlUrl, orderDocument, { number })).body, 'data.order');
  return {
    facts: [factsOfRest(rest), factsOfSoap(soap), factsOfGraphql(graphql)],
    statuses: [textAt(rest, 'status'), textAt(soap, 'Status'), textAt(graphql, 'status')].join(' '),
  };
}

test('an order in any situation is the same order through every API', async () => {
  await using running = await testShop();
  const statuses = new Set<string>();
  for (const situation of situationNames) {
    const order = running.stories.single[situation][0]!;
    const told = await everyFace(running, order.nummer);
    expect(told.facts[1]).toEqual(told.facts[0]);
    expect(told.facts[2]).toEqual(told.facts[0]);
    statuses.add(told.statuses);
  }
  expect([...statuses].sort()).toEqual([
    'ERSTATTET 75 REFUNDED',
    'GEPACKT 10 PACKED',
    'NEU 05 PLACED',
    'RETOURE 70 RETURNED',
    'STORNIERT 80 CANCELED',
    'TEILVERSAND 15 PARTIALLY_FULFILLED',
    'VERSANDT 20 FULFILLED',
    'ZUGESTELLT 30 DELIVERED',
  ]);
});

test('one key is one row of the ledger, whichever APIs it is sent through', async () => {
  await using running = await testShop();
  const { shop, client, stories } = running;
  const { id } = stories.refundable.from60To190[0]!;
  const soap = await callSoap(shop.soapUrl, 'ErstattungBuchen', soapRefund(id, 1005, 'k'));
  const rest = await client.post(`/v2/auftraege/${id}/erstattungen`, refundOf(1005), 'k');
  const graphql = await callGraphql(shop.graphqlUrl, refundDocument, graphqlRefund(id, 1005, 'k'));
  const [row, ...others] = await shop.controls.ledger();
  expect(others).toEqual([]);
  expect([
    at(soap.body, 'ErstattungBuchenAntwort.BuchungId'),
    at(rest.body, 'erstattung_id'),
    at(graphql.body, 'data.orderRefund.refund.id'),
  ]).toEqual([row!.id, row!.id, row!.id]);
});

test('a key of one API that is used for something else is refused by the others', async () => {
  await using running = await testShop();
  const { shop, client, stories } = running;
  const { id } = stories.refundable.from60To190[0]!;
  await client.post(`/v2/auftraege/${id}/erstattungen`, refundOf(1005), 'k');
  const soap = await callSoap(shop.soapUrl, 'ErstattungBuchen', soapRefund(id, 1005, 'k', 'WR'));
  const graphql = await callGraphql(shop.graphqlUrl, refundDocument, graphqlRefund(id, 1006, 'k'));
  expect(at(soap.body, 'Fault.detail.Fehler.Code')).toBe('SCHLUESSEL_ANDERS');
  expect(at(graphql.body, 'data.orderRefund.userErrors.0.code')).toBe('IDEMPOTENCY_KEY_REUSED');
  expect(await shop.controls.ledger()).toHaveLength(1);
});

test('a payment whose answer was lost over SOAP is found again over GraphQL', async () => {
  await using running = await testShop();
  const { shop, stories } = running;
  const { id } = stories.refundable.from60To190[0]!;
  await shop.controls.fail({ match: { body: 'ErstattungBuchen' }, kind: 'act_and_lose', times: 1 });
  await expect(callSoap(shop.soapUrl, 'ErstattungBuchen', soapRefund(id, 700, 'k'))).rejects.toThrow();
  const { body } = await callGraphql(shop.graphqlUrl, refundDocument, graphqlRefund(id, 700, 'k'));
  const rows = await shop.controls.ledger();
  expect(rows.map((row) => row.id)).toEqual([at(body, 'data.orderRefund.refund.id')]);
});

test('REST tells of too many requests as ever: 429, and when to come back', async () => {
  await using running = await testShop();
  await running.shop.controls.fail({ kind: 'throttled', times: 1, retryAfter: 3 });
  const { status, headers, body } = await running.client.get('/v2/auftraege/1');
  expect([status, headers.get('retry-after'), body]).toEqual([429, '3', { fehler: 'ZU_VIELE_ANFRAGEN' }]);
});
