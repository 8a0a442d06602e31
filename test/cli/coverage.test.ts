/** `orderly connections coverage` against the demo's shop: what its systems give, and which flows miss the rest. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { linesOf } from './run-cli.js';
import { type ShopBeside, shopBeside, writtenSecrets } from './shop-beside.js';

let siblingFiles: ShopBeside;

beforeAll(async () => {
  siblingFiles = await shopBeside();
});

afterAll(async () => {
  await siblingFiles[Symbol.asyncDispose]();
});

test('data points are found, missing or not mapped, with the flows that this limits', async () => {
  const { nummer } = siblingFiles.stories.refundable.from60To190[0]!;
  const { code, stdout, stderr } = await siblingFiles.runProcess([
    'connections',
    'coverage',
    'demo',
    '--order',
    nummer,
  ]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toMatch(/^order\.number +found +1\/1/m);
  expect(stdout).toMatch(/^tracking\.events\S* +found/m);
  expect(stdout).toMatch(/^\S+ +missing +0\/1/m);
  expect(stdout).toMatch(/^\S+ +not mapped +0\/1/m);
  expect(stdout).toMatch(/ 0\/1 +.*where-is-my-order/);
  expect(stdout).toMatch(/1 orders?, 1 parcels? read: \d+ of \d+ data points found/);
  for (const secret of writtenSecrets) expect(stdout).not.toContain(secret);
});

test('a customer’s orders count, and --json is one object', async () => {
  const [{ customer, orders } = { customer: { mail: '' }, orders: [] }] = siblingFiles.stories.manyOrders;
  const { code, stdout } = await siblingFiles.run([
    'connections',
    'coverage',
    'demo',
    '--email',
    customer.mail,
    '--json',
  ]);
  expect(code).toBe(0);
  const told = JSON.parse(stdout) as { points: { point: string; status: string; limits: string[] }[] };
  expect(told).toMatchObject({ merchant: 'demo', orders: orders.length, problems: [] });
  expect(new Set(told.points.map(({ status }) => status))).toContain('found');
  for (const { status, limits } of told.points) if (status === 'found') expect(limits).toEqual([]);
});

test('an order that is not there is named, and the others count', async () => {
  const { nummer } = siblingFiles.stories.refundable.from60To190[0]!;
  const { stdout } = await siblingFiles.run([
    'connections',
    'coverage',
    'demo',
    '--order',
    '99999999',
    '--order',
    nummer,
  ]);
  expect(stdout).toMatch(/^! order 99999999: /m);
  expect(stdout).toMatch(/^order\.number +found +1\/1/m);
});

test('a table about nothing at all is a failure', async () => {
  expect(await siblingFiles.run(['connections', 'coverage', 'demo', '--order', '99999999'])).toMatchObject({
    code: 1,
    stdout: expect.stringMatching(/^! order 99999999: /m),
  });
});

test('no order, or a merchant that does not exist: one line what, one line what to do', async () => {
  for (const [args, code] of [
    [['connections', 'coverage', 'demo'], 'operation_input'],
    [['connections', 'coverage', 'demi', '--order', '1'], 'merchant_unknown'],
  ] as const) {
    const ended = await siblingFiles.run(args);
    expect({ code: ended.code, stdout: ended.stdout }).toEqual({ code: 1, stdout: '' });
    expect(linesOf(ended.stderr)).toHaveLength(2);
    expect(linesOf(ended.stderr)[0]).toMatch(new RegExp(`^error ${code}: `));
  }
});
