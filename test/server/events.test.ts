/** What systems and people tell lets waiting runs go on, on the whole stack: a refund settled by webhook, a carrier's answer. */
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { programArguments } from '../../demo/prepared.js';
import { Stage } from '../../demo/scenes/scene.js';
import { Transcript } from '../../demo/scenes/transcript.js';
import type { DemoCustomer } from '../../demo/stack/customer.js';
import { Parts } from '../../demo/stack/parts.js';
import { startService } from '../../demo/stack/service-process.js';
import { type Stack, startStack } from '../../demo/stack/stack.js';
import { trusting } from '../../demo/stack/trusting-merchants.js';
import type { StoryOrder } from '../../demo/shop/stories.js';
import { orderly } from '../cli/run-cli.js';
import { startMailServer } from '../activities/delivery/support/mail-server.js';

/** A carrier that is asked by mail. */
const desk = (port: number): string => `
connection: blitz-desk
connector: carrier-desk
channel: email
mail:
  to: [claims@blitz.example]
  from: claims@shop.example
  smtp: { host: 127.0.0.1, port: ${port}, security: none }
egress: { allow: [127.0.0.1] }
`;

/** Whoever asks for a parcel is offered to have it looked for. */
const search = `
flow: search-parcel
title: Look for a parcel
inputs:
  orderNumber: text?
  reason: refund_reason?
outputs:
  result: [told]
steps:
  - id: find
    subflow: find-order
    inputs:
      orderNumber: \${inputs.orderNumber}
  - if: size(steps.find.order.shipments) == 0
    then:
      - end: { result: told }
  - id: search
    subflow: investigate-shipment
    inputs:
      order: \${steps.find.order}
      shipment: \${steps.find.order.shipments[0]}
      reason: lost
  - end: { result: told }
`;

const parts = new Parts();
let mailServer: Awaited<ReturnType<typeof startMailServer>>;
let stack: Stack;
let stage: Stage;
let tell: string;

beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'orderly-events-'));
  parts.defer(() => rm(folder, { recursive: true }));
  await cp('merchants/demo', join(folder, 'demo'), { recursive: true });
  mailServer = parts.use(await startMailServer({ cert: '', key: '', noTls: true }));
  const demo = join(folder, 'demo');
  const file = join(demo, 'merchant.yaml');
  const bound = `  payments: payouts
  payments.quote_refund: shop
  shipments.open_investigation: blitz-desk
  shipments.investigation: blitz-desk
`;
  const merchant = trusting(await readFile(file, 'utf8')).replace('  payments: shop\n', bound);
  await writeFile(file, `${merchant}flows: { where-is-my-order: search-parcel }\n`);
  await writeFile(join(demo, 'connections', 'blitz-desk.yaml'), desk(mailServer.port));
  await mkdir(join(demo, 'flows'));
  await writeFile(join(demo, 'flows', 'search-parcel.yaml'), search);
  stack = parts.use(await startStack({ workerEnv: { ORDERLY_MERCHANTS: folder } }));
  stage = new Stage(stack, new Transcript(() => undefined));
  const api = parts.use(
    await startService({
      ...{ name: 'orderly api', args: [...programArguments('bin/orderly.js'), 'api'], env: stack.env },
      ready: (line) => line['msg'] === 'ready',
    }),
  );
  tell = `${String(api.said['url'])}/v1/events/demo/payouts`;
});
afterAll(() => parts[Symbol.asyncDispose]());

/** A customer who has said yes to a refund that the system has accepted. */
async function accepted(order: StoryOrder): Promise<DemoCustomer> {
  const customer = stage.signedIn(order.customer);
  await customer.says(`I would like a refund for order ${order.nummer}, please.`);
  await stage.hearsUntil(customer, /What would you like refunded/);
  await customer.says('The whole order');
  await stage.hearsUntil(customer, /Would you like me/);
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
  await stage.hearsUntil(customer, /We’ve refunded/);
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
});

test('a carrier is written to, and what one of the staff says it has answered reaches the customer at once', async () => {
  const order = stack.stories.single.two_parcels[0]!;
  const customer = stage.signedIn(order.customer);
  await customer.says(`Where is my order ${order.nummer}?`);
  await stage.hearsUntil(customer, /Would you like me to ask the carrier to look for parcel/);
  await customer.says('yes');
  await stage.hearsUntil(customer, /I’ve asked the carrier/);
  const [mail] = mailServer.mails;
  expect(mail).toMatchObject({ to: ['claims@blitz.example'] });
  const run = (...args: string[]) => orderly(['documents', 'investigations', ...args], { env: stack.env });
  const listed = JSON.parse((await run('list', 'demo', '--json')).stdout) as { ref: string }[];
  expect(listed).toMatchObject([{ status: 'waiting', trackingNumber: order.sendungsnummern[0] }]);
  const { ref } = listed[0]!;
  expect(mail?.text).toContain(ref);
  expect(await run('answer', 'demo', ref, 'found')).toMatchObject({ code: 0, stderr: '' });
  await stage.hearsUntil(customer, /The carrier has found parcel/);
  expect(await run('answer', 'demo', ref, 'lost')).toMatchObject({ code: 1 });
});
