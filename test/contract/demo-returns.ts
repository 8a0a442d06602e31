/** The demo's connection of returns, what its carrier does besides tracking, and an answer for each. */
import type { JsonObject } from '../../src/contracts/json.js';
import type { Contract, ContractOperation } from './connector.js';
import { signsInWith, source } from './demo-files.js';

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

const rest: Contract = {
  name: 'the demo’s returns',
  ...source('retouren'),
  protocol: 'rest',
  url: 'SHOP_URL',
  secrets: { SHOP_ID: 'CANARY-id-6b0c', SHOP_SECRET: 'CANARY-secret-d1f2' },
  signIn: signsInWith('CANARY-token-3a77'),
  operations: [
    {
      call: call('returns.quote', {}),
      good: JSON.stringify({
        ...{ moeglich: 'JA', bis: '16.11.2026 10:00', gebuehr_cent: 295, waehrung: 'EUR' },
        positionen: [{ id: 'p1', bezeichnung: 'Mug', menge: 1, preis_cent: 990 }],
      }),
    },
    {
      call: write('returns.create', { lines, reason: 'changed_mind', fee: { minor: 295, currency: 'EUR' } }),
      good: JSON.stringify({ vorgang: 'v1', retoure: made }),
      ...refusedAs({ code: 'FRIST_ABGELAUFEN', text: 'Nein.' }, 'too_late'),
    },
    {
      call: write('returns.cancel', { return: { ref: 'r1' } }),
      good: JSON.stringify({ vorgang: 'v1', retoure: made }),
      ...refusedAs({ code: 'SCHON_EINGETROFFEN', text: 'Nein.' }, 'already_received'),
    },
    { call: call('returns.find', {}), good: JSON.stringify({ retouren: [made] }) },
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

/** The demo's connection of returns. */
export const returnConnections: readonly Contract[] = [rest];
