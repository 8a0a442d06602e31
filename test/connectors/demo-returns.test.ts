/** The demo's returns over its shop, and what its carrier does for them: labels, searches and proofs. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Carrier, demoCarrierKey, startCarrier } from '../../demo/carriers/carrier.js';
import { demoDefaults, type Shop, startShop } from '../../demo/shop/shop.js';
import { buildConnection } from '../../src/connectors/build-connection.js';
import type { Attempt, Connection } from '../../src/connectors/connector.js';
import type { JsonObject } from '../../src/contracts/json.js';
import { memoryTokens } from '../support/memory-tokens.js';

const dayMs = 86_400_000;
const dataFolder = mkdtempSync(join(tmpdir(), 'orderly-returns-'));
let shop: Shop;
let carrier: Carrier;

beforeAll(async () => {
  shop = await startShop({ dataFolder });
  carrier = await startCarrier({ dataFolder });
});
afterAll(async () => {
  await shop[Symbol.asyncDispose]();
  await carrier[Symbol.asyncDispose]();
  rmSync(dataFolder, { recursive: true });
});

function connect(name: string): Connection {
  const values: Record<string, string> = {
    ...{ SHOP_URL: shop.url, SHOP_ID: demoDefaults.clientId, SHOP_SECRET: demoDefaults.clientSecret },
    ...{ SHOP_GRAPHQL_URL: shop.graphqlUrl, SHOP_GRAPHQL_KEY: demoDefaults.graphqlKey },
    ...{ SHOP_SOAP_URL: shop.soapUrl, SHOP_SOAP_USER: demoDefaults.soapUser },
    ...{ SHOP_SOAP_PASSWORD: demoDefaults.soapPassword },
    ...{ CARRIER_URL: carrier.url, CARRIER_KEY: demoCarrierKey },
  };
  const file = `merchants/demo/connections/${name}.yaml`;
  const built = buildConnection({
    file,
    text: readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8'),
    secrets: (secret: string) => values[secret],
    egressAllow: ['127.0.0.1'],
    tokens: memoryTokens(),
  });
  expect(built.issues).toEqual([]);
  return built.connection!;
}

const done = (attempt: Attempt): JsonObject => {
  expect(attempt).toMatchObject({ is: 'done' });
  return attempt.is === 'done' ? attempt.outputs : {};
};

/** The nth order that came so many days ago at most, and nothing of it was paid back. */
const deliveredWithin = (days: number, nth: number) =>
  shop.book.orders.filter(
    ({ status, deliveredAt = 0, refundedCents }) =>
      status === 'ZUGESTELLT' && refundedCents === 0 && deliveredAt > Date.now() - days * dayMs,
  )[nth]!;

const german = { left: 'NICHTS_UEBRIG', late: 'FRIST_ABGELAUFEN', early: 'NICHT_ZUGESTELLT' };
const english = { left: 'NOTHING_LEFT', late: 'WINDOW_OVER', early: 'NOT_DELIVERED' };

describe.each([
  ['retouren', 0, german],
  ['retouren-soap', 3, german],
  ['retouren-graphql', 6, english],
])('%s', (name, offset, words) => {
  let connection: Connection;
  let keys = 0;
  beforeAll(() => {
    connection = connect(name);
  });
  const ask = (operation: string, inputs: JsonObject) => connection.attempt({ operation, inputs });
  const write = (operation: string, inputs: JsonObject, idempotencyKey = `${name}-${++keys}`) =>
    connection.attempt({ operation, inputs, idempotencyKey });
  const refOf = ({ id, number }: { id: string; number: string }) => ({ ref: id, number });

  test('what was delivered in time comes back, at the fee that is told, once for a key', async () => {
    const made = deliveredWithin(12, offset);
    const order = refOf(made);
    const quote = done(await ask('returns.quote', { order }));
    const fee = { minor: made.totalCents >= 10_000 ? 0 : 295, currency: 'EUR' };
    expect(quote).toMatchObject({ fee });
    expect(quote['lines']).toMatchObject(
      made.lines.map(({ id, name: what, quantity }) => ({ ref: id, name: what, quantity })),
    );
    expect(quote['until']).toBe(Math.floor((made.deliveredAt! + 14 * dayMs) / 60_000) * 60_000);
    const lines = made.lines.map(({ id, name: what, quantity }) => ({ line: id, name: what, quantity }));
    const create = (asked: JsonObject, key?: string) =>
      write('returns.create', { order, lines, reason: 'changed_mind', fee, ...asked }, key);
    expect(await create({ fee: { minor: 1, currency: 'EUR' } })).toMatchObject({ code: 'fee_changed' });
    const first = done(await create({}, `${name}-create`));
    expect(first).toMatchObject({ return: { status: 'approved' } });
    expect(done(await create({}, `${name}-create`))).toEqual(first);
    expect(await create({})).toMatchObject({ is: 'refused', code: 'already_returned' });
    const again = await ask('returns.quote', { order });
    expect(again).toMatchObject({ result: 'not_eligible', outputs: { reason: words.left } });
  });

  test('a return moves through the warehouse, and what is in order is paid back less the fee', async () => {
    const made = deliveredWithin(12, offset + 1);
    const order = refOf(made);
    const [line] = made.lines;
    const { fee } = done(await ask('returns.quote', { order })) as { fee: JsonObject };
    const lines = [{ line: line!.id, name: line!.name, quantity: 1 }];
    const created = done(await write('returns.create', { order, lines, reason: 'other', fee }));
    const { number } = created['return'] as { number: string };
    const found = async () => {
      const { returns } = done(await ask('returns.find', { order })) as { returns: JsonObject[] };
      return returns.map(({ status }) => status);
    };
    expect(await found()).toEqual(['approved']);
    for (const [state, status] of [
      ['UNTERWEGS', 'in_transit'],
      ['EINGETROFFEN', 'received'],
      ['GEPRUEFT', 'inspected'],
      ['ERSTATTET', 'refunded'],
    ] as const) {
      await shop.controls.warehouse({ number, state });
      expect(await found()).toEqual([status]);
    }
    const booked = (await shop.controls.ledger()).filter(({ orderId }) => orderId === made.id);
    expect(booked.map(({ kind, cents }) => [kind, cents])).toEqual([
      ['erstattung', line!.cents - Number(fee['minor'])],
    ]);
    const returned = created['return'] as JsonObject;
    expect(await write('returns.cancel', { order, return: returned })).toMatchObject({
      code: 'already_received',
    });
  });

  test('a return that has not arrived is called off once', async () => {
    const made = deliveredWithin(12, offset + 2);
    const order = refOf(made);
    const lines = [{ line: made.lines[0]!.id, name: made.lines[0]!.name, quantity: 1 }];
    const created = done(await write('returns.create', { order, lines, reason: 'damaged' }));
    const cancel = (key: string) => write('returns.cancel', { order, return: created['return']! }, key);
    expect(done(await cancel(`${name}-off`))).toEqual({});
    expect(done(await cancel(`${name}-off`))).toEqual({});
    expect(await cancel(`${name}-off-again`)).toMatchObject({ code: 'already_cancelled' });
    expect(done(await ask('returns.find', { order }))).toMatchObject({ returns: [{ status: 'cancelled' }] });
  });

  test('what has not come, or came too long ago, does not come back', async () => {
    const late = shop.book.orders.find(
      ({ status, deliveredAt = Date.now() }) =>
        status === 'ZUGESTELLT' && deliveredAt < Date.now() - 15 * dayMs,
    )!;
    const open = shop.book.orders.find(({ status }) => status === 'NEU')!;
    const reasons = [];
    for (const order of [late, open].map(refOf)) {
      const quote = await ask('returns.quote', { order });
      expect(quote).toMatchObject({ result: 'not_eligible' });
      reasons.push(quote.is === 'done' ? quote.outputs['reason'] : undefined);
      expect(await ask('returns.find', { order })).toMatchObject({ result: 'none' });
    }
    expect(reasons).toEqual([words.late, words.early]);
    const lines = [{ line: late.lines[0]!.id, name: 'x', quantity: 1 }];
    const created = await write('returns.create', { order: refOf(late), lines, reason: 'other' });
    expect(created).toMatchObject({ is: 'refused', code: 'too_late' });
  });
});

test('the connection’s copy of the WSDL is the shop’s', () => {
  const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
  expect(read('merchants/demo/connections/retouren.wsdl')).toBe(read('demo/shop/soap/retouren.wsdl'));
});

describe('the carrier', () => {
  const shipmentOf = (code: string) => ({ carrier: 'blitz', trackingNumber: code });

  test('makes a label once for a key, and knows its parcel from then on', async () => {
    const blitz = connect('blitz');
    const label = (form: string, idempotencyKey: string) =>
      blitz.attempt({
        operation: 'returns.label',
        inputs: { order: { ref: 'a', number: '10001' }, lines: [], form },
        idempotencyKey,
      });
    const first = await label('label', 'l1');
    expect(first).toMatchObject({
      is: 'done',
      document: { kind: 'label', mediaType: 'application/pdf' },
      outputs: { carrier: 'Blitz' },
    });
    expect(done(await label('label', 'l1'))).toEqual(done(first));
    expect(await label('qr', 'l2')).toMatchObject({ document: { mediaType: 'image/png' } });
    const code = done(first)['trackingNumber'] as string;
    const tracked = await blitz.attempt({
      operation: 'shipments.track',
      inputs: { shipment: shipmentOf(code) },
    });
    expect(tracked).toMatchObject({ outputs: { tracking: { status: 'label_created' } } });
  });

  test('searches for a parcel that is late, answers, and proves a delivery', async () => {
    const blitz = connect('blitz');
    const parcels = shop.book.orders.flatMap((order) => order.parcels);
    const open = (code: string, idempotencyKey: string) =>
      blitz.attempt({
        operation: 'shipments.open_investigation',
        inputs: { order: {}, shipment: shipmentOf(code), reason: 'lost' },
        idempotencyKey,
      });
    const coming = parcels.find(({ state, dueAt }) => state === 'UNTERWEGS' && dueAt > Date.now())!;
    expect(await open(coming.code, 's0')).toMatchObject({ is: 'refused', code: 'too_early' });
    const late = parcels.find(({ state, dueAt }) => state === 'UNTERWEGS' && dueAt < Date.now())!;
    const opened = done(await open(late.code, 's1'));
    expect(opened).toMatchObject({ investigation: { status: 'open', channel: 'api' } });
    expect(done(await open(late.code, 's1'))).toEqual(opened);
    expect(await open(late.code, 's2')).toMatchObject({ is: 'refused', code: 'already_open' });
    await carrier.controls.search({ code: late.code, state: 'VERLOREN' });
    const investigation = opened['investigation']!;
    const answered = await blitz.attempt({
      operation: 'shipments.investigation',
      inputs: { order: {}, investigation },
    });
    expect(answered).toMatchObject({
      outputs: { investigation: { status: 'lost', compensation: { minor: 2500, currency: 'EUR' } } },
    });
    const proof = (code: string) =>
      blitz.attempt({
        operation: 'shipments.proof_of_delivery',
        inputs: { order: {}, shipment: shipmentOf(code) },
      });
    const delivered = parcels.find(({ deliveredAt }) => deliveredAt !== undefined)!;
    expect(await proof(delivered.code)).toMatchObject({
      is: 'done',
      document: { kind: 'proof_of_delivery', mediaType: 'application/pdf' },
      outputs: { at: Math.floor(delivered.deliveredAt! / 1000) * 1000 },
    });
    expect(await proof(late.code)).toMatchObject({ result: 'none' });
  });
});
