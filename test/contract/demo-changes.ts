/** What changes an order over each of the demo's APIs, and an answer for each. */
import type { JsonObject } from '../../src/contracts/json.js';
import type { Contract } from './connector.js';
import { data, fault, said } from './demo-files.js';

const chosen = { order: { ref: 'r7' }, lines: [{ line: 'p1', name: 'Mug', quantity: 1 }], reason: 'damaged' };
const address = { name: 'Jörg Müller', street: 'Weg 2', postcode: '10115', city: 'Berlin', country: 'DE' };
const refusedAs = (code: string, ours: string) => ({
  refusal: { status: 409, body: JSON.stringify({ code, text: 'Nein.' }), code: ours },
});

/** What changes an order, by its operation. */
const change = (name: string, inputs: JsonObject) => ({
  operation: `orders.${name}`,
  inputs: { order: { ref: 'r7' }, ...inputs },
  idempotencyKey: 'k1',
});
const changes = {
  cancel: change('cancel', { reason: 'changed_mind' }),
  lines: change('change_lines', { lines: chosen.lines }),
  address: change('change_address', { address }),
  variants: { operation: 'orders.variants', inputs: { order: { ref: 'r7' }, line: 'p1' } },
  quote: { operation: 'orders.quote_replacement', inputs: chosen },
  replace: change('replace', { ...chosen, amount: { minor: 990, currency: 'EUR' } }),
  note: change('add_note', { text: 'Note' }),
};

/** Changes over the REST API. */
export const restChanges: Contract['operations'] = [
  {
    call: changes.cancel,
    good: JSON.stringify({ storno_id: 's1', betrag_cent: 1990, waehrung: 'EUR' }),
    ...refusedAs('SCHON_VERSANDT', 'already_shipped'),
  },
  {
    call: changes.lines,
    good: JSON.stringify({ vorgang_id: 'p1', status: 'GEBUCHT' }),
    ...refusedAs('NICHTS_UEBRIG', 'not_changeable'),
  },
  {
    call: changes.address,
    good: JSON.stringify({ vorgang_id: 'a1', status: 'GEBUCHT' }),
    ...refusedAs('ANDERES_LAND', 'other_country'),
  },
  {
    call: changes.variants,
    good: JSON.stringify({ varianten: [{ artikel: 'A-1', bezeichnung: 'Mug', lieferbar: true }] }),
  },
  {
    call: changes.quote,
    good: JSON.stringify({ ersetzbar: 'JA', wert_cent: 990, erstattet_cent: 0, waehrung: 'EUR' }),
  },
  {
    call: changes.replace,
    good: JSON.stringify({ ersatz_nummer: 'E1' }),
    ...refusedAs('AUSVERKAUFT', 'out_of_stock'),
  },
  {
    call: changes.note,
    good: JSON.stringify({ vorgang_id: 'n1', status: 'GEBUCHT' }),
  },
];

/** An amount over GraphQL. */
export const euro = (amount: string) => ({ amount, currencyCode: 'EUR' });

/** An order over GraphQL. */
export const node = {
  __typename: 'Order',
  id: 'r7',
  number: '10007',
  customer: { id: 'k7', displayName: 'Jörg Müller', email: 'joerg@mueller.example' },
  createdAt: '2026-11-01T10:00:00Z',
  total: euro('19.90'),
  status: 'PLACED',
  lineItems: { nodes: [], pageInfo: { hasNextPage: false } },
  shipments: [],
  returns: [],
};

const booked = (root: string, done: object | null, ...userErrors: object[]): string =>
  data({ [root]: { ...done, userErrors } });
const refusedBy = (root: string, code: string, ours: string) => ({
  refusal: { status: 200, body: booked(root, null, { code, message: 'No.' }), code: ours },
});
const changedNode = { bookingId: 'a1', order: node };

/** Changes over the GraphQL API. */
export const graphqlChanges: Contract['operations'] = [
  {
    call: changes.cancel,
    good: booked('orderCancel', { cancellation: { id: 's1', amount: euro('19.90') } }),
    ...refusedBy('orderCancel', 'ALREADY_SHIPPED', 'already_shipped'),
  },
  {
    call: changes.lines,
    good: booked('orderLineItemsChange', changedNode),
    ...refusedBy('orderLineItemsChange', 'NOTHING_LEFT', 'not_changeable'),
  },
  {
    call: changes.address,
    good: booked('orderAddressChange', changedNode),
    ...refusedBy('orderAddressChange', 'OTHER_COUNTRY', 'other_country'),
  },
  {
    call: changes.variants,
    good: data({ variants: [{ sku: 'A-1', title: 'Mug', availableForSale: true }] }),
  },
  {
    call: changes.quote,
    good: data({
      replacementQuote: { verdict: 'REPLACEABLE', worth: euro('9.90'), refunded: euro('0.00') },
    }),
  },
  {
    call: changes.replace,
    good: booked('orderReplace', { replacementNumber: 'E1' }),
    ...refusedBy('orderReplace', 'OUT_OF_STOCK', 'out_of_stock'),
  },
  { call: changes.note, good: booked('orderNoteAdd', { bookingId: 'n1' }), readsNoValue: true },
];

/** An order over SOAP. */
export const auftrag = `<a:Auftrag Id="r7"><a:Belegnummer>10007</a:Belegnummer><a:Kunde Kundennummer="k7"><a:Name>Jörg Müller</a:Name><a:EMail>joerg@mueller.example</a:EMail></a:Kunde><a:Summe Waehrung="EUR">19.90</a:Summe><a:Status>05</a:Status><a:Positionen/><a:Sendungen/><a:Retouren/></a:Auftrag>`;

const faulted = (word: string, ours: string) => ({
  refusal: { status: 500, body: fault(word), code: ours },
});
const changedAuftrag = `<a:VorgangId>a1</a:VorgangId>${auftrag}`;

/** Changes over the SOAP API. */
export const soapChanges: Contract['operations'] = [
  {
    call: changes.cancel,
    good: said(
      'AuftragStornierenAntwort',
      '<a:BuchungId>s1</a:BuchungId><a:Betrag Waehrung="EUR">19.90</a:Betrag>',
    ),
    ...faulted('SCHON_VERSANDT', 'already_shipped'),
  },
  {
    call: changes.lines,
    good: said('PositionenAendernAntwort', changedAuftrag),
    ...faulted('NICHTS_UEBRIG', 'not_changeable'),
  },
  {
    call: changes.address,
    good: said('AnschriftAendernAntwort', changedAuftrag),
    ...faulted('ANDERES_LAND', 'other_country'),
  },
  {
    call: changes.variants,
    good: said(
      'VariantenLesenAntwort',
      '<a:Variante><a:Artikelnummer>A-1</a:Artikelnummer><a:Bezeichnung>Mug</a:Bezeichnung><a:Lieferbar>true</a:Lieferbar></a:Variante>',
    ),
  },
  {
    call: changes.quote,
    good: said(
      'ErsatzPruefenAntwort',
      '<a:Ersetzbar>JA</a:Ersetzbar><a:Wert Waehrung="EUR">9.90</a:Wert><a:Erstattet Waehrung="EUR">0.00</a:Erstattet>',
    ),
  },
  {
    call: changes.replace,
    good: said('ErsatzBuchenAntwort', '<a:Ersatznummer>E1</a:Ersatznummer>'),
    ...faulted('AUSVERKAUFT', 'out_of_stock'),
  },
  {
    call: changes.note,
    good: said('NotizSchreibenAntwort', '<a:VorgangId>n1</a:VorgangId>'),
    readsNoValue: true,
  },
];
