/** An agent's yes is an agent's: it spares no approval, and they cannot give that approval themselves (DESIGN §6). */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Parts } from '../../demo/stack/parts.js';
import { startStack } from '../../demo/stack/stack.js';
import { trustingMerchants } from '../../demo/stack/trusting-merchants.js';
import { RefundDesk, until } from './support/refund-desk.js';

const parts = new Parts();
let desk: RefundDesk;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'orderly-trusting-'));
  desk = new RefundDesk(parts.use(await startStack({ workerEnv: await trustingMerchants(folder) })));
});

afterAll(async () => {
  await parts[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

test('within the band, a yes that anna wrote for the customer waits for somebody else than anna', async () => {
  const [order] = desk.stack.stories.refundable.below50;
  const customer = desk.customer(order!);
  await customer.says(`I would like a refund for order ${order!.nummer}, please.`);
  await desk.wholeOrder(customer);
  await customer.says('Yes, please', 'Anna');
  const request = await desk.request(customer);
  expect(request.startedBy).toEqual(['Anna']);
  const waiting = { customer, order: order!, request };
  expect(await desk.decide(desk.message(waiting, desk.anna))).toMatchObject({
    accepted: false,
    code: 'approval_own_request',
  });
  expect(await desk.paid(order!)).toEqual([]);
  expect(await desk.decide(desk.message(waiting, desk.ben))).toMatchObject({ accepted: true });
  await until('The payment', async () => ((await desk.paid(order!)).length === 1 ? true : undefined));
});
