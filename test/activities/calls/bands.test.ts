/** Bands that spare an approval (DESIGN §6): within their amount, for one customer by whatever name, and only what is known. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Store } from '../../../src/store/store.js';
import { testStore } from '../../support/store.js';
import { dear, inputsOf } from './support/approving.js';
import { addOrder, makeWorld, type World } from './support/world.js';

let store: Store;
beforeAll(async () => {
  store = await testStore();
});
afterAll(() => store[Symbol.asyncDispose]());

const money = { minor: 3000, currency: 'EUR' };
const posts = (world: World) => world.shop.requests.filter(({ method }) => method === 'POST');

describe('a band', () => {
  test("spares the approval within its amount, after the customer's yes", async () => {
    await using world = await makeWorld(store);
    expect((await world.refund(addOrder(world, '1001'))).outcome).toBe('done');
    expect(world.shop.ledger).toHaveLength(1);
  });

  test('does not without that yes, above its amount, in another currency, or over its count', async () => {
    await using world = await makeWorld(store);
    expect((await world.refund(addOrder(world, '1001'), { confirmed: 'agent' })).outcome).toBe(
      'needs_approval',
    );
    expect((await world.refund(addOrder(world, '1002', dear), { workflowId: 'w2' })).outcome).toBe(
      'needs_approval',
    );
    const dollars = addOrder(world, '1003', { amount: { minor: 100, currency: 'USD' } });
    expect((await world.refund(dollars, { workflowId: 'w3' })).outcome).toBe('needs_approval');
    for (const [n, outcome] of ['done', 'done', 'needs_approval'].entries()) {
      const order = addOrder(world, `200${n}`);
      expect((await world.refund(order, { workflowId: `v${n}`, conversation: `c${n}` })).outcome).toBe(
        outcome,
      );
    }
    expect(world.shop.ledger).toHaveLength(2);
  });

  test('counts every address of one mailbox, with tags or points', async () => {
    await using world = await makeWorld(store);
    const paid: string[] = [];
    for (const [n, customerEmail] of [
      'm.ia@gmail.com',
      'Mia+1@gmail.com',
      'mi.a+2@googlemail.com',
    ].entries()) {
      const order = addOrder(world, `100${n}`, { customerEmail });
      paid.push((await world.refund(order, { workflowId: `w${n}`, conversation: `c${n}` })).outcome);
    }
    expect(paid).toEqual(['done', 'done', 'needs_approval']);
  });

  test.each([
    ['guests with an id for each order', ['g1', 'g2', 'g3', 'g4', 'g5', 'g6'], []],
    ['guests, and signed in in turn', ['mia', undefined, 'mia', undefined, 'g1', 'g2'], []],
    [
      'guests with an id and a tag for each order',
      ['g1', 'g2', 'g3', 'g4', 'g5', 'g6'],
      ['a', 'b', 'c', 'd'],
    ],
    ['one id, and a mailbox for each order', ['mia', 'mia', 'mia', 'mia'], ['1@a', '2@a', '3@a', '4@a']],
    // Each order shares something with the one before it alone.
    [
      'ids and mailboxes in a chain',
      ['a', 'a', 'b', 'b', 'c', 'c'],
      ['1@a', '2@a', '2@a', '3@a', '3@a', '4@a'],
    ],
  ])('counts %s as one customer', async (_, refs, mails) => {
    await using world = await makeWorld(store);
    const came: string[] = [];
    for (const [n, ref] of refs.entries()) {
      const mail = mails[n] ?? '';
      const customerEmail = mail.includes('@') ? `${mail}.example` : `mia${mail && `+${mail}`}@example.com`;
      const customerRef = ref === undefined ? {} : { customerRef: ref };
      const order = addOrder(world, `300${n}`, { customerEmail, ...customerRef });
      came.push((await world.refund(order, { workflowId: `w${n}`, conversation: `c${n}` })).outcome);
    }
    expect(came.slice(0, 2)).toEqual(['done', 'done']);
    expect(new Set(came.slice(2))).toEqual(new Set(['needs_approval']));
  });

  test('counts whom the shop names, not the run', async () => {
    await using world = await makeWorld(store);
    const came: string[] = [];
    for (const n of [1, 2, 3, 4, 5]) {
      const order = addOrder(world, `400${n}`, { customerRef: 'mia', customerEmail: 'mia@example.com' });
      const altered = { ...order, customerRef: `somebody-${n}`, customerEmail: `s${n}@example.com` };
      const asking = { workflowId: `w${n}`, conversation: `c${n}`, facts: { email: 'mia@example.com' } };
      came.push((await world.refund(altered, asking)).outcome);
    }
    expect(came).toEqual(['done', 'done', ...Array<string>(3).fill('needs_approval')]);
  });

  test('spares nothing where the system can only infer what it pays from', async () => {
    await using world = await makeWorld(store);
    world.settings.isInferred = () => true;
    expect((await world.refund(addOrder(world, '1001'))).outcome).toBe('needs_approval');
    expect(posts(world)).toHaveLength(0);
  });

  test('bounds what has been paid back on the order, not the single call', async () => {
    await using world = await makeWorld(store);
    const lines = ['p1', 'p2'].map((ref) => ({ ref, name: ref, quantity: 1, price: money }));
    const order = addOrder(world, '1001', { ...dear, lines });
    const part = (line: string) => ({
      inputs: { ...inputsOf(order, money.minor).inputs, lines: [{ line, name: line, quantity: 1 }] },
    });
    expect((await world.refund(order, part('p1'))).outcome).toBe('done');
    expect((await world.refund(order, { ...part('p2'), workflowId: 'w2' })).outcome).toBe('needs_approval');
  });

  test('does not count itself after a crash', async () => {
    await using world = await makeWorld(store);
    const order = addOrder(world, '1001', { amount: { minor: 5000, currency: 'EUR' } });
    world.shop.faults.push('act_and_lose');
    expect((await world.refund(order)).outcome).toBe('not_now');
    expect((await world.refund(order)).outcome).toBe('done');
  });

  test('of a name that no policy has spares nothing', async () => {
    await using world = await makeWorld(store);
    world.config.bands = {};
    expect((await world.refund(addOrder(world, '1001'))).outcome).toBe('needs_approval');
  });
});
