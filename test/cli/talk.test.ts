/** `orderly flows talk` from a pipe: a line each message, command or answer of a system. */
import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { projectFolder } from '../flows/support/demo.js';
import { answerJson, serve } from '../support/hostile-server.js';
import { linesOf, orderly, temporaryFolder } from './run-cli.js';

/** A workspace with the demo's merchant. */
async function workspace() {
  const folder = await temporaryFolder();
  const demo = join(folder.path, 'merchants', 'demo');
  await mkdir(join(demo, 'flows'), { recursive: true });
  await cp(join(projectFolder, 'merchants/demo'), demo, { recursive: true });
  const env = { ORDERLY_FLOWS: join(projectFolder, 'flows') };
  const run = (args: readonly string[], lines: readonly string[] = [], more: Record<string, string> = {}) =>
    orderly(args, {
      cwd: folder.path,
      env: { ...env, ...more },
      input: lines.map((line) => `${line}\n`).join(''),
    });
  return { path: folder.path, demo, run, [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose]() };
}

const order = "{ number: '1001', status: delivered, amount: 80 EUR }";

test('a refund with its approval is talked through, and kept as a test that passes', async () => {
  await using place = await workspace();
  const file = 'merchants/demo/flows/kept.test.yaml';
  const talked = await place.run(
    ['flows', 'talk', 'demo', 'refund-order', '--input', 'orderNumber=1001', 'whole=true'],
    [
      'broken',
      'damaged',
      `found { order: ${order} }`,
      'nonsense',
      '1 { amount: 80 EUR }',
      'yes',
      '/wait 1 business day',
      '/approve nobody',
      '/approve ben',
      'done',
      `/save ${file}`,
      `/save ${file}`,
      'thanks',
      '/quit',
    ],
  );
  expect({ code: talked.code, stderr: talked.stderr }).toEqual({ code: 0, stderr: '' });
  expect(linesOf(talked.stdout)).toEqual([
    expect.stringMatching(/^refund-order needs reason \(not_received, .*\); press Enter for not_received\.$/),
    'reason> broken',
    expect.stringMatching(/^! `broken` is not a valid refund_reason\. /),
    'reason> damaged',
    '  · it is Mon 2 Mar 10:00 CET',
    '  · runs find-order',
    '  · order number known? yes',
    'orders.get: number "1001"',
    expect.stringMatching(/^ {2}1 found {2}2 not_found {2}3 refused/),
    `answer> found { order: ${order} }`,
    '  · calls orders.get number "1001" → found: order "1001"',
    '  · result: found',
    '  · find-order ends as found',
    '  · lines known? no',
    '  · whole? yes',
    '  · scope is other? no',
    '  · scope is items, and lines not known? no',
    'payments.quote_refund: order "1001"',
    expect.stringMatching(/^ {2}1 refundable {2}2 /),
    'answer> nonsense',
    expect.stringMatching(/^! `nonsense` is not a valid answer\. Write one of refundable, /),
    'answer> 1 { amount: 80 EUR }',
    '  · calls payments.quote_refund order "1001" → refundable: amount 80.00 EUR',
    '  · result: refundable',
    '  · scope is items, and lines not known? no',
    '  · order status is delivered, and (order delivered at or now) plus refund within is before now? no',
    'shop> Would you like me to refund €80.00 for order 1001?',
    'you> yes',
    '  · answer is no? no',
    expect.stringMatching(
      /^ {2}· calls payments\.refund .* → not sent: it needs approval by refund-approver$/,
    ),
    '  · asks refund-approver to approve payments.refund: /approve or /reject',
    'shop> Because this involves €80.00, a colleague will check it first. We’ll let you know as soon as there’s a decision.',
    'you> /wait 1 business day',
    '  · it is Tue 3 Mar 10:00 CET',
    'you> /approve nobody',
    '! There is no role or approver `nobody`. merchant.yaml lists them.',
    'you> /approve ben',
    '  · ben: approved',
    'payments.refund (moves money): order "1001", amount 80.00 EUR, reason "damaged"',
    expect.stringMatching(/^ {2}1 done {2}2 refused/),
    'answer> done',
    expect.stringMatching(/^ {2}· calls payments\.refund .* → done$/),
    'shop> We’ve refunded €80.00. It can take a few days to show up in your account.',
    '  · refund-order ends as refunded',
    `you> /save ${file}`,
    `Saved ${file}. Run it with \`orderly flows test ${file}\`.`,
    `you> /save ${file}`,
    `! ${file} cannot be written. Existing files are not overwritten.`,
    'you> thanks',
    '! The flow has ended. Save it, or quit and start again.',
    'you> /quit',
  ]);
  const tested = await place.run(['flows', 'test', file]);
  expect(tested).toMatchObject({ code: 0, stderr: '' });
  expect(tested.stdout).toMatch(/flow tests: 1 passed, 0 failed/);
});

test('messages are understood by the model, and start flows; the run is kept with the message that started it', async () => {
  await using place = await workspace();
  const file = 'merchants/demo/flows/message.test.yaml';
  const { code, stdout } = await place.run(
    ['flows', 'talk', 'demo', '--no-trace'],
    ['Hi', 'Where is my order 1001?', "found { order: { number: '1001', status: open } }", `/save ${file}`],
  );
  expect(code).toBe(0);
  const lines = linesOf(stdout);
  expect(lines).toContain('shop> We’re getting your order 1001 ready. It hasn’t been shipped yet.');
  expect(lines.filter((line) => line.startsWith('  ·'))).toEqual([]);
  expect(lines.at(-1)).toBe(`Saved ${file}. Run it with \`orderly flows test ${file}\`.`);
  expect(await place.run(['flows', 'test', file])).toMatchObject({ code: 0 });
});

test('the given of a test answers for the systems', async () => {
  await using place = await workspace();
  const flows = join(projectFolder, 'flows/refund-order.test.yaml');
  const name = "a small refund needs no approver, only the customer's yes";
  const { code, stdout } = await place.run(['flows', 'talk', '--given', `${flows}:${name}`], ['Yes, please']);
  expect(code).toBe(0);
  expect(stdout).toContain(
    'shop> We’ve refunded €20.00. It can take a few days to show up in your account.\n',
  );
  expect(stdout).not.toContain('answer> ');
  const other = await place.run(['flows', 'talk', 'demo', '--given', `${flows}:no such test`]);
  expect([other.code, linesOf(other.stderr)[0]]).toEqual([
    1,
    `error flow_tests_missing: ${flows} has no test \`no such test\``,
  ]);
});

test.each([
  ['a merchant that is not there', ['flows', 'talk', 'nosuch', 'refund-order'], 'merchant_unknown'],
  ['a flow that is not there', ['flows', 'talk', 'demo', 'refund-oder'], 'flow_unknown'],
  [
    'an input that is not there',
    ['flows', 'talk', 'demo', 'refund-order', '--input', 'reson=damaged'],
    'flow_input',
  ],
  ['an input that ends before it is given', ['flows', 'talk', 'demo', 'refund-order'], 'talk_unanswered'],
])('%s is one line on what is wrong and one on what to do', async (_, args, code) => {
  await using place = await workspace();
  const ended = await place.run(args);
  expect(ended.code).toBe(1);
  const [first, ...more] = linesOf(ended.stderr);
  expect(first).toMatch(new RegExp(`^error ${code}: `));
  expect(more).toHaveLength(1);
});

test('with --live the shop answers reads, and nothing that changes something is sent', async () => {
  await using shop = await serve(({ url }, response) => {
    answerJson(response, 200, url.startsWith('/quotes') ? { amount: '12.50' } : shopOrder);
  });
  await using place = await workspace();
  // What the demo's shop says of its policy is not this shop's.
  for (const name of ['connections', 'knowledge']) await rm(join(place.demo, name), { recursive: true });
  await mkdir(join(place.demo, 'connections'));
  await writeFile(join(place.demo, 'connections/shop.yaml'), connection);
  await writeFile(join(place.demo, 'merchant.yaml'), merchant);
  const { stdout, stderr, code } = await place.run(
    [
      'flows',
      'talk',
      'demo',
      'refund-order',
      '--live',
      '--input',
      'orderNumber=7',
      'reason=damaged',
      'whole=true',
    ],
    ['yes', '/approve', 'refused: closed'],
    { ORDERLY_EGRESS_ALLOW: '127.0.0.1', ORDERLY_SECRET_SHOP_URL: shop.url },
  );
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toContain('shop> Would you like me to refund €12.50 for order 7?\n');
  expect(stdout).toContain(
    '  · would send payments.refund order "7", amount 12.50 EUR, reason "damaged", but sends nothing here\n',
  );
  expect(stdout).toMatch(/payments\.refund .* → refused: closed\n/);
  expect(new Set(shop.hits.map(({ method, url }) => `${method} ${url}`))).toEqual(
    new Set(['GET /orders/7', 'GET /quotes/7']),
  );
});

const shopOrder = { id: 'r7', number: '7', state: 'delivered', total: '12.50' };

const connection = `connection: shop
connector: declarative
baseUrl: \${secret.SHOP_URL}
egress: { allow: [127.0.0.1] }
auth: { scheme: none }
operations:
  orders.get:
    request: { method: GET, path: '/orders/\${inputs.number}' }
    fields:
      ref: $.id
      number: $.number
      status: { path: $.state, values: { delivered: delivered } }
      amount: { decimal: $.total, currency: EUR }
  payments.quote_refund:
    request: { method: GET, path: '/quotes/\${inputs.order.number}' }
    fields:
      amount: { decimal: $.amount, currency: EUR }
  payments.refund:
    request: { method: POST, path: '/refunds/\${inputs.order.number}', body: { amount: '\${inputs.amount.minor}' } }
    success: { path: $.paid, is: present }
    idempotency: none
    fields: {}
`;

const merchant = `merchant: demo
zone: Europe/Berlin
verification:
  - [number, email]
approvers:
  ben:
    roles: [refund-approver, team-lead]
    keys:
      - ed25519:l0r4vFq8tYt0h3k1j8m5m7T8n2n0w9yq3e5x6z7b8c9
policy:
  refund.autoApprove:
    upTo: 5 EUR
  refund.within: 30 days
operations:
  orders: shop
  payments: shop
handover:
  default: service
`;
