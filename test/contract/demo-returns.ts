/** The demo's connection of returns, what its carrier does besides tracking, and an answer for each. */
import type { JsonObject } from '../../src/contracts/json.js';
import type { Contract, ContractOperation } from './connector.js';
import { data, fault, said, signsInWith, source } from './demo-files.js';

const order = { ref: 'r7', number: '10007' };
const lines = [{ line: 'p1', name: 'Mug', quantity: 1 }];
const made = {
  id: 'r1',
  nummer: 'R-100001',
  stand: 'ANGEMELDET',
  positionen: [{ id: 'p1', bezeichnung: 'Mug', menge: 1 }],
  betrag_cent: 695,
  waehrung: 'EUR',
  angemeldet_am: '02.11.2026 10:00',
};

const call = (operation: string, inputs: JsonObject) => ({ operation, inputs: { order, ...inputs } });
const write = (operation: string, inputs: JsonObject) => ({
  ...call(operation, inputs),
  idempotencyKey: 'k1',
});
const refusedAs = (body: object, code: string) => ({
  refusal: { status: 409, body: JSON.stringify(body), code },
});

const quoted = call('returns.quote', {});
const found = call('returns.find', {});
const created = write('returns.create', {
  ...{ lines, reason: 'changed_mind', fee: { minor: 295, currency: 'EUR' } },
});
const calledOff = write('returns.cancel', { return: { ref: 'r1' } });

const rest: Contract = {
  name: 'the demo’s returns',
  ...source('retouren'),
  protocol: 'rest',
  url: 'SHOP_URL',
  secrets: { SHOP_ID: 'CANARY-id-6b0c', SHOP_SECRET: 'CANARY-secret-d1f2' },
  signIn: signsInWith('CANARY-token-3a77'),
  operations: [
    {
      call: quoted,
      good: JSON.stringify({
        ...{ moeglich: 'JA', bis: '16.11.2026 10:00', gebuehr_cent: 295, waehrung: 'EUR' },
        positionen: [{ id: 'p1', bezeichnung: 'Mug', menge: 1, preis_cent: 990 }],
      }),
    },
    {
      call: created,
      good: JSON.stringify({ vorgang: 'v1', retoure: made }),
      ...refusedAs({ code: 'FRIST_ABGELAUFEN', text: 'Nein.' }, 'too_late'),
    },
    {
      call: calledOff,
      readsNoValue: true,
      good: JSON.stringify({ vorgang: 'v1', retoure: made }),
      ...refusedAs({ code: 'SCHON_EINGETROFFEN', text: 'Nein.' }, 'already_received'),
    },
    { call: found, good: JSON.stringify({ retouren: [made] }) },
  ],
};

const shipment = { carrier: 'blitz', trackingNumber: 'B1' };
const search = { id: 'n1', code: 'B1', stand: 'OFFEN', eroeffnet: '2026-11-02T10:00:00.000Z' };
const paper = Buffer.from('%PDF-1.4\n%%EOF\n').toString('base64');

/** What the carrier does besides tracking. */
export const carrierOperations: readonly ContractOperation[] = [
  {
    call: write('returns.label', { lines, form: 'label' }),
    good: JSON.stringify({ code: 'BLR1', etikett: { format: 'PDF', inhalt: paper }, hinweis: 'Anywhere.' }),
    ...refusedAs({ fehler: 'FORM_UNBEKANNT' }, 'form_not_offered'),
    givesDocument: true,
  },
  {
    call: write('shipments.open_investigation', { shipment, reason: 'lost' }),
    good: JSON.stringify(search),
    ...refusedAs({ fehler: 'SCHON_OFFEN' }, 'already_open'),
  },
  {
    call: call('shipments.investigation', { investigation: { ref: 'n1', status: 'open' } }),
    good: JSON.stringify(search),
  },
  {
    call: call('shipments.proof_of_delivery', { shipment }),
    good: JSON.stringify({ code: 'B1', zugestellt: '2026-11-02T10:00:00.000Z', beleg: paper }),
    givesDocument: true,
  },
];

const euro = (amount: string) => ({ amount, currencyCode: 'EUR' });
const node = {
  ...{ id: 'r1', number: 'R-100001', status: 'REGISTERED', amount: euro('6.95'), fee: euro('2.95') },
  lineItems: [{ id: 'p1', sku: null, title: 'Mug', quantity: 1 }],
  registeredAt: '2026-11-02T10:00:00.000Z',
};
const payload = (name: string, ...userErrors: object[]): string =>
  data({ [name]: { ...(userErrors.length === 0 ? { bookingId: 'v1', return: node } : {}), userErrors } });

const graphql: Contract = {
  name: 'the demo’s returns over GraphQL',
  ...source('retouren-graphql'),
  protocol: 'graphql',
  url: 'SHOP_GRAPHQL_URL',
  secrets: { SHOP_GRAPHQL_KEY: 'CANARY-key-91be' },
  operations: [
    {
      call: quoted,
      good: data({
        returnQuote: {
          ...{ verdict: 'RETURNABLE', until: '2026-11-16T10:00:00.000Z', fee: euro('2.95') },
          lineItems: [{ id: 'p1', sku: 'MU-1', title: 'Mug', quantity: 1, unitPrice: euro('9.90') }],
        },
      }),
    },
    {
      call: created,
      good: payload('returnRegister'),
      refusal: {
        status: 200,
        body: payload('returnRegister', { code: 'WINDOW_OVER', message: 'No.' }),
        code: 'too_late',
      },
    },
    {
      call: calledOff,
      readsNoValue: true,
      good: payload('returnCancel'),
      refusal: {
        status: 200,
        body: payload('returnCancel', { code: 'ALREADY_ARRIVED', message: 'No.' }),
        code: 'already_received',
      },
    },
    { call: found, good: data({ registeredReturns: [node] }) },
  ],
};

const fee = '<a:Gebuehr Waehrung="EUR">2.95</a:Gebuehr>';
const item = (inside: string): string =>
  `<a:Position Id="p1"><a:Bezeichnung>Mug</a:Bezeichnung><a:Menge>1</a:Menge>${inside}</a:Position>`;
const element = `<a:Retoure Id="r1"><a:Retourennummer>R-100001</a:Retourennummer><a:Stand>05</a:Stand>${item('')}${fee}<a:Betrag Waehrung="EUR">6.95</a:Betrag><a:AngemeldetAm>2026-11-02T10:00:00.000Z</a:AngemeldetAm></a:Retoure>`;

const soap: Contract = {
  name: 'the demo’s returns over SOAP',
  ...source('retouren-soap'),
  protocol: 'soap',
  url: 'SHOP_SOAP_URL',
  secrets: { SHOP_SOAP_USER: 'CANARY-user-83d0', SHOP_SOAP_PASSWORD: 'CANARY-password-f17c' },
  operations: [
    {
      call: quoted,
      good: said(
        'RetourePruefenAntwort',
        `<a:Moeglich>JA</a:Moeglich><a:Bis>2026-11-16T10:00:00.000Z</a:Bis>${fee}${item('<a:Einzelpreis Waehrung="EUR">9.90</a:Einzelpreis>')}`,
      ),
    },
    {
      call: created,
      good: said('RetoureAnmeldenAntwort', `<a:VorgangId>v1</a:VorgangId>${element}`),
      refusal: { status: 500, body: fault('FRIST_ABGELAUFEN'), code: 'too_late' },
    },
    {
      call: calledOff,
      readsNoValue: true,
      good: said('RetoureStornierenAntwort', `<a:VorgangId>v1</a:VorgangId>${element}`),
      refusal: { status: 500, body: fault('SCHON_EINGETROFFEN'), code: 'already_received' },
    },
    { call: found, good: said('RetourenLesenAntwort', element) },
  ],
};

/** The demo's connections of returns. */
export const returnConnections: readonly Contract[] = [rest, graphql, soap];
