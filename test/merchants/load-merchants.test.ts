/** Merchants from folders: those that are right are served, one that is broken is named and stops no other. */
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Binding, Connection } from '../../src/connectors/connector.js';
import type { BuildConnection } from '../../src/merchants/assemble-merchant.js';
import { loadMerchants } from '../../src/merchants/load-merchants.js';
import { catalogue } from '../../src/commerce/index.js';
import { projectFolder, shipped } from '../flows/support/demo.js';

const flowsFolder = join(projectFolder, 'flows');
const key = `ed25519:${Buffer.alloc(32, 7).toString('base64url')}`;
const secrets = () => key;
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'orderly-merchants-'));
});

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

/** A file that says its name and operations in one line: `shop: orders.get orders.find`. */
const buildConnection: BuildConnection = ({ file, text }) => {
  const [name = '', operations = ''] = text.trim().split(': ');
  if (name === 'broken')
    return {
      issues: [{ file, line: 1, column: 1, code: 'yaml_syntax', message: 'No.', hint: 'Yes.', path: '' }],
    };
  const bindings = operations.split(' ').map((operation): [string, Binding] => [
    operation,
    {
      connection: name,
      operation,
      target: '',
      effect: catalogue.get(operation)?.effect ?? 'read',
      idempotency: { kind: 'none' },
      timeoutMs: 1,
    },
  ]);
  const connection: Connection = {
    name,
    bindings: new Map(bindings),
    attempt: () => Promise.reject(new Error('sends nothing')),
  };
  return { connection, issues: [] };
};

async function merchant(name: string, change: (text: string) => string = (text) => text): Promise<string> {
  const own = join(folder, name);
  await mkdir(join(own, 'connections'), { recursive: true });
  await mkdir(join(own, 'flows'), { recursive: true });
  await cp(join(projectFolder, 'merchants/demo/merchant.yaml'), join(own, 'merchant.yaml'));
  const { readFile } = await import('node:fs/promises');
  const text = await readFile(join(own, 'merchant.yaml'), 'utf8');
  await writeFile(join(own, 'merchant.yaml'), change(text.replace('merchant: demo', `merchant: ${name}`)));
  await writeFile(
    join(own, 'connections/shop.yaml'),
    'shop: orders.get orders.find payments.quote_refund payments.refund',
  );
  await writeFile(join(own, 'connections/blitz.yaml'), 'blitz: shipments.track returns.label');
  await writeFile(join(own, 'connections/retouren.yaml'), 'retouren: returns.quote returns.create');
  await writeFile(join(own, 'connections/abos.yaml'), 'abos: subscriptions.pause');
  return own;
}

const load = () => loadMerchants(folder, { flowsFolder, secretsOf: () => secrets, buildConnection });
const codes = async () => (await load()).issues.map(({ code }) => code);

test.each(['connections/shop-2.yml', 'flows/order-news.yml', 'texts/de.yml'])(
  '%s, which is not read, is told and not passed over',
  async (file) => {
    const own = await merchant('acme');
    await mkdir(join(own, 'texts'), { recursive: true });
    await writeFile(join(own, file), '');
    const { refused, issues } = await load();
    expect(refused).toEqual(['acme']);
    expect(issues).toMatchObject([
      { code: 'file_name_ending', file: join(own, file), hint: expect.stringMatching(/`[a-z0-9-]+\.yaml`/) },
    ]);
  },
);

test('a whole folder becomes a merchant: config, connections by their bindings, flows, translations', async () => {
  await merchant('acme');
  const { merchants, refused, issues } = await load();
  expect([issues, refused]).toEqual([[], []]);
  const acme = merchants.get('acme');
  expect(acme?.connectionFor('payments.refund')?.name).toBe('shop');
  expect(acme?.connectionFor('shipments.track')?.name).toBe('blitz');
  expect(acme?.connectionFor('subscriptions.pause')?.name).toBe('abos');
  // Its shop can be asked, pays back and takes returns; it changes nothing about orders, and lists no returns or subscriptions.
  const changing =
    /^(?:cancel|change|investigate|replace|report|subscription)-|^(?:find-subscription|return-status)$/;
  const names = shipped.map(({ file }) => file.replace('.yaml', '')).filter((name) => !changing.test(name));
  expect([...(acme?.flows.keys() ?? [])]).toEqual(names);
  expect(acme?.flows.get('refund-order')?.ir.merchant).toEqual({
    id: 'acme',
    name: 'Demo Shop',
    language: 'en',
    zone: 'Europe/Berlin',
  });
  expect(acme?.translations['de']?.['Which order is this about?']).toBe('Um welche Bestellung geht es?');
  expect(
    acme?.translations['de']?.[
      'I’m an automated assistant, so I’m passing this on to a colleague. They’ll get back to you.'
    ],
  ).toMatch(/^Ich bin ein automatischer Assistent/);
});

test('a broken merchant is left out and named with its file; the others are served', async () => {
  await merchant('acme');
  await merchant('bolt', (text) => text.replace('Europe/Berlin', 'Europe/Berln'));
  const { merchants, refused, issues } = await load();
  expect([...merchants.keys()]).toEqual(['acme']);
  expect(refused).toEqual(['bolt']);
  expect(issues).toMatchObject([
    { file: join(folder, 'bolt/merchant.yaml'), line: 5, column: 7, code: 'zone_unknown' },
  ]);
});

test('the folder of one merchant is not taken for that of all', async () => {
  const acme = await merchant('acme');
  await expect(loadMerchants(acme, { flowsFolder, buildConnection })).rejects.toThrow(
    expect.objectContaining({ code: 'path_missing', hint: expect.stringContaining(folder) }),
  );
});

test('a wrong time zone is told beside knowledge too, and a folder that has the name of a file', async () => {
  const bolt = await merchant('bolt', (text) => text.replace('Europe/Berlin', 'Europe/Berln'));
  await mkdir(join(bolt, 'knowledge'), { recursive: true });
  await mkdir(join(bolt, 'connections/mount.yaml'), { recursive: true });
  const entry = "topic: hours\nasks: { en: [Are you open?] }\nanswer: { en: Yes. }\nuntil: '2030-01-01'\n";
  await writeFile(join(bolt, 'knowledge/open.yaml'), entry);
  const { issues } = await load();
  expect(issues.filter(({ code }) => code === 'zone_unknown')).toHaveLength(1);
  expect(issues.filter(({ file }) => file === join(bolt, 'connections/mount.yaml'))).toHaveLength(1);
});

describe('a sentence that a language lacks', () => {
  const flow =
    'flow: greet\noutputs:\n  result: [done]\nsteps:\n  - say: Hello.\n  - end: { result: done }\n';
  const untranslated = async (name: string) => (await load()).untranslated.get(name) ?? [];

  test('is told with its place, and the merchant is served all the same', async () => {
    const own = await merchant('acme');
    await writeFile(join(own, 'flows/greet.yaml'), flow);
    await mkdir(join(own, 'texts'));
    await writeFile(join(own, 'texts/de.yaml'), 'Bye.: Tschüss.');
    const { merchants, issues } = await load();
    expect([[...merchants.keys()], issues]).toEqual([['acme'], []]);
    expect(await untranslated('acme')).toMatchObject([
      { file: join(own, 'flows/greet.yaml'), line: 5, column: 10, code: 'translation_missing' },
    ]);
  });

  test('is none of a language that the merchant has no texts in', async () => {
    const own = await merchant('acme', (text) => `${text}\nsentences:\n  unknown: We check it.\n`);
    await writeFile(join(own, 'flows/greet.yaml'), flow);
    expect(await untranslated('acme')).toEqual([]);
  });

  test('may be one that the merchant has reworded: it is told where a flow says it', async () => {
    const own = await merchant('acme', (text) => `${text}\nsentences:\n  unsure: Someone looks.\n`);
    await mkdir(join(own, 'texts'));
    await writeFile(join(own, 'texts/de.yaml'), 'Bye.: Tschüss.');
    expect((await untranslated('acme')).map(({ file, source }) => [file, source?.trim()])).toEqual([
      [join(flowsFolder, 'customer-service.yaml'), '- id: understood'],
    ]);
  });
});

describe('what is told of a merchant', () => {
  test.each([
    [
      'a connection that is not there',
      (text: string) => text.replace('payments: shop', 'payments: psp'),
      ['connection_missing'],
    ],
    [
      'a binding that the connection does not offer',
      (text: string) => text.replace('shipments: blitz', 'shipments: shop'),
      ['operation_not_offered'],
    ],
    [
      'a replaced flow that is not there',
      (text: string) => `${text}\nflows:\n  refund-ordr: acme-refund\n`,
      ['flow_unknown', 'flow_unknown'],
    ],
    [
      'events and flows that are not there, flows that do more than say, and inputs that no event gives',
      (text: string) =>
        `${text}\nevents:\n  orders.chnged: refund-failed\n  orders.changed: refund-faild\n` +
        '  payments.refund_settled: refund-failed\n  returns.received: refund-status\n',
      ['event_not_known', 'flow_unknown', 'event_flow_too_much', 'event_flow_input'],
    ],
    [
      'a role that no approver has: in each flow that asks it, the refund of an order and of a part of one',
      (text: string) => text.replace(', team-lead', ''),
      ['role_unknown', 'role_unknown'],
    ],
    [
      'a band that the policy lacks',
      (text: string) => text.replace('refund.autoApprove', 'refund.auto'),
      ['policy_missing'],
    ],
    [
      'a name that is not the folder’s',
      (text: string) => text.replace('merchant: acme', 'merchant: other'),
      ['merchant_name_differs'],
    ],
    [
      'a misspelt key, which is not missing too',
      (text: string) => text.replace('zone:', 'zonne:'),
      ['key_unknown'],
    ],
  ])('%s', async (_, change, expected) => {
    await merchant('acme', change);
    expect((await codes()).sort()).toEqual([...expected].sort());
  });

  test('a broken connection is told once, not again by everything that needs it', async () => {
    const own = await merchant('acme');
    await writeFile(join(own, 'connections/shop.yaml'), 'broken: x');
    expect(await codes()).toEqual(['yaml_syntax']);
  });

  test('two connections of one name', async () => {
    const own = await merchant('acme');
    await writeFile(join(own, 'connections/shop2.yaml'), 'shop: orders.get');
    expect(await codes()).toContain('connection_duplicate');
  });

  test('a folder without merchant.yaml', async () => {
    await mkdir(join(folder, 'empty'));
    expect(await codes()).toEqual(['merchant_file_missing']);
  });

  test('a mistake in a shipped flow is told once, however many merchants have it', async () => {
    await merchant('acme', (text) => text.replace('refund.autoApprove', 'refund.auto'));
    await merchant('bolt', (text) => text.replace('refund.autoApprove', 'refund.auto'));
    const { issues, refused } = await load();
    expect(refused).toEqual(['acme', 'bolt']);
    expect(
      issues.map(({ file, code, message }) => [
        file.endsWith('refund-order.yaml'),
        code,
        message.includes('acme'),
      ]),
    ).toEqual([
      [true, 'policy_missing', true],
      [true, 'policy_missing', false],
    ]);
  });
});

test("a merchant's own flow stands in for the shipped one, and its sentences for the product's", async () => {
  const own = await merchant(
    'acme',
    (text) => `${text}\nflows:\n  where-is-my-order: acme-where\nsentences:\n  unsure: One moment please.\n`,
  );
  const flow =
    'flow: acme-where\ninputs:\n  orderNumber: text?\noutputs:\n  result: [told]\nsteps:\n  - say: ${merchant.sentences.unsure}\n  - end: { result: told }\n';
  await writeFile(join(own, 'flows/acme-where.yaml'), flow);
  const { merchants, issues } = await load();
  expect(issues).toEqual([]);
  const ir = merchants.get('acme')?.flows.get('where-is-my-order')?.ir;
  expect(ir?.flow).toBe('acme-where');
  expect(ir?.steps[0]).toMatchObject({ text: { key: 'One moment please.' } });
});
