/** The demo's connections, and an answer of its shop or carrier for each of their operations. */
import { readFileSync } from 'node:fs';
import type { Contract } from './connector.js';
import { answer } from './says.js';

const source = (name: string): { file: string; text: string } => {
  const file = `merchants/demo/connections/${name}.yaml`;
  return { file, text: readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8') };
};

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

/** The shop's REST face, behind OAuth2. */
const shop: Contract = {
  name: 'the demo’s shop',
  ...source('shop'),
  protocol: 'rest',
  url: 'SHOP_URL',
  secrets: { SHOP_ID: 'CANARY-id-17e0', SHOP_SECRET: 'CANARY-secret-c3d9' },
  signIn: {
    path: '/oauth/token',
    say: answer(200, JSON.stringify({ access_token: token, token_type: 'Bearer', expires_in: 3600 }), {
      'content-type': 'application/json',
    }),
    canaries: [token],
  },
  operations: [
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
  ],
};

/** Every connection in merchants/demo/connections. */
export const demoConnections: readonly Contract[] = [shop, carrier];
