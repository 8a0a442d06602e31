/** The demo's connections of subscriptions, and an answer for the operations that differ in what they read or send. */
import type { JsonObject } from '../../src/contracts/json.js';
import type { Contract, ContractOperation } from './connector.js';
import { data, fault, said, signsInWith, source } from './demo-files.js';

const abo = {
  id: 'b7',
  nummer: 'ABO-70007',
  name: 'Kaffee 250 g',
  kunde: { id: 'k7', name: 'Jörg Müller', mail: 'joerg@mueller.example' },
  lieferadresse: { name: 'Jörg Müller', strasse: 'Weg 1', plz: '10115', ort: 'Berlin', land: 'DE' },
  status: 'AKTIV',
  tarif: { id: 't', name: 'Kaffee 250 g', preis_cent: 990, waehrung: 'EUR', alle: 1, einheit: 'MONAT' },
  artikel: [],
  beginn_am: '01.11.2026 10:00',
};

const subscription = { ref: 'b7' };
const get = { operation: 'subscriptions.get', inputs: { number: 'ABO-70007' } };
const find = { operation: 'subscriptions.find', inputs: { email: 'joerg@mueller.example' } };
const cancel = {
  operation: 'subscriptions.cancel',
  inputs: { subscription, at: 'period_end' },
  idempotencyKey: 'k1',
};
const refund = {
  operation: 'subscriptions.refund',
  inputs: { subscription, amount: { minor: 5, currency: 'EUR' }, charge: 'z1', reason: 'other' },
  idempotencyKey: 'k1',
};

const plan = { ref: 't2' };
const write = (name: string, more: JsonObject = {}) => ({
  operation: `subscriptions.${name}`,
  inputs: { subscription, ...more },
  idempotencyKey: 'k1',
});

/** What is asked and answered in the form of the others, by what each answers. */
const likeOthers = (answers: {
  written: string;
  plans: string;
  price: string;
  quote: string;
}): ContractOperation[] => {
  const amount = { minor: 1690, currency: 'EUR' };
  return [
    { call: write('pause', { until: '2026-12-01' }), good: answers.written },
    { call: write('resume'), good: answers.written },
    { call: write('skip'), good: answers.written },
    { call: write('change', { plan, amount }), good: answers.written },
    { call: { operation: 'subscriptions.plans', inputs: { subscription } }, good: answers.plans },
    {
      call: { operation: 'subscriptions.quote_change', inputs: { subscription, plan } },
      good: answers.price,
    },
    { call: { operation: 'subscriptions.quote_refund', inputs: { subscription } }, good: answers.quote },
  ].map((operation) => ({ ...operation }));
};

const token = 'CANARY-token-91aa';

const rest: Contract = {
  name: 'the demo’s subscriptions',
  ...source('abos'),
  protocol: 'rest',
  url: 'SHOP_URL',
  secrets: { SHOP_ID: 'CANARY-id-4c1d', SHOP_SECRET: 'CANARY-secret-08e7' },
  signIn: signsInWith(token),
  operations: [
    { call: get, good: JSON.stringify(abo) },
    { call: find, good: JSON.stringify({ abos: [abo] }) },
    {
      call: cancel,
      good: JSON.stringify({ vorgang: 'v1', abo }),
      refusal: {
        status: 409,
        body: JSON.stringify({ code: 'MINDESTLAUFZEIT', text: 'Die Mindestlaufzeit läuft noch.' }),
        code: 'not_cancellable',
      },
    },
    {
      call: refund,
      good: JSON.stringify({ vorgang: 'v1' }),
      refusal: {
        status: 409,
        body: JSON.stringify({ code: 'SCHON_ERSTATTET', text: 'Schon erstattet.' }),
        code: 'already_refunded',
      },
    },
    ...likeOthers({
      written: JSON.stringify({ vorgang: 'v1', abo }),
      plans: JSON.stringify({ tarife: [{ id: 't2', name: 'Kaffee', preis_cent: 1690, waehrung: 'EUR' }] }),
      price: JSON.stringify({ preis_cent: 1690, waehrung: 'EUR' }),
      quote: JSON.stringify({ erstattbar_cent: 5, erstattet_cent: 0, waehrung: 'EUR', zahlung: 'z1' }),
    }),
  ],
};

const node = {
  __typename: 'Subscription',
  id: 'b7',
  number: 'ABO-70007',
  customer: { id: 'k7', displayName: 'Jörg Müller', email: 'joerg@mueller.example' },
  status: 'ACTIVE',
  plan: { id: 't', name: 'Kaffee 250 g', sku: 'KA-250', price: { amount: '9.90', currencyCode: 'EUR' } },
};
const updated = (bookingId: string | null, ...userErrors: object[]): string =>
  data({ subscriptionUpdate: { bookingId, subscription: bookingId === null ? null : node, userErrors } });
const refunded = (bookingId: string | null, ...userErrors: object[]): string =>
  data({ subscriptionRefund: { bookingId, userErrors } });

const graphql: Contract = {
  name: 'the demo’s subscriptions over GraphQL',
  ...source('abos-graphql'),
  protocol: 'graphql',
  url: 'SHOP_GRAPHQL_URL',
  secrets: { SHOP_GRAPHQL_KEY: 'CANARY-key-52b0' },
  operations: [
    { call: get, good: data({ subscription: node }) },
    {
      call: cancel,
      good: updated('v1'),
      refusal: {
        status: 200,
        body: updated(null, { code: 'MINIMUM_TERM', message: 'The minimum term is not over.' }),
        code: 'not_cancellable',
      },
    },
    {
      call: refund,
      good: refunded('v1'),
      refusal: {
        status: 200,
        body: refunded(null, { code: 'ALREADY_REFUNDED', message: 'Already refunded.' }),
        code: 'already_refunded',
      },
    },
    {
      call: find,
      good: data({ subscriptions: [node] }),
    },
    ...likeOthers({
      written: updated('v1'),
      plans: data({ subscriptionPlans: [{ ...node.plan, id: 't2' }] }),
      price: data({ subscriptionChangeQuote: { price: node.plan.price } }),
      quote: data({
        subscriptionRefundQuote: { refundable: node.plan.price, refunded: null, chargeId: 'z1' },
      }),
    }),
  ],
};

const element = `<a:Abo Id="b7"><a:Abonummer>ABO-70007</a:Abonummer><a:Kunde Kundennummer="k7"><a:Name>Jörg Müller</a:Name><a:EMail>joerg@mueller.example</a:EMail></a:Kunde><a:Status>05</a:Status><a:Tarif Id="t"><a:Bezeichnung>Kaffee 250 g</a:Bezeichnung></a:Tarif></a:Abo>`;

const price = '<a:Preis Waehrung="EUR">16.90</a:Preis>';

const soap: Contract = {
  name: 'the demo’s subscriptions over SOAP',
  ...source('abos-soap'),
  protocol: 'soap',
  url: 'SHOP_SOAP_URL',
  secrets: { SHOP_SOAP_USER: 'CANARY-user-11f3', SHOP_SOAP_PASSWORD: 'CANARY-password-6a02' },
  operations: [
    { call: get, good: said('AboLesenAntwort', element) },
    {
      call: cancel,
      good: said('AboAendernAntwort', `<a:VorgangId>v1</a:VorgangId>${element}`),
      refusal: { status: 500, body: fault('MINDESTLAUFZEIT'), code: 'not_cancellable' },
    },
    {
      call: refund,
      good: said('AboErstattungBuchenAntwort', '<a:VorgangId>v1</a:VorgangId>'),
      refusal: { status: 500, body: fault('SCHON_ERSTATTET'), code: 'already_refunded' },
    },
    { call: find, good: said('AbosSuchenAntwort', element) },
    ...likeOthers({
      written: said('AboAendernAntwort', `<a:VorgangId>v1</a:VorgangId>${element}`),
      plans: said(
        'AboTarifeLesenAntwort',
        `<a:Tarif Id="t2"><a:Bezeichnung>K</a:Bezeichnung>${price}</a:Tarif>`,
      ),
      price: said('AboWechselPruefenAntwort', price),
      quote: said(
        'AboErstattungPruefenAntwort',
        '<a:Erstattbar Waehrung="EUR">9.90</a:Erstattbar><a:ZahlungId>z1</a:ZahlungId>',
      ),
    }),
  ],
};

/** The demo's connections of subscriptions. */
export const subscriptionConnections: readonly Contract[] = [rest, graphql, soap];
