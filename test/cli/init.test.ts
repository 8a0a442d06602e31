/** `orderly init`: a folder that checks and tests clean at once, whatever the API's description leaves open. */
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { projectFolder } from '../flows/support/demo.js';
import { linesOf, orderly, temporaryFolder } from './run-cli.js';

async function workspace() {
  const folder = await temporaryFolder();
  await writeFile(join(folder.path, 'shop.yaml'), description);
  const env = { ORDERLY_FLOWS: join(projectFolder, 'flows'), TZ: 'Europe/Paris' };
  const run = (...args: string[]) => orderly(args, { cwd: folder.path, env });
  const read = (path: string) => readFile(join(folder.path, path), 'utf8');
  return { path: folder.path, run, read, [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose]() };
}

/** A shop that tells its orders whole, and of whose refunds something is left to say. */
const description = `openapi: 3.0.3
info: { title: Small shop, version: '1' }
servers: [{ url: https://api.small.example }]
paths:
  /orders/{number}:
    get:
      operationId: getOrder
      parameters:
        - { name: number, in: path, required: true, schema: { type: string } }
      responses:
        '200': { description: it, content: { application/json: { schema: { $ref: '#/components/schemas/Order' } } } }
        '404': { description: none }
  /orders/{number}/refunds:
    post:
      operationId: refundOrder
      parameters:
        - { name: number, in: path, required: true, schema: { type: string } }
      requestBody:
        content: { application/json: { schema: { type: object, properties: { amount: { type: string }, why: { type: string } }, required: [amount, why] } } }
      responses:
        '201': { description: done }
components:
  securitySchemes: { key: { type: apiKey, in: header, name: X-Key } }
  schemas:
    Order:
      type: object
      properties:
        id: { type: string }
        number: { type: string }
        status: { type: string, enum: [open, shipped, delivered, cancelled] }
        customerEmail: { type: string }
security: [{ key: [] }]
`;

test('the defaults make a merchant that checks and tests clean', async () => {
  await using place = await workspace();
  const made = await place.run('init', 'merchants/acme-shoes', '--yes');
  expect({ code: made.code, stderr: made.stderr }).toEqual({ code: 0, stderr: '' });
  expect(linesOf(made.stdout).slice(0, 4)).toEqual([
    'Created merchants/acme-shoes: merchant.yaml, flows/our-hours.yaml, flows/our-hours.test.yaml',
    'Next steps:',
    '  orderly flows check merchants/acme-shoes',
    '  orderly flows test merchants/acme-shoes',
  ]);
  const file = await place.read('merchants/acme-shoes/merchant.yaml');
  expect(file).toContain('merchant: acme-shoes\nname: Acme Shoes\nzone: Europe/Paris\nlanguage: en\n');
  expect(await place.run('flows', 'check')).toMatchObject({ code: 0 });
  const tested = await place.run('flows', 'test');
  expect(tested).toMatchObject({ code: 0, stderr: '' });
  expect(tested.stdout).toContain('✓ the hours are told');
});

test('what exists is not overwritten, and nothing is made around it', async () => {
  await using place = await workspace();
  const folder = join(place.path, 'merchants', 'acme', 'flows');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'our-hours.yaml'), 'mine');
  const ended = await place.run('init', 'merchants/acme', '--yes');
  expect([ended.code, linesOf(ended.stderr)[0]]).toEqual([
    1,
    expect.stringMatching(/^error init_file_exists: .*acme\/flows\/our-hours\.yaml already exists$/),
  ]);
  expect(await readdir(join(place.path, 'merchants', 'acme'))).toEqual(['flows']);
  expect(await place.read('merchants/acme/flows/our-hours.yaml')).toBe('mine');
});

test('of an imported API what is complete is bound, and the rest is a draft that nothing reads', async () => {
  await using place = await workspace();
  const args = ['--language', 'de', '--zone', 'Europe/Berlin', '--without', 'shipments', '--yes'];
  const made = await place.run('init', 'merchants/klein', '--from', 'openapi:shop.yaml', ...args);
  expect({ code: made.code, stderr: made.stderr }).toEqual({ code: 0, stderr: '' });
  expect(made.stdout).toContain('Bound to small-shop: orders.get\n');
  expect(made.stdout).toContain('To complete in drafts/small-shop.yaml: payments.refund, from refundOrder\n');
  expect(made.stdout).toMatch(/^ {2}export ORDERLY_SECRET_\w+=…$/m);
  expect(await place.read('merchants/klein/connections/small-shop.yaml')).not.toContain('payments.refund');
  expect(await place.read('merchants/klein/drafts/small-shop.yaml')).toContain('payments.refund');
  const file = await place.read('merchants/klein/merchant.yaml');
  expect(file).toContain('without: [shipments]');
  expect(file).toContain('operations:\n  orders.get: small-shop\n');
  const checked = await place.run('flows', 'check', 'merchants/klein');
  expect(checked).toMatchObject({ code: 0 });
  expect(checked.stdout).toMatch(/No issues\. Fine: klein\.\n$/);
  // The shipped flows too: their tests are in English whatever the shop speaks, and skip what it does not offer.
  expect(await place.run('flows', 'test')).toMatchObject({ code: 0, stderr: '' });
});

test('without a terminal it says which options answer, and makes nothing', async () => {
  await using place = await workspace();
  const ended = await place.run('init', 'merchants/acme');
  expect(ended.code).toBe(2);
  expect(linesOf(ended.stderr)[0]).toMatch(
    /^error usage: .*--yes.*--name, --zone, --language, --without or --from/,
  );
  expect(await readdir(place.path)).toEqual(['shop.yaml']);
});

test.each([
  [
    'a zone that there is not',
    ['--zone', 'Europe/Berln'],
    'init_invalid: The time zone `Europe/Berln` does not exist.',
  ],
  [
    'a domain that there is not',
    ['--without', 'paymnts'],
    'init_invalid: There is no operation or domain `paymnts`.',
  ],
  ['a description of no kind', ['--from', 'shop.yaml'], 'init_invalid: `shop.yaml` is not a description'],
  [
    'a description that is not there',
    ['--from', 'openapi:none.yaml'],
    'path_missing: none.yaml cannot be read',
  ],
])('%s is one line on what is wrong, and nothing is written', async (_, args, message) => {
  await using place = await workspace();
  const ended = await place.run('init', 'merchants/acme', '--yes', ...args);
  expect([ended.code, linesOf(ended.stderr)[0]]).toEqual([1, `error ${message}`]);
  expect(linesOf(ended.stderr)).toHaveLength(2);
  expect(await readdir(place.path)).toEqual(['shop.yaml']);
});
