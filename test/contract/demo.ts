/** The demo's connections, and an answer of its shop or carrier for each of their operations. */
import type { Contract } from './connector.js';
import { carrierOperations, returnConnections } from './demo-returns.js';
import { subscriptionConnections } from './demo-subscriptions.js';
import { signsInWith, source } from './demo-files.js';

const order = {
  id: 'r7',
  nummer: '10007',
  kunde: { id: 'k7', name: 'Jörg Müller', mail: 'joerg@mueller.example' },
  lieferadresse: { name: 'Jörg Müller', strasse: 'Weg 1', plz: '10115', ort: 'Berlin', land: 'DE' },
  bestellt_am: '01.11.2026 10:00',
  betrag_cent: 1990,
  waehrung: 'EUR',
  status: 'NEU',
  region: 'nord',
  positionen: [],
  sendungen: [],
  retouren: [],
};

const token = 'CANARY-token-5b2d';

const chosen = { order: { ref: 'r7' }, lines: [{ line: 'p1', name: 'Mug', quantity: 1 }], reason: 'damaged' };
const address = { name: 'Jörg Müller', street: 'Weg 2', postcode: '10115', city: 'Berlin', country: 'DE' };
const refusedAs = (code: string, ours: string) => ({
  refusal: { status: 409, body: JSON.stringify({ code, text: 'Nein.' }), code: ours },
});

/** Changes over the REST face. */
const restChanges: Contract['operations'] = [
  {
    call: {
      operation: 'orders.cancel',
      inputs: { order: { ref: 'r7' }, reason: 'changed_mind' },
      idempotencyKey: 'k1',
    },
    good: JSON.stringify({ storno_id: 's1', betrag_cent: 1990, waehrung: 'EUR' }),
    ...refusedAs('SCHON_VERSANDT', 'already_shipped'),
  },
  {
    call: {
      operation: 'orders.change_lines',
      inputs: { order: { ref: 'r7' }, lines: chosen.lines },
      idempotencyKey: 'k1',
    },
    good: JSON.stringify({ vorgang_id: 'p1', status: 'GEBUCHT' }),
    ...refusedAs('NICHTS_UEBRIG', 'not_changeable'),
  },
  {
    call: {
      operation: 'orders.change_address',
      inputs: { order: { ref: 'r7' }, address },
      idempotencyKey: 'k1',
    },
    good: JSON.stringify({ vorgang_id: 'a1', status: 'GEBUCHT' }),
    ...refusedAs('ANDERES_LAND', 'other_country'),
  },
  {
    call: { operation: 'orders.variants', inputs: { order: { ref: 'r7' }, line: 'p1' } },
    good: JSON.stringify({ varianten: [{ artikel: 'A-1', bezeichnung: 'Mug', lieferbar: true }] }),
  },
  {
    call: { operation: 'orders.quote_replacement', inputs: chosen },
    good: JSON.stringify({ ersetzbar: 'JA', wert_cent: 990, erstattet_cent: 0, waehrung: 'EUR' }),
  },
  {
    call: {
      operation: 'orders.replace',
      inputs: { ...chosen, amount: { minor: 990, currency: 'EUR' } },
      idempotencyKey: 'k1',
    },
    good: JSON.stringify({ ersatz_nummer: 'E1' }),
    ...refusedAs('AUSVERKAUFT', 'out_of_stock'),
  },
  {
    call: {
      operation: 'orders.add_note',
      inputs: { order: { ref: 'r7' }, text: 'Note' },
      idempotencyKey: 'k1',
    },
    good: JSON.stringify({ vorgang_id: 'n1', status: 'GEBUCHT' }),
  },
];

/** The shop's second payment way. */
const payouts: Contract = {
  name: 'the demo’s payouts',
  ...source('payouts'),
  protocol: 'rest',
  url: 'SHOP_URL',
  secrets: { PAYOUTS_KEY: 'CANARY-payouts-71c4', PAYOUTS_HOOK: 'CANARY-hook-0a9d' },
  operations: [
    {
      call: {
        operation: 'payments.refund',
        inputs: { order: { ref: 'r7' }, amount: { minor: 5, currency: 'EUR' }, reason: 'damaged' },
        idempotencyKey: 'k1',
      },
      good: JSON.stringify({ auszahlung: 'z1', status: 'BEZAHLT' }),
    },
    {
      call: { operation: 'payments.refund_status', inputs: { order: { ref: 'r7' } } },
      good: JSON.stringify({
        auszahlungen: [{ auszahlung: 'z1', betrag_cent: 5, waehrung: 'EUR', status: 'BEZAHLT' }],
      }),
    },
  ],
};

/** The shop's REST face, behind OAuth2. */
const shop: Contract = {
  name: 'the demo’s shop',
  ...source('shop'),
  protocol: 'rest',
  url: 'SHOP_URL',
  secrets: { SHOP_ID: 'CANARY-id-17e0', SHOP_SECRET: 'CANARY-secret-c3d9' },
  signIn: signsInWith(token),
  operations: [
    ...restChanges,
    { call: { operation: 'orders.get', inputs: { number: '10007' } }, good: JSON.stringify(order) },
    {
      call: { operation: 'orders.find', inputs: { email: 'joerg@mueller.example' } },
      good: JSON.stringify({ data: [order], next: null }),
    },
    {
      call: { operation: 'payments.quote_refund', inputs: { order: { ref: 'r7' } } },
      good: JSON.stringify({ erstattbar_cent: 990, erstattet_cent: 1000, waehrung: 'EUR' }),
    },
    {
      call: {
        operation: 'payments.refund',
        inputs: { order: { ref: 'r7' }, amount: { minor: 5, currency: 'EUR' }, reason: 'damaged' },
        idempotencyKey: 'k1',
      },
      good: JSON.stringify({ erstattung_id: 'e1' }),
      refusal: {
        status: 409,
        body: JSON.stringify({ code: 'SCHON_ERSTATTET', text: 'Schon erstattet.' }),
        code: 'already_refunded',
      },
    },
  ],
};

const carrier: Contract = {
  name: 'the demo’s carrier',
  ...source('blitz'),
  protocol: 'rest',
  url: 'CARRIER_URL',
  secrets: { CARRIER_KEY: 'CANARY-key-8a16' },
  operations: [
    {
      call: { operation: 'shipments.track', inputs: { shipment: { trackingNumber: 'B1' } } },
      good: JSON.stringify({
        ergebnisse: [
          { code: 'B1', lage: 'UNTERWEGS', soll_termin: '2026-11-30T00:00:00.000Z', ereignisse: [] },
        ],
      }),
    },
    ...carrierOperations,
  ],
};

const get = { operation: 'orders.get', inputs: { number: '10007' } };
const find = { operation: 'orders.find', inputs: { email: 'joerg@mueller.example' } };
const quote = { operation: 'payments.quote_refund', inputs: { order: { ref: 'r7' } } };
const refund = {
  operation: 'payments.refund',
  inputs: { order: { ref: 'r7' }, amount: { minor: 5, currency: 'EUR' }, reason: 'damaged' },
  idempotencyKey: 'k1',
};

const euro = (amount: string) => ({ amount, currencyCode: 'EUR' });
const node = {
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
const data = (value: object): string => JSON.stringify({ data: value });
const paid = (id: string | null, ...userErrors: object[]): string =>
  data({ orderRefund: { refund: id === null ? null : { id }, userErrors } });

/** The shop's GraphQL face, behind a key. */
const shopGraphql: Contract = {
  name: 'the demo’s shop over GraphQL',
  ...source('shop-graphql'),
  protocol: 'graphql',
  url: 'SHOP_GRAPHQL_URL',
  secrets: { SHOP_GRAPHQL_KEY: 'CANARY-key-77d2' },
  operations: [
    { call: get, good: data({ order: node }) },
    {
      call: find,
      good: data({ orders: { nodes: [node], pageInfo: { hasNextPage: false, endCursor: null } } }),
    },
    { call: quote, good: data({ refundQuote: { refundable: euro('9.90'), refunded: euro('10.00') } }) },
    {
      call: refund,
      good: paid('e1'),
      refusal: {
        status: 200,
        body: paid(null, { code: 'ALREADY_REFUNDED', message: 'Already refunded.' }),
        code: 'already_refunded',
      },
    },
  ],
};

const soapBody = (body: string): string =>
  `<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body>${body}</e:Body></e:Envelope>`;
const said = (name: string, content: string): string =>
  soapBody(`<a:${name} xmlns:a="urn:x">${content}</a:${name}>`);
const auftrag = `<a:Auftrag Id="r7"><a:Belegnummer>10007</a:Belegnummer><a:Kunde Kundennummer="k7"><a:Name>Jörg Müller</a:Name><a:EMail>joerg@mueller.example</a:EMail></a:Kunde><a:Summe Waehrung="EUR">19.90</a:Summe><a:Status>05</a:Status><a:Positionen/><a:Sendungen/><a:Retouren/></a:Auftrag>`;

/** The shop's SOAP face, behind a password digest. */
const shopSoap: Contract = {
  name: 'the demo’s shop over SOAP',
  ...source('shop-soap'),
  protocol: 'soap',
  url: 'SHOP_SOAP_URL',
  secrets: { SHOP_SOAP_USER: 'CANARY-user-3e90', SHOP_SOAP_PASSWORD: 'CANARY-password-9b1f' },
  operations: [
    { call: get, good: said('AuftragLesenAntwort', auftrag) },
    { call: find, good: said('AuftraegeSuchenAntwort', `<a:Auftraege>${auftrag}</a:Auftraege>`) },
    {
      call: quote,
      good: said(
        'ErstattungPruefenAntwort',
        '<a:Erstattbar Waehrung="EUR">9.90</a:Erstattbar><a:Erstattet Waehrung="EUR">10.00</a:Erstattet>',
      ),
    },
    {
      call: refund,
      good: said('ErstattungBuchenAntwort', '<a:BuchungId>e1</a:BuchungId>'),
      refusal: {
        status: 500,
        body: soapBody(
          '<e:Fault><faultcode>e:Client</faultcode><faultstring>Nein.</faultstring><detail><Fehler><Code>SCHON_ERSTATTET</Code><Text>Schon erstattet.</Text></Fehler></detail></e:Fault>',
        ),
        code: 'already_refunded',
      },
    },
  ],
};

/** Every connection in merchants/demo/connections. */
export const demoConnections: readonly Contract[] = [
  ...[shop, shopGraphql, shopSoap, payouts, carrier],
  ...subscriptionConnections,
  ...returnConnections,
];
