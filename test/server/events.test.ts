/** A refund that its system only accepts is settled by webhook, on the whole stack: twice, forged, or after a refusal. */
import { createHmac } from 'node:crypto';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { programArguments } from '../../demo/prepared.js';
import { Stage } from '../../demo/scenes/scene.js';
import { Transcript } from '../../demo/scenes/transcript.js';
import type { DemoCustomer } from '../../demo/stack/customer.js';
import { type ServiceProcess, startService } from '../../demo/stack/service-process.js';
import { type Stack, startStack } from '../../demo/stack/stack.js';
import type { StoryOrder } from '../../demo/shop/stories.js';

let folder: string;
let stack: Stack;
let stage: Stage;
let api: ServiceProcess;
let tell: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'orderly-events-'));
  await cp('merchants/demo', join(folder, 'demo'), { recursive: true });
  const file = join(folder, 'demo', 'merchant.yaml');
  const bound = '  payments: payouts\n  payments.quote_refund: shop\n';
  await writeFile(file, (await readFile(file, 'utf8')).replace('  payments: shop\n', bound));
  stack = await startStack({ workerEnv: { ORDERLY_MERCHANTS: folder } });
  stage = new Stage(stack, new Transcript(() => undefined));
  api = await startService({
    ...{ name: 'orderly api', args: [...programArguments('bin/orderly.js'), 'api'], env: stack.env },
    ready: (line) => line['msg'] === 'ready',
  });
  tell = `${String(api.said['url'])}/v1/events/demo/payouts`;
}, 180_000);
afterAll(async () => {
  await api[Symbol.asyncDispose]();
  await stack[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

/** A customer who has said yes to a refund that the system has accepted. */
async function accepted(order: StoryOrder): Promise<DemoCustomer> {
  const customer = stage.signedIn(order.customer);
  await customer.says(`I would like a refund for order ${order.nummer}, please.`);
  await stage.hearsUntil(customer, /Shall I/);
  await customer.says('yes');
  for (;;) {
    const { accepted: open } = await stack.store.effects.count();
    if (open > 0) return customer;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

test('what is told settles the run at once, however often; what is forged does not', async () => {
  const { below50 } = stack.stories.refundable;
  const [paid, declined] = [below50[0]!, below50[1]!];
  const customer = await accepted(paid);
  const forged = await fetch(tell, {
    ...{ method: 'POST', headers: { 'x-zahlung-signatur': '00'.repeat(32) } },
    body: '{"ereignisse":[]}',
  });
  expect(forged.status).toBe(401);
  await stack.shop.controls.payouts({ outcome: 'BEZAHLT', tell, times: 2 });
  await stage.hearsUntil(customer, /on its way back/);
  expect((await stack.shop.controls.ledger()).map(({ nummer }) => nummer)).toEqual([paid.nummer]);

  const other = await accepted(declined);
  await stack.shop.controls.payouts({ outcome: 'ABGELEHNT', tell });
  await stage.hearsUntil(other, /colleague|person|somebody/i);
  expect(await stack.shop.controls.ledger()).toHaveLength(1);
  const requests = (await stack.shop.controls.requests()).filter(
    ({ path }) => path === '/zahlung/auszahlungen',
  );
  expect(requests.filter(({ method }) => method === 'POST')).toHaveLength(2);
  const kept = await stack.store.events.list('demo', { limit: 10 });
  expect(kept.map(({ reading }) => reading?.outcome)).toEqual(['refused', 'done']);
  expect(await stack.store.effects.count()).toEqual({ unknown: 0, accepted: 0, doubled: 0 });
}, 180_000);

test('a refund that was paid and comes back is told to its customer and to people, once', async () => {
  const order = stack.stories.refundable.below50[2]!;
  const customer = await accepted(order);
  await stack.shop.controls.payouts({ outcome: 'BEZAHLT', tell });
  await stage.hearsUntil(customer, /on its way back/);
  const [paid] = await stack.store.events.list('demo', { limit: 1 });
  const auszahlung = paid?.reading?.ref;
  // Its system says so twice, each time as another event.
  for (const id of ['back', 'again']) {
    const body = JSON.stringify({ ereignisse: [{ id, auszahlung, ergebnis: 'ABGELEHNT' }] });
    const key = stack.env['ORDERLY_SECRET_PAYOUTS_HOOK'] ?? '';
    const signature = createHmac('sha256', key).update(body).digest('hex');
    const headers = { 'content-type': 'application/json', 'x-zahlung-signatur': signature };
    expect((await fetch(tell, { method: 'POST', headers, body })).status).toBe(200);
  }
  await stage.hearsUntil(customer, /has not reached you/);
  const handedOver = async () =>
    (await stack.client.conversations.replies('demo', customer.conversation)).filter(
      ({ kind }) => kind === 'handover',
    );
  while ((await handedOver()).length === 0) await new Promise((resolve) => setTimeout(resolve, 100));
  const untaken = async () =>
    (await stack.store.events.list('demo', { limit: 10 })).filter(({ isTaken }) => !isTaken);
  while ((await untaken()).length > 0) await new Promise((resolve) => setTimeout(resolve, 100));
  expect((await handedOver()).map(({ body }) => body.text)).toEqual([
    expect.stringMatching(/A refund of €\d+\.\d\d has come back/),
  ]);
}, 180_000);
