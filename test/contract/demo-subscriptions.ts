/** The demo's connections of subscriptions, and an answer for the operations that differ in what they read or send. */
import { readFileSync } from 'node:fs';
import type { Contract } from './connector.js';
import { answer } from './says.js';

const source = (name: string): { file: string; text: string } => {
  const file = `merchants/demo/connections/${name}.yaml`;
  return { file, text: readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8') };
};

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

const token = 'CANARY-token-91aa';

const rest: Contract = {
  name: 'the demo’s subscriptions',
  ...source('abos'),
  protocol: 'rest',
  url: 'SHOP_URL',
  secrets: { SHOP_ID: 'CANARY-id-4c1d', SHOP_SECRET: 'CANARY-secret-08e7' },
  signIn: {
    path: '/oauth/token',
    say: answer(200, JSON.stringify({ access_token: token, token_type: 'Bearer', expires_in: 3600 }), {
      'content-type': 'application/json',
    }),
    canaries: [token],
  },
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
  ],
};

/** The demo's connections of subscriptions. */
export const subscriptionConnections: readonly Contract[] = [rest];
