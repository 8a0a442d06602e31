/** What a terminated run leaves behind is reconciled: its order is free again, and a write in doubt goes to people. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ScheduleClient } from '@temporalio/client';
import { Parts } from '../../demo/stack/parts.js';
import { startStack } from '../../demo/stack/stack.js';
import { moveClock } from '../support/database-clock.js';
import { RefundDesk, until, type Waiting } from './support/refund-desk.js';

const parts = new Parts();
let desk: RefundDesk;

beforeAll(async () => {
  desk = new RefundDesk(parts.use(await startStack()));
});

afterAll(() => parts[Symbol.asyncDispose]());

const hour = 3_600_000;

/** States of what has taken an order. */
const taken = ({ order }: Waiting): Promise<string[]> =>
  desk.stack.store.reservations.change(
    { merchant: 'demo', subject: `order:${order.id}`, key: 'nobody' },
    ({ others }) => ({ value: others.map(({ state }) => state) }),
  );

let ahead = 0;

/** An hour later, by the store's clock, the schedule comes round. */
async function reconcileLater(): Promise<void> {
  const { addresses, temporal } = desk.stack;
  ahead += hour;
  await moveClock(addresses.database).ahead(ahead);
  await new ScheduleClient({ connection: temporal.connection }).getHandle('orderly-maintenance').trigger();
}

test('an order that a terminated run had reserved is free again, and can be refunded by another', async () => {
  const order = desk.stack.stories.refundable.from60To190[0]!;
  const waiting = await desk.waiting(order);
  expect(await taken(waiting)).toEqual(['reserved']);
  const { workflow } = desk.stack.temporal;
  await workflow.getHandle(waiting.request.workflowId).terminate('ended from outside');
  await reconcileLater();
  await until('The reconciliation', async () => ((await taken(waiting)).length === 0 ? true : undefined));
  const next = await desk.waiting(order);
  // The clock was moved on: the worker has to say once more that it lives.
  await until('The worker', async () => (await desk.stack.store.workers.isServed('demo')) || undefined);
  expect(await desk.decide(desk.message(next, desk.anna))).toMatchObject({ accepted: true });
  await until('The payment', async () => ((await desk.paid(order)).length === 1 ? true : undefined));
});

test('a run that waits is left alone', async () => {
  const waiting = await desk.waiting(desk.stack.stories.refundable.from60To190[1]!);
  const gone = await desk.waiting(desk.stack.stories.refundable.from60To190[2]!);
  await desk.stack.temporal.workflow.getHandle(gone.request.workflowId).terminate('ended from outside');
  await reconcileLater();
  await until('The reconciliation', async () => ((await taken(gone)).length === 0 ? true : undefined));
  expect(await taken(waiting)).toEqual(['reserved']);
  const stateOf = async ({ request }: Waiting) =>
    (await desk.stack.store.approvals.get('demo', request.id))?.state;
  await until('The end of its request', async () =>
    (await stateOf(gone)) === 'withdrawn' ? true : undefined,
  );
  expect(await stateOf(waiting)).toBe('open');
});

test('a conversation whose time is over is forgotten, unless it or a run of it goes on', async () => {
  const order = desk.stack.stories.refundable.from60To190[3]!;
  const [goesOn, ended] = [
    await desk.waiting(order),
    desk.customer(desk.stack.stories.single.two_parcels[0]!),
  ];
  await ended.says('Hello');
  const said = (id: string) => desk.stack.store.messages.list('demo', id.split('/')[1]!, 10);
  const { workflow } = desk.stack.temporal;
  await workflow.getHandle(ended.workflowId).terminate('ended from outside');
  for (const { customer } of [goesOn, { customer: ended }])
    expect(await said(customer.workflowId)).not.toEqual([]);
  ahead += 181 * 24 * hour;
  await reconcileLater();
  await until('The end of its time', async () =>
    (await said(ended.workflowId)).length === 0 ? true : undefined,
  );
  expect(await said(goesOn.customer.workflowId)).not.toEqual([]);
});
