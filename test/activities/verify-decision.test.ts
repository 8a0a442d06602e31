/** verify-decision: what counts, why the rest does not, and an audit row in every case. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { verifyDecision } from '../../src/activities/verify-decision.js';
import type { Store } from '../../src/store/store.js';
import { opened } from '../store/support/requests.js';
import { testStore } from '../support/store.js';
import { approved, askApproval, dear, type Request } from './calls/support/approving.js';
import { addOrder, makeWorld, type World } from './calls/support/world.js';

let store: Store;
beforeAll(async () => {
  store = await testStore();
});
afterAll(() => store[Symbol.asyncDispose]());

const verify = (world: World, request: Request, token: string, changes: object = {}) =>
  verifyDecision(world.deps)({
    merchant: world.merchant,
    request: { ...request, id: 'w1#refund#1' },
    decision: { decision: 'approved', token, comment: 'fine' },
    decidedAt: Date.now(),
    escalated: false,
    expiresAt: request.expiresAt,
    ...changes,
  });

test('accepts what counts and says why the rest does not; every case leaves an audit row', async () => {
  await using world = await makeWorld(store);
  const request = await askApproval(world, addOrder(world, '1001', dear));
  const { token } = approved(world, request.digest).decision;
  const shown = opened({ merchant: world.merchant, workflowId: 'w1' });
  await store.approvals.open(shown, []);
  expect(await verify(world, request, token)).toEqual({ accepted: true, approver: 'anna' });
  expect(await verify(world, request, 'typed in the UI')).toEqual({
    accepted: false,
    code: 'approval_token_invalid',
  });
  const own = await verify(world, request, token, { startedBy: ['anna'] });
  expect(own).toEqual({ accepted: false, code: 'approval_own_request' });
  const audit = await store.audit.list(world.merchant, 10);
  expect(audit.map(({ actor, outcome }) => `${actor} ${outcome}`).sort()).toEqual([
    'anna approved',
    'claimed: approval_token_invalid',
    'claimed:anna approval_own_request',
  ]);
  expect(world.counted).toContain('decided approved');
  // The first one that counts is what approvers see.
  expect(await store.approvals.get(world.merchant, shown.request.id)).toMatchObject({
    ...{ state: 'approved', decidedBy: 'anna', comment: 'fine' },
  });
});

test('a decision that its approver has replaced before anybody judged it does not count, and the newer one does', async () => {
  await using world = await makeWorld(store);
  const request = await askApproval(world, addOrder(world, '1001', dear));
  const { token } = approved(world, request.digest).decision;
  const { merchant } = world;
  const shown = opened({ merchant, workflowId: 'w1' });
  const { id } = shown.request;
  await store.approvals.open(shown, []);
  const handOver = (approver: string) =>
    store.approvals.handOver(merchant, id, { approver, decision: 'approved', until: Date.now() + 900_000 });
  const [first, second] = [await handOver('anna'), await handOver('anna')];
  await handOver('ben');
  const judge = (handedOverAt: number | undefined) =>
    verify(world, request, token, { decision: { decision: 'approved', token, handedOverAt } });
  expect(await judge(first)).toEqual({ accepted: false, code: 'approval_replaced' });
  expect(await store.approvals.get(merchant, id)).toMatchObject({ state: 'open' });
  expect(await judge(second)).toEqual({ accepted: true, approver: 'anna' });
  const audit = await store.audit.list(merchant, 10);
  expect(audit.map(({ actor, outcome }) => `${actor} ${outcome}`)).toEqual([
    'anna approved',
    'claimed:anna approval_replaced',
  ]);
});

test('a decision that was handed over and does not count stays with the reason, for its approver may not have heard it', async () => {
  await using world = await makeWorld(store);
  const request = await askApproval(world, addOrder(world, '1001', dear));
  const { token } = approved(world, request.digest).decision;
  const { merchant } = world;
  const shown = opened({ merchant, workflowId: 'w1' });
  const { id } = shown.request;
  await store.approvals.open(shown, []);
  const until = Date.now() + 900_000;
  const at = await store.approvals.handOver(merchant, id, { approver: 'anna', decision: 'approved', until });
  // Anna has left since.
  const served = world.deps.merchants.get(merchant)!;
  const approvers = Object.fromEntries(
    Object.entries(served.config.approvers).filter(([name]) => name !== 'anna'),
  );
  const deps = {
    ...world.deps,
    merchants: new Map([[merchant, { ...served, config: { ...served.config, approvers } }]]),
  };
  const verdict = await verifyDecision(deps)({
    ...{ merchant, request: { ...request, id }, decidedAt: Date.now(), escalated: false },
    ...{ decision: { decision: 'approved', token, handedOverAt: at! }, expiresAt: request.expiresAt },
  });
  const code = 'approval_unknown_approver';
  expect(verdict).toEqual({ accepted: false, code });
  expect((await store.approvals.get(merchant, id))?.handed).toMatchObject([
    { approver: 'anna', decision: 'approved', at, refused: code },
  ]);
});
