/** For which reasons and amounts a band spares the approval (DESIGN §5, §6): what the systems' own data bear out, and what they offer. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { quotedForLines } from '../../../src/commerce/payments/quoted-lines.js';
import type { Order } from '../../../src/commerce/orders/order.js';
import type { BandReason } from '../../../src/contracts/policy.js';
import type { JsonObject } from '../../../src/contracts/json.js';
import type { Attempt } from '../../../src/connectors/connector.js';
import type { Store } from '../../../src/store/store.js';
import { testStore } from '../../support/store.js';
import { addOrder, type CallOptions, makeWorld, type World } from './support/world.js';

let store: Store;
beforeAll(async () => {
  store = await testStore();
});
afterAll(() => store[Symbol.asyncDispose]());

const eur = (minor: number) => ({ minor, currency: 'EUR' });
const lines = [
  { ref: 'p1', name: 'Wool socks', quantity: 2, price: eur(900) },
  { ref: 'p2', name: 'Brass lamp', quantity: 1, price: eur(1450) },
];
const lamp = [{ line: 'p2', name: 'Brass lamp', quantity: 1 }];
const parcel = { carrier: 'blitz', trackingNumber: 'BL1' };

async function worldFor(reasons?: readonly BandReason[]): Promise<World> {
  const world = await makeWorld(store);
  const band = { upTo: eur(5000), ...(reasons === undefined ? {} : { reasons }) };
  world.config.bands = { 'refund.autoApprove': band };
  return world;
}

const refundOf = (order: Order, more: object): CallOptions => ({
  inputs: { order, amount: order.amount, reason: 'other', ...more } as unknown as JsonObject,
});
const returned = (back: object): Attempt => ({
  is: 'done',
  result: 'found',
  outputs: { returns: [back] } as unknown as JsonObject,
});
const searched = (status: string, trackingNumber = 'BL1'): Attempt => ({
  is: 'done',
  result: 'found',
  outputs: { investigation: { ref: 'n1', status, trackingNumber } },
});

describe('a band without reasons', () => {
  test.each<[string, Partial<Order>, string]>([
    ['a delivered order, whose goods stay', { status: 'delivered' }, 'needs_approval'],
    ['an order that is on its way', { status: 'shipped' }, 'needs_approval'],
    ['an order that is cancelled in the shop', { status: 'cancelled' }, 'done'],
    ['an order on its way back', { status: 'returned', lines }, 'needs_approval'],
    [
      'an order of which all is back',
      { status: 'returned', lines, returns: [{ status: 'received', lines }] },
      'done',
    ],
  ])('judges %s', async (_, changes, outcome) => {
    await using world = await worldFor();
    const order = addOrder(world, '1001', changes);
    expect((await world.refund(order, refundOf(order, { reason: 'damaged' }))).outcome).toBe(outcome);
  });

  test("goes by the shop's own word at that moment, not by the run's copy", async () => {
    await using world = await worldFor();
    const order = addOrder(world, '1001', { status: 'delivered' });
    const altered = { ...order, returns: [{ status: 'received', lines }] };
    expect((await world.refund(order, refundOf(altered as Order, {}))).outcome).toBe('needs_approval');
  });

  test.each<[string, object, string]>([
    ['all of it, received', { status: 'received', lines }, 'done'],
    ['all of it, inspected', { status: 'inspected', lines }, 'done'],
    ['all of it, still on its way', { status: 'in_transit', lines }, 'needs_approval'],
    ['all of it, rejected', { status: 'rejected', lines }, 'needs_approval'],
    [
      'one of two pieces',
      { status: 'received', lines: [{ ...lines[0], quantity: 1 }, lines[1]] },
      'needs_approval',
    ],
    ['nobody knows what', { status: 'received' }, 'needs_approval'],
  ])('judges a return of %s', async (_, back, outcome) => {
    await using world = await worldFor();
    world.settings.reads = { 'returns.find': returned(back) };
    const order = addOrder(world, '1001', { status: 'delivered', lines });
    expect((await world.refund(order, refundOf(order, {}))).outcome).toBe(outcome);
  });

  test('takes a system that cannot be asked for one that bears out nothing', async () => {
    await using world = await worldFor();
    world.settings.reads = { 'returns.find': { is: 'later', code: 'http_503' } };
    const order = addOrder(world, '1001', { status: 'delivered', lines });
    expect((await world.refund(order, refundOf(order, {}))).outcome).toBe('needs_approval');
  });

  test.each<[string, Attempt, Partial<Order>, string]>([
    ['lost', searched('lost'), { shipments: [parcel] }, 'done'],
    ['still looked for', searched('waiting'), { shipments: [parcel] }, 'needs_approval'],
    ['lost, of another order', searched('lost', 'BL9'), { shipments: [parcel] }, 'needs_approval'],
    [
      'lost, one of two',
      searched('lost'),
      { shipments: [parcel, { ...parcel, trackingNumber: 'BL2' }] },
      'needs_approval',
    ],
  ])('judges a parcel that the carrier says is %s', async (_, answer, changes, outcome) => {
    await using world = await worldFor();
    world.settings.reads = { 'shipments.investigation': answer };
    const order = addOrder(world, '1001', { status: 'shipped', lines, ...changes });
    const investigation = { ref: 'n1', status: 'lost' };
    expect((await world.refund(order, refundOf(order, { investigation }))).outcome).toBe(outcome);
  });

  test('needs the search that the run has opened: nobody else can say which parcel it was', async () => {
    await using world = await worldFor();
    world.settings.reads = { 'shipments.investigation': searched('lost') };
    const order = addOrder(world, '1001', { status: 'shipped', lines, shipments: [parcel] });
    expect((await world.refund(order, refundOf(order, {}))).outcome).toBe('needs_approval');
  });
});

describe('a band with reasons', () => {
  test.each<[readonly BandReason[], string, string]>([
    [['damaged'], 'damaged', 'done'],
    [['damaged'], 'late', 'needs_approval'],
    [['cancelled', 'damaged'], 'damaged', 'done'],
    // The word alone bears out nothing that data could.
    [['returned'], 'returned', 'needs_approval'],
  ])('%j judges a refund that is said to be %s', async (reasons, reason, outcome) => {
    await using world = await worldFor(reasons);
    const order = addOrder(world, '1001', { status: 'delivered' });
    expect((await world.refund(order, refundOf(order, { reason }))).outcome).toBe(outcome);
  });

  test('holds for what it names alone', async () => {
    await using world = await worldFor(['lost']);
    const order = addOrder(world, '1001', { status: 'cancelled' });
    expect((await world.refund(order, refundOf(order, {}))).outcome).toBe('needs_approval');
  });
});

describe('an amount', () => {
  test('that is less than the offer was named by somebody, and waits for an approver', async () => {
    await using world = await worldFor(['damaged']);
    const order = addOrder(world, '1001', { status: 'delivered' });
    const named = refundOf(order, { reason: 'damaged', amount: eur(500) });
    expect((await world.refund(order, named)).outcome).toBe('needs_approval');
  });

  test('of chosen lines is what these cost, and is spared', async () => {
    await using world = await worldFor(['damaged']);
    const order = addOrder(world, '1001', { status: 'delivered', lines });
    const chosen = refundOf(order, { reason: 'damaged', lines: lamp, amount: eur(1450) });
    expect((await world.refund(order, chosen)).outcome).toBe('done');
    expect(world.shop.ledger).toMatchObject([{ minor: 1450 }]);
  });

  test('of chosen lines is never more than these cost', async () => {
    await using world = await worldFor(['damaged']);
    const order = addOrder(world, '1001', { status: 'delivered', lines });
    const all = refundOf(order, { reason: 'damaged', lines: lamp });
    expect((await world.refund(order, all)).outcome).toBe('superseded');
    expect(world.shop.ledger).toEqual([]);
  });

  test('of each line is what an approver reads', async () => {
    await using world = await worldFor();
    const order = addOrder(world, '1001', { status: 'delivered', lines });
    const chosen = [{ ...lamp[0], amount: eur(1450) }];
    const result = await world.refund(order, refundOf(order, { lines: chosen, amount: eur(1450) }));
    expect(result).toMatchObject({
      outcome: 'needs_approval',
      request: { summary: { reason: 'other', amount: eur(1450), lines: chosen } },
    });
  });
});

describe('a quote for lines', () => {
  const quoted = (chosen: object, offer = eur(10_000), of: object[] = lines) =>
    quotedForLines({
      inputs: { order: { ...orderLike, lines: of }, lines: chosen } as unknown as JsonObject,
      outputs: { amount: offer },
    });
  const orderLike = { ref: 'o1', number: '1001', status: 'delivered', shipments: [], returns: [] };

  test('is what their pieces cost, and at most the offer', () => {
    expect(quoted([{ line: 'p1', name: 'Wool socks', quantity: 1 }, ...lamp])).toMatchObject({
      amount: eur(2350),
      lines: [
        { line: 'p1', amount: eur(900) },
        { line: 'p2', amount: eur(1450) },
      ],
    });
    expect(quoted(lamp, eur(300))).toMatchObject({ amount: eur(300) });
  });

  test('counts what was taken off a line, and never more pieces than were ordered, named once or twice', () => {
    const reduced = [{ ...lines[0], total: eur(1501) }];
    expect(quoted([{ line: 'p1', name: 'Wool socks', quantity: 1 }], eur(10_000), reduced)).toMatchObject({
      amount: eur(750),
    });
    const twice = { line: 'p1', name: 'Wool socks', quantity: 2 };
    expect(quoted([twice, twice])).toMatchObject({ amount: eur(1800) });
  });

  test.each<[string, object, object[]]>([
    ['a line that the order has not', [{ line: 'p9', name: 'Pan', quantity: 1 }], lines],
    ['a line without a price', lamp, [{ ref: 'p2', name: 'Brass lamp', quantity: 1 }]],
    ['another currency', lamp, [{ ...lines[1], price: { minor: 1450, currency: 'USD' } }]],
    ['no line at all', [], lines],
  ])('says nothing of %s', (_, chosen, of) => {
    expect(quoted(chosen, eur(10_000), of)).toEqual({});
  });
});
