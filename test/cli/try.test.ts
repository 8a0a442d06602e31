/** `orderly connections try` against the demo's shop: all is shown but secrets, and nothing is moved. */
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { StoryOrder } from '../../demo/shop/stories.js';
import { linesOf, orderly } from './run-cli.js';
import { type ShopBeside, shopBeside, writtenSecrets } from './shop-beside.js';

let siblingFiles: ShopBeside;
let order: StoryOrder;

beforeAll(async () => {
  siblingFiles = await shopBeside();
  order = siblingFiles.stories.refundable.from60To190[0]!;
  for (const apiStyle of ['shop-soap', 'shop-graphql']) await writeMerchant(apiStyle);
});

afterAll(async () => {
  await siblingFiles[Symbol.asyncDispose]();
});

/** The demo's merchant in a folder of its own, with its orders and payments behind another connection. */
async function writeMerchant(apiStyle: string): Promise<void> {
  const folder = join(siblingFiles.folder, apiStyle, 'demo');
  await cp('merchants/demo/connections', join(folder, 'connections'), { recursive: true });
  const text = await readFile('merchants/demo/merchant.yaml', 'utf8');
  const bound = text
    .replace('orders: shop', `orders: ${apiStyle}`)
    .replace('payments: shop', `payments: ${apiStyle}`);
  await writeFile(join(folder, 'merchant.yaml'), bound);
}

const over = (apiStyle: string) =>
  apiStyle === 'shop' ? {} : { ORDERLY_MERCHANTS: join(siblingFiles.folder, apiStyle) };

/** A command's two lines: what, and what to do. */
const refused = async (args: readonly string[], code: string, env = {}): Promise<void> => {
  const ended = await siblingFiles.run(args, env);
  expect({ code: ended.code, stdout: ended.stdout }).toEqual({ code: 1, stdout: '' });
  expect(linesOf(ended.stderr)).toHaveLength(2);
  expect(linesOf(ended.stderr)[0]).toMatch(new RegExp(`^error ${code}: `));
};

describe('a merchant with issues', () => {
  const broken = () => ({ ORDERLY_MERCHANTS: join(siblingFiles.folder, 'broken') });

  beforeAll(async () => {
    const folder = join(siblingFiles.folder, 'broken', 'demo');
    await cp('merchants/demo', folder, { recursive: true });
    const blitz = join(folder, 'connections/blitz.yaml');
    await writeFile(blitz, (await readFile(blitz, 'utf8')).replace('baseUrl', 'baseUlr'));
    await mkdir(join(folder, 'flows'));
    await writeFile(join(folder, 'flows/odd.yaml'), 'flow: odd\nsteps:\n  - sya: Hello.\n');
  });

  test('is called over every connection that is right', async () => {
    const { code, stdout, stderr } = await siblingFiles.run(
      ['connections', 'try', 'demo', 'orders.get', `number=${order.nummer}`],
      broken(),
    );
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^= done: found$/m);
  });

  test('is told what is wrong with the connection that is asked for, and with nothing else', async () => {
    const { code, stderr } = await siblingFiles.run(
      ['connections', 'try', 'demo', 'shipments.track', 'shipment={}'],
      broken(),
    );
    expect(code).toBe(1);
    expect(stderr).toContain('blitz.yaml');
    expect(stderr).not.toContain('odd.yaml');
    expect(linesOf(stderr).at(-2)).toBe('error merchant_not_served: The connection `blitz` has issues');
  });
});

describe.each(['shop', 'shop-soap', 'shop-graphql'])('over %s', (apiStyle) => {
  test('request, answer and fields are shown, what was not read is named, no secret is', async () => {
    const { code, stdout, stderr } = await siblingFiles.run(
      ['connections', 'try', 'demo', 'orders.get', `number=${order.nummer}`],
      over(apiStyle),
    );
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^> (GET|POST) http:\/\/127\.0\.0\.1:\d+\//m);
    expect(stdout).toMatch(/^< 200 /m);
    expect(stdout).toMatch(/^= done: found$/m);
    expect(stdout).toContain(`    number: ${order.nummer}\n`);
    expect(stdout).toContain('    status: delivered\n');
    if (apiStyle === 'shop') expect(stdout).toMatch(/^Not read from the answer:\n {2}\$\.erstattet_cent$/m);
    for (const secret of writtenSecrets) expect(stdout).not.toContain(secret);
  });

  test('a recording has neither secrets nor anything of the real order', async () => {
    const file = join(siblingFiles.folder, `${apiStyle}.json`);
    const args = ['connections', 'try', 'demo', 'orders.get', `number=${order.nummer}`, '--record', file];
    expect((await siblingFiles.run(args, over(apiStyle))).code).toBe(0);
    const recording = await readFile(file, 'utf8');
    expect(JSON.parse(recording)).toMatchObject({
      format: 2,
      operation: 'orders.get',
      outcome: { is: 'done', code: 'found' },
    });
    const { customer, id, nummer, sendungsnummern } = order;
    const real = [customer.id, customer.mail, customer.name, customer.plz, id, nummer, ...sendungsnummern];
    for (const text of [...real, ...writtenSecrets]) expect(recording).not.toContain(text);
  });

  test('a recording is played by somebody who has the files and no secret', async () => {
    const file = join(siblingFiles.folder, `${apiStyle}.json`);
    const { code, stdout, stderr } = await orderly(
      ['connections', 'try', 'demo', 'orders.get', '--replay', file],
      {
        env: { ORDERLY_MERCHANTS: resolve('merchants'), ...over(apiStyle) },
      },
    );
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^= done: found$/m);
    expect(stdout).toMatch(/^ {4}amount: \d+\.\d\d EUR$/m);
  });

  test('money is never sent, not with --send either', async () => {
    for (const more of [[], ['--send']]) {
      const args = [
        'connections',
        'try',
        'demo',
        'payments.refund',
        `order=${order.nummer}`,
        'amount=1.00 EUR',
        ...more,
      ];
      const ended = await siblingFiles.run(args, over(apiStyle));
      expect({ code: ended.code, stdout: ended.stdout }).toEqual({ code: 1, stdout: '' });
      expect(linesOf(ended.stderr)[0]).toMatch(/^error operation_moves: /);
    }
    expect(await siblingFiles.shop.controls.ledger()).toEqual([]);
  });
});

test('an order by its number is looked up first; --json is one object', async () => {
  const args = ['connections', 'try', 'demo', 'payments.quote_refund', `order=${order.nummer}`, '--json'];
  const { code, stdout } = await siblingFiles.runProcess(args);
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    operation: 'payments.quote_refund',
    exchanges: [{ request: { method: 'GET' }, answer: { status: 200 } }],
    outcome: { is: 'done', outputs: { amount: { minor: order.betrag_cent, currency: 'EUR' } } },
    notRead: [],
  });
});

test('an order that is not there is an answer: none', async () => {
  const { code, stdout } = await siblingFiles.run([
    'connections',
    'try',
    'demo',
    'orders.get',
    'number=99999999',
  ]);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^< 404 /m);
  expect(stdout).toMatch(/^= done: n/m);
});

test('what cannot be understood is one line what, and one line what to do', async () => {
  await refused(['connections', 'try', 'demo', 'orders.gett', 'number=1'], 'operation_unbound');
  await refused(['connections', 'try', 'demo', 'orders.get', 'numbr=1'], 'operation_input');
  await refused(['connections', 'try', 'demo', 'orders.find', 'since=yesterday'], 'operation_input');
  await refused(['connections', 'try', 'demo', 'payments.quote_refund', 'order=99999999'], 'operation_input');
  await refused(['connections', 'try', 'demi', 'orders.get', 'number=1'], 'merchant_unknown');
  const nowhere = { ORDERLY_MERCHANTS: join(siblingFiles.folder, 'nowhere') };
  await refused(['connections', 'try', 'demo', 'orders.get', 'number=1'], 'merchant_unknown', nowhere);
});
