/** Approvals in the course of days: reminded of, escalated, expired; and never a payment after the expiry. */
import { setTimeout as delay } from 'node:timers/promises';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { WorkflowHandle } from '@temporalio/client';
import { messageNames, type RunEnd } from '../../src/contracts/workflow-messages.js';
import { type HistoryEvent, replay } from '../replay/support/fixtures.js';
import { decide, decision, sayYes, startRefund } from './support/refund.js';
import { testServer, whyNot } from './support/test-server.js';
import { eventsOf, eventually, startTimeWorld, type TimeWorld } from './support/world.js';

const suite = testServer === undefined ? describe.skip : describe;
const day = 86_400_000;

suite(`approvals in the course of days${whyNot}`, () => {
  let world: TimeWorld;

  beforeAll(async () => {
    world = await startTimeWorld(testServer ?? '');
  });
  afterAll(async () => {
    await world[Symbol.asyncDispose]();
  });

  const endOf = async (handle: WorkflowHandle): Promise<string> => ((await handle.result()) as RunEnd).result;
  const replays = async (handle: WorkflowHandle): Promise<Error | undefined> => {
    const { events } = JSON.parse(historyToJSON(await handle.fetchHistory())) as { events: HistoryEvent[] };
    return (await replay(world.workflowBundle, [{ name: handle.workflowId, events }])).get(handle.workflowId);
  };

  test('one that nobody decides expires after two business days: handed over, nothing paid', async () => {
    const refund = await startRefund(world, 0);
    const request = await sayYes(world, refund);
    expect(request.expiresAt - request.requestedAt).toBeGreaterThanOrEqual(2 * day - 9 * 3_600_000);
    await world.passesUntil(request.expiresAt - 60_000);
    expect((await refund.handle.describe()).status.name).toBe('RUNNING');
    await world.passesUntil(request.expiresAt + 60_000);
    expect(await endOf(refund.handle)).toBe('handed_over');
    const events = await eventsOf(refund.handle);
    expect(events.slice(events.lastIndexOf('timer fired'))).not.toContain('activity callOperation');
    expect(await world.paid(refund.order)).toEqual([]);
    expect((await world.outbox(refund.conversation)).map(({ kind }) => kind)).toContain('handover');
    expect(await world.store.approvals.get('demo', request.id)).toMatchObject({
      ...{
        state: 'expired',
        request: { digest: request.digest },
        conversation: refund.conversation,
        zone: 'Europe/Berlin',
      },
      messageIds: [expect.any(String)],
    });
  });

  test('a team lead may decide after the escalation, and not before', async () => {
    const refund = await startRefund(world, 1);
    const request = await sayYes(world, refund);
    const early = await decide(world, refund, await decision(world, request, 'lena'));
    expect(early).toEqual({ accepted: false, code: 'approval_wrong_role' });
    expect((await refund.handle.query<{ escalated: boolean }[]>(messageNames.approvals))[0]?.escalated).toBe(
      false,
    );
    await world.passesUntil((request.escalateAt ?? 0) + 60_000);
    await eventually(
      async () =>
        (await refund.handle.query<{ escalated: boolean }[]>(messageNames.approvals)).find(
          (one) => one.escalated,
        ),
      'an escalation',
    );
    const late = await decide(world, refund, await decision(world, request, 'lena'));
    expect(late).toEqual({ accepted: true, approver: 'lena', decision: 'approved' });
    expect(await endOf(refund.handle)).toBe('refunded');
    expect(await world.paid(refund.order)).toHaveLength(1);
    expect(await world.store.approvals.get('demo', request.id)).toMatchObject({
      ...{ state: 'approved', decidedBy: 'lena' },
    });
  });

  test('the reminder, the escalation and the expiry are timers of the run, at moments of the business calendar', async () => {
    const refund = await startRefund(world, 2);
    const request = await sayYes(world, refund);
    const { remindAt = 0, escalateAt = 0, expiresAt } = request;
    expect(request.requestedAt).toBeLessThan(remindAt);
    expect(remindAt).toBeLessThan(escalateAt);
    expect(escalateAt).toBeLessThan(expiresAt);
    const firedBefore = async (moment: number): Promise<number> => {
      await world.passesUntil(moment);
      return (await eventsOf(refund.handle)).filter((event) => event === 'timer fired').length;
    };
    expect([await firedBefore(remindAt + 60_000), await firedBefore(escalateAt + 60_000)]).toEqual([1, 2]);
    const answer = await decide(world, refund, await decision(world, request, 'anna'));
    expect(answer.accepted).toBe(true);
    expect(await endOf(refund.handle)).toBe('refunded');
  });

  test('a decision that comes just before the expiry counts, also when it is verified after it', async () => {
    const refund = await startRefund(world, 3);
    const request = await sayYes(world, refund);
    await world.passesUntil(request.expiresAt - 3_000);
    world.before.set('verifyDecision', async () => {
      while ((await world.now()) < request.expiresAt + 500) await delay(50);
    });
    const answer = await decide(world, refund, await decision(world, request, 'anna'));
    world.before.delete('verifyDecision');
    expect(answer.accepted).toBe(true);
    expect(await endOf(refund.handle)).toBe('refunded');
    const events = await eventsOf(refund.handle);
    const verified = events.slice(events.indexOf('update accepted'), events.indexOf('update completed'));
    expect(verified).toContain('timer fired');
    expect(await world.paid(refund.order)).toHaveLength(1);
    expect(await replays(refund.handle)).toBeUndefined();
  });

  test('one that comes just after it does not', async () => {
    const refund = await startRefund(world, 4);
    const request = await sayYes(world, refund);
    const message = await decision(world, request, 'anna');
    await world.passesUntil(request.expiresAt - 2_000);
    while ((await world.now()) < request.expiresAt) await delay(20);
    await refund.handle.signal(messageNames.decideSignal, message);
    expect(await endOf(refund.handle)).toBe('handed_over');
    expect((await eventsOf(refund.handle)).slice(-8)).not.toContain('activity verifyDecision');
    expect(await world.paid(refund.order)).toEqual([]);
    expect(await replays(refund.handle)).toBeUndefined();
  });
});
