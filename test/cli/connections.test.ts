/** `orderly connections` and `orderly connections verify` against the demo's shop and carrier. */
import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { linesOf } from './run-cli.js';
import { type ShopBeside, shopBeside, writtenSecrets } from './shop-beside.js';

let beside: ShopBeside;

beforeAll(async () => {
  beside = await shopBeside();
});

afterAll(async () => {
  await beside[Symbol.asyncDispose]();
});

test('they are listed, and one is shown with what it needs', async () => {
  const listed = await beside.runProcess(['connections', 'list']);
  expect(listed).toMatchObject({ code: 0, stderr: '' });
  expect(listed.stdout).toMatch(/^dhl +DHL +Shipment Tracking .* shipments\.track$/m);
  const shown = await beside.run(['connections', 'show', 'dhl']);
  expect(shown.stdout).toContain('key: ${secret.DHL_KEY}');
  const { stdout } = await beside.runProcess(['connections', 'show', 'dhl', '--json']);
  expect(JSON.parse(stdout)).toMatchObject({
    name: 'dhl',
    operations: expect.arrayContaining([
      expect.objectContaining({ name: 'shipments.track', effect: 'read' }),
    ]) as unknown,
  });
  const commerce = await beside.run(['connections', 'show', 'salesforce-commerce-cloud']);
  expect(commerce.stdout).toContain('orders.find is not offered without the parameter orderSearch.');
});

test('one that is not there: one line what, one line what to do', async () => {
  const { code, stderr } = await beside.run(['connections', 'show', 'dlh']);
  expect(code).toBe(1);
  expect(linesOf(stderr)[0]).toMatch(/^error connector_unknown: /);
  expect(linesOf(stderr)[1]).toContain('dhl');
});

test('a connection is taken over', async () => {
  const folder = join(beside.folder, 'own');
  await cp('merchants/demo', join(folder, 'demo'), { recursive: true });
  const env = { ORDERLY_MERCHANTS: folder };
  const parcels =
    "connection: dhl\nconnector: dhl\nauth: { scheme: api-key, key: '${secret.CARRIER_KEY}' }\n";
  await writeFile(join(folder, 'demo/connections/dhl.yaml'), parcels);
  const printed = await beside.run(['connections', 'copy', 'demo', 'dhl'], env);
  expect(printed).toMatchObject({ code: 0, stderr: '' });
  const { code, stdout } = await beside.run(['connections', 'copy', 'demo', 'dhl', '--write'], env);
  const file = join(folder, 'demo/connections/dhl.yaml');
  expect({ code, stdout }).toEqual({ code: 0, stdout: `${file}\n` });
  expect(await readFile(file, 'utf8')).toBe(printed.stdout);
  expect((await beside.run(['flows', 'check', join(folder, 'demo')], env)).code).toBe(0);
  const again = await beside.run(['connections', 'copy', 'demo', 'dhl'], env);
  expect(linesOf(again.stderr)[0]).toMatch(/^error connector_unknown: /);
});

describe('verify', () => {
  test('tries the reads, and never says that a write works', async () => {
    const { nummer } = beside.stories.refundable.from60To190[0]!;
    const { code, stdout } = await beside.runProcess([
      'connections',
      'verify',
      'demo',
      'shop',
      '--order',
      nummer,
    ]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^✓ +orders\.get +read +works: found$/m);
    expect(stdout).toMatch(/^✓ +orders\.find +read +works: none$/m);
    expect(stdout).toMatch(/^✓ +payments\.quote_refund +read +works: refundable$/m);
    expect(stdout).toMatch(/^– +payments\.refund +money +not checked: writes are not tried$/m);
    for (const secret of writtenSecrets) expect(stdout).not.toContain(secret);
  });

  test('without an order, reads that need one are not checked, and one that nobody has is an answer', async () => {
    const { code, stdout } = await beside.run(['connections', 'verify', 'demo', 'shop']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^✓ +orders\.get +read +works: not_found$/m);
    expect(stdout).toMatch(/^– +payments\.quote_refund +read +not checked: there is no order/m);
  });

  test('a key that is not taken fails, with the flows that this limits', async () => {
    const env = { ORDERLY_SECRET_SHOP_SECRET: 'wrong' };
    const { code, stdout } = await beside.run(['connections', 'verify', 'demo', 'shop', '--json'], env);
    expect(code).toBe(1);
    const tried = JSON.parse(stdout) as { operation: string; status: string; limits: string[] }[];
    const get = tried.find(({ operation }) => operation === 'orders.get');
    expect(get).toMatchObject({ status: 'fails' });
    expect(get?.limits).toContain('find-order');
  });

  test('a connection that is not there is told', async () => {
    const { code, stderr } = await beside.run(['connections', 'verify', 'demo', 'shops']);
    expect(code).toBe(1);
    expect(linesOf(stderr)[0]).toMatch(/^error connection_unknown: demo has no connection `shops`/);
  });
});
