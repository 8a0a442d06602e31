/** The maintenance's rounds: what cannot be settled or forgotten is logged, and holds up nothing else. */
import { expect, test } from 'vitest';
import { type WorkflowClient, WorkflowNotFoundError } from '@temporalio/client';
import { forgetExpired } from '../../src/activities/forget-expired.js';
import { reconcileEffects } from '../../src/activities/reconcile-effects.js';
import type { Merchant } from '../../src/merchants/merchant.js';
import type { JsonObject } from '../../src/contracts/json.js';
import type { RequestRow } from '../../src/store/approvals.js';
import type { Store } from '../../src/store/store.js';
import { fresh } from '../store/support/subject.js';
import { minute, scripted } from './calls/support/scripted.js';
import { testStore } from '../support/store.js';

/** Runs are gone, but for those whose description is not to be had. */
const workflowOf = (troubled: readonly string[] = []) =>
  ({
    getHandle: (id: string) => ({
      describe: () =>
        Promise.reject(
          troubled.includes(id) ? new Error('unavailable') : new WorkflowNotFoundError('gone', id, undefined),
        ),
    }),
    count: (query: string) =>
      troubled.some((id) => query.includes(id))
        ? Promise.reject(new Error('unavailable'))
        : Promise.resolve({ count: 0 }),
  }) as unknown as WorkflowClient;

test('a write that cannot be read, and a run of which nothing is known, hold up no other', async () => {
  const shop = scripted({ kind: 'key', windowMs: 24 * 60 * minute });
  shop.settling = {
    event: 'payments.refund_settled',
    withinMs: 600 * minute,
    ask: { operation: 'shop.status', everyMs: [minute] },
  };
  shop.answers.push({ is: 'accepted', reference: 'psp-1' });
  await shop.ask();
  const row = (await shop.row())!;
  const runs = ['damaged', 'troubled', 'gone'];
  for (const workflowId of runs)
    await shop.store.effects.change({ id: { ...row, workflowId }, holder: workflowId }, () => ({
      row: { ...row, workflowId, request: { ...(row.request as JsonObject), workflowId } },
      value: undefined,
    }));
  shop.clock.now += 10 * minute;
  shop.reads['shop.status'] = { is: 'done', result: 'done', outputs: {} };
  const ports = shop.ports();
  const { effects } = shop.store;
  const find: typeof effects.find = (id) =>
    id.workflowId === 'damaged' ? Promise.reject(new Error('payload_damaged')) : effects.find(id);
  const logged: object[] = [];
  const ended: string[] = [];
  const stopped: string[] = [];
  const pages = [
    runs.map((workflowId, index) => ({
      merchant: 'm',
      workflowId,
      number: index,
      request: { id: workflowId },
    })),
  ];
  let unknown = 0;
  const reconcile = reconcileEffects(
    {
      ...ports,
      store: { ...ports.store, effects: { ...effects, find } },
      log: { ...ports.log, error: (fields) => void logged.push(fields) },
    },
    workflowOf(['troubled']),
    {
      approvals: {
        openSince: () => Promise.resolve((pages.shift() ?? []) as unknown as RequestRow[]),
        end: (_merchant: string, id: string) => {
          ended.push(id);
          return id === 'damaged' ? Promise.reject(new Error('store')) : Promise.resolve();
        },
      } as unknown as Store['approvals'],
      flowRuns: {
        silent: () => Promise.resolve(runs.map((workflowId) => ({ merchant: 'm', workflowId }))),
        stop: (_merchant: string, id: string) => Promise.resolve(void stopped.push(id)),
      } as unknown as Store['flowRuns'],
    },
    { runUnknown: () => void (unknown += 1) },
  );
  expect(await reconcile()).toMatchObject({ settled: 2 });
  const states = await Promise.all(runs.map((run) => effects.find({ ...row, workflowId: run })));
  expect(states.map((each) => each?.state)).toEqual(['accepted', 'accepted', 'done']);
  expect(ended).toEqual(['damaged', 'gone']);
  expect(stopped).toEqual(['damaged', 'gone']);
  expect(logged).toMatchObject([
    ...['damaged', 'troubled', 'damaged', 'troubled'].map((workflowId) => ({ workflowId })),
    { code: 'run_unknown', merchant: 'm', numbers: [2] },
    { workflowId: 'troubled' },
  ]);
  expect(unknown).toBe(1);
});

test('a conversation that cannot be forgotten, or that goes on, holds up no other', async () => {
  await using store = await testStore();
  const merchant = fresh('m');
  const ids = ['a', 'b', 'c'].map((name) => `${name}${fresh('')}`);
  for (const conversation of ids)
    await store.messages.add({
      ...{ merchant, conversation, messageId: 'm1', seq: 1, text: 'hello', sentAt: '2026-11-29T00:00:00Z' },
    });
  const [troubled, damaged, gone] = ids as [string, string, string];
  const { erasure } = store;
  const forget: typeof erasure.forget = (of, conversation, olderThanMs) =>
    conversation === damaged
      ? Promise.reject(new Error('store'))
      : erasure.forget(of, conversation, olderThanMs);
  const logged: object[] = [];
  const silent = (): void => undefined;
  const log = {
    debug: silent,
    info: silent,
    warn: silent,
    error: (fields: object) => void logged.push(fields),
  };
  const merchants = new Map([[merchant, { config: { retentionMs: -minute } } as unknown as Merchant]]);
  const forgetAll = forgetExpired(
    { merchants, log, store: { documents: store.documents, erasure: { ...erasure, forget } } },
    workflowOf([troubled]),
  );
  expect(await forgetAll()).toEqual({ forgotten: 1 });
  expect(logged).toMatchObject([{ conversation: troubled }, { conversation: damaged }]);
  const left = await store.erasure.expired(merchant, -minute, 10);
  expect(left.map(({ conversation }) => conversation).sort()).toEqual([troubled, damaged].sort());
  expect(left.map(({ conversation }) => conversation)).not.toContain(gone);
});
