/** The demo's connections, and an answer of its shop or carrier for each of their operations. */
import type { Contract } from './connector.js';
import { carrierOperations, returnConnections } from './demo-returns.js';
import { subscriptionConnections } from './demo-subscriptions.js';
import { auftrag, euro, graphqlChanges, node, restChanges, soapChanges } from './demo-changes.js';
import { data, fault, said, signsInWith, source } from './demo-files.js';

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

/** The shop's REST API, behind OAuth2. */
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

const paid = (id: string | null, ...userErrors: object[]): string =>
  data({ orderRefund: { refund: id === null ? null : { id }, userErrors } });

/** The shop's GraphQL API, behind a key. */
const shopGraphql: Contract = {
  name: 'the demo’s shop over GraphQL',
  ...source('shop-graphql'),
  protocol: 'graphql',
  url: 'SHOP_GRAPHQL_URL',
  secrets: { SHOP_GRAPHQL_KEY: 'CANARY-key-77d2' },
  operations: [
    ...graphqlChanges,
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

/** The shop's SOAP API, behind a password digest. */
const shopSoap: Contract = {
  name: 'the demo’s shop over SOAP',
  ...source('shop-soap'),
  protocol: 'soap',
  url: 'SHOP_SOAP_URL',
  secrets: { SHOP_SOAP_USER: 'CANARY-user-3e90', SHOP_SOAP_PASSWORD: 'CANARY-password-9b1f' },
  operations: [
    ...soapChanges,
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
        body: fault('SCHON_ERSTATTET'),
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
