/** Approvals, bands and the guard (DESIGN §5, §6): what is paid is what was approved, once, and one call at a time. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { releaseMoney } from '../../../src/activities/release-reserved-money.js';
import type { Order } from '../../../src/commerce/orders/order.js';
import type { Decision } from '../../../src/contracts/approval.js';
import { OrderlyError } from '../../../src/contracts/errors/orderly-error.js';
import { generateKey } from '../../../src/security/signing-keys.js';
import type { Store } from '../../../src/store/store.js';
import { opened } from '../../store/support/requests.js';
import { testStore } from '../../support/store.js';
import { approved, askApproval, dear, inputsOf } from './support/approving.js';
import { addOrder, dayMs, makeWorld, type World } from './support/world.js';

let store: Store;
beforeAll(async () => {
  store = await testStore();
});
afterAll(() => store[Symbol.asyncDispose]());

const posts = (world: World) => world.shop.requests.filter(({ method }) => method === 'POST');
describe('a request', () => {
  test('says in business words what will be executed, having sent nothing', async () => {
    await using world = await makeWorld(store);
    const request = await askApproval(world, addOrder(world, '1001', dear));
    expect(request).toMatchObject({
      operation: 'payments.refund',
      role: 'refund-approver',
      amount: { minor: 12_000, currency: 'EUR' },
      summary: { what: 'Refund', orderNumber: '1001', reason: 'not_received', orderStatus: 'shipped' },
    });
    expect(request.expiresAt - request.requestedAt).toBe(2 * dayMs);
    expect(JSON.stringify(request)).not.toContain('ref-1001');
    expect(posts(world)).toHaveLength(0);
  });

  test('shows the items of the order as context, apart from what will be executed', async () => {
    await using world = await makeWorld(store);
    const price = { minor: 4_000, currency: 'EUR' };
    const line = { ref: 'l1', name: 'Coffee grinder', variant: 'black', quantity: 3, price };
    const request = await askApproval(world, addOrder(world, '1001', { ...dear, lines: [line] }));
    expect(request.items).toEqual([
      { name: 'Coffee grinder', variant: 'black', quantity: 3, amount: { minor: 12_000, currency: 'EUR' } },
    ]);
    expect(request.summary).not.toHaveProperty('items');
  });

  test('has another digest for another step, visit, run, amount or flow, and for another expiry', async () => {
    await using world = await makeWorld(store);
    const order = addOrder(world, '1001', dear);
    const first = await askApproval(world, order);
    const release = releaseMoney(world.deps);
    await release({ merchant: world.merchant, workflowId: 'w1', step: 'refund', visit: 1 });
    const second = await askApproval(world, order, { visit: 2 });
    await release({ merchant: world.merchant, workflowId: 'w1', step: 'refund', visit: 2 });
    const third = await askApproval(world, order, { workflowId: 'w2' });
    await release({ merchant: world.merchant, workflowId: 'w2', step: 'refund', visit: 1 });
    const fourth = await askApproval(world, order, inputsOf(order, 11_999));
    world.later.ms = 1000;
    const fifth = await askApproval(world, order, inputsOf(order, 11_999));
    expect(new Set([first, second, third, fourth, fifth].map(({ digest }) => digest)).size).toBe(5);
  });
});

describe('a decision', () => {
  test('that was signed for exactly this is paid, also days later without voucher or facts', async () => {
    await using world = await makeWorld(store);
    const order = addOrder(world, '1001', dear);
    const { digest } = await askApproval(world, order);
    const decided = approved(world, digest);
    world.later.ms = 2 * dayMs - 60_000;
    expect((await world.refund(order, { ...decided, facts: {} })).outcome).toBe('done');
    expect(world.shop.ledger).toEqual([expect.objectContaining({ ref: 'ref-1001', minor: 12_000 })]);
  });

  test('counts until the expiry of the request that was signed, however long the call goes on', async () => {
    await using world = await makeWorld(store);
    const order = addOrder(world, '1001', dear);
    const { digest, expiresAt } = await askApproval(world, order);
    world.later.ms = 5 * dayMs;
    const renewed = { expiresAt: expiresAt + 9 * dayMs };
    for (const changes of [{}, renewed, { expiresAt: undefined }])
      expect((await world.refund(order, approved(world, digest, changes as Partial<Decision>))).outcome).toBe(
        'superseded',
      );
    const audit = await store.audit.list(world.merchant, 3);
    expect(audit.map(({ outcome }) => outcome).sort()).toEqual([
      ...['approval_expired', 'approval_stale', 'approval_stale'],
    ]);
    expect(posts(world)).toHaveLength(0);
  });

  test.each([
    [
      'a lower offer',
      (world: World) => world.shop.ledger.push({ ref: 'ref-1001', minor: 1, key: 'elsewhere' }),
    ],
    [
      'nothing left',
      (world: World) => world.shop.ledger.push({ ref: 'ref-1001', minor: 12_000, key: 'elsewhere' }),
    ],
    ['another status', (world: World) => addOrder(world, '1001', { ...dear, status: 'cancelled' })],
    [
      'another amount',
      (world: World) => addOrder(world, '1001', { amount: { minor: 13_000, currency: 'EUR' } }),
    ],
    [
      'another currency',
      (world: World) => addOrder(world, '1001', { amount: { minor: 12_000, currency: 'USD' } }),
    ],
    ['another order under the number', (world: World) => addOrder(world, '1001', { ...dear, ref: 'ref-9' })],
    ['no order any more', (world: World) => world.shop.orders.delete('1001')],
  ])('is superseded by %s since it was asked for, and the order is free', async (_, change) => {
    await using world = await makeWorld(store);
    const order = addOrder(world, '1001', dear);
    const { digest } = await askApproval(world, order);
    change(world);
    const shown = opened({ merchant: world.merchant, workflowId: 'w1' });
    await store.approvals.open(shown, []);
    expect((await world.refund(order, approved(world, digest))).outcome).toBe('superseded');
    expect(await store.approvals.get(world.merchant, shown.request.id)).toMatchObject({
      ...{ state: 'superseded', decidedBy: 'anna' },
    });
    expect(posts(world)).toHaveLength(0);
    addOrder(world, '1001', dear);
    world.shop.ledger.length = 0;
    expect((await world.refund(order, { workflowId: 'w2' })).outcome).toBe('needs_approval');
  });

  test.each([
    ['another amount', (order: Order) => inputsOf(order, 12_000 - 1)],
    ['another visit', () => ({ visit: 2 })],
    ['another run', () => ({ workflowId: 'w2' })],
  ])('for one call pays nothing in %s', async (_, changes) => {
    await using world = await makeWorld(store);
    const order = addOrder(world, '1001', dear);
    const { digest } = await askApproval(world, order);
    await releaseMoney(world.deps)({ merchant: world.merchant, workflowId: 'w1', step: 'refund', visit: 1 });
    expect((await world.refund(order, { ...approved(world, digest), ...changes(order) })).outcome).toBe(
      'superseded',
    );
    expect(posts(world)).toHaveLength(0);
  });

  test.each([
    ['another connection', (world: World) => (world.settings.name = 'other-psp')],
    ['another address', (world: World) => (world.settings.target = 'https://elsewhere.example/refunds')],
  ])('for one system pays nothing at %s', async (_, change) => {
    await using world = await makeWorld(store);
    const order = addOrder(world, '1001', dear);
    const { digest } = await askApproval(world, order);
    change(world);
    expect((await world.refund(order, approved(world, digest))).outcome).toBe('superseded');
    expect(posts(world)).toHaveLength(0);
  });

  test('of an agent who answered for the customer, or asked for the run, pays nothing', async () => {
    for (const own of [{ answeredBy: ['ben', 'anna'] }, { startedBy: 'anna' }]) {
      await using world = await makeWorld(store);
      const order = addOrder(world, '1001', dear);
      const request = await askApproval(world, order, own);
      expect(request.startedBy).toContain('anna');
      expect((await world.refund(order, { ...own, ...approved(world, request.digest) })).outcome).toBe(
        'superseded',
      );
      expect((await store.audit.list(world.merchant, 1))[0]).toMatchObject({
        outcome: 'approval_own_request',
      });
      expect(posts(world)).toHaveLength(0);
    }
  });

  test('forged, rejected, over the limit or of somebody who can no longer approve pays nothing, and is audited', async () => {
    await using world = await makeWorld(store);
    const order = addOrder(world, '1001', dear);
    const { digest } = await askApproval(world, order);
    const refused = async (decided: { decision: Decision }) => {
      expect((await world.refund(order, decided)).outcome).toBe('superseded');
    };
    await refused(approved(world, digest, {}, generateKey().privateKey));
    await refused(approved(world, digest, { token: 'typed in the UI' }));
    await refused(approved(world, digest, { decision: 'rejected' }));
    const { anna } = world.config.approvers;
    world.config.approvers = { anna: { ...anna!, limit: { minor: 11_999, currency: 'EUR' } } };
    await refused(approved(world, digest));
    world.config.approvers = { anna: { ...anna!, roles: [] } };
    await refused(approved(world, digest));
    world.config.approvers = {};
    await refused(approved(world, digest));
    const audit = await store.audit.list(world.merchant, 10);
    expect(audit.map(({ outcome }) => outcome).sort()).toEqual([
      'approval_over_limit',
      'approval_token_invalid',
      'approval_token_invalid',
      'approval_token_invalid',
      'approval_unknown_approver',
      'approval_wrong_role',
    ]);
    expect(posts(world)).toHaveLength(0);
  });

  test('of somebody who has signed in waits for an issuer that is away, with the order reserved', async () => {
    await using world = await makeWorld(store);
    const order = addOrder(world, '1001', dear);
    const { digest } = await askApproval(world, order);
    const signedIn = approved(world, digest, { token: 'of the sign-in' });
    const away = new OrderlyError('issuer_unavailable', 'away');
    world.deps.agents.identify = () => Promise.reject(away);
    expect(await world.refund(order, signedIn)).toMatchObject({ outcome: 'not_now' });
    expect((await world.refund(order, { workflowId: 'w2' })).outcome).toBe('refused');
    const { decidedAt } = signedIn.decision;
    world.deps.agents.identify = () =>
      Promise.resolve({ approver: 'anna', signedInAt: decidedAt - 1, expiresAt: decidedAt + 1 });
    expect((await world.refund(order, signedIn)).outcome).toBe('done');
  });

  test('is not asked for again after the first byte may have left', async () => {
    await using world = await makeWorld(store);
    const order = addOrder(world, '1001', dear);
    const { digest } = await askApproval(world, order);
    world.shop.faults.push('act_and_lose');
    expect((await world.refund(order, approved(world, digest))).outcome).toBe('not_now');
    addOrder(world, '1001', { ...dear, status: 'refunded' });
    world.config.approvers = {};
    expect((await world.refund(order, approved(world, digest))).outcome).toBe('done');
    expect(world.shop.ledger).toHaveLength(1);
  });
});
