/** One mistake gives one issue: what a broken connection would answer is judged by its file, and not by everything that there is. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkConnection } from '../../src/connectors/build-connection.js';
import { loadMerchants } from '../../src/merchants/load-merchants.js';
import { rightFile } from '../connectors/mistakes/at-check.js';

const flowsFolder = fileURLToPath(new URL('../../flows', import.meta.url));
let folder: string;

const merchant = `merchant: kontor
zone: Europe/Berlin
verification:
  - [number, email]
operations:
  orders: shop
without: [shipments, payments, returns, subscriptions]
handover:
  default: service
`;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'orderly-one-issue-'));
  await mkdir(join(folder, 'kontor/connections'), { recursive: true });
});
afterAll(() => rm(folder, { recursive: true }));

async function issuesOf(connection: string): Promise<string[]> {
  const own = join(folder, 'kontor');
  await writeFile(join(own, 'merchant.yaml'), merchant);
  await writeFile(join(own, 'connections/shop.yaml'), connection);
  const { issues } = await loadMerchants(folder, { flowsFolder, buildConnection: checkConnection });
  return issues.map(({ file, line, code }) => `${file.replace(`${folder}/`, '')}:${line} ${code}`);
}

/** Without what needs a policy of its own. */
const reads = rightFile.slice(0, rightFile.indexOf('  orders.cancel:'));

test('a connection without a mistake has none', async () => {
  expect(await issuesOf(reads)).toEqual([]);
});

test.each([
  ['in a field', ['ref: $.id', 'ref: id'], 'kontor/connections/shop.yaml:17 connection_path_invalid'],
  [
    'in `auth`',
    ['secret.STUB_TOKEN', 'env.STUB_TOKEN'],
    'kontor/connections/shop.yaml:6 connection_template_invalid',
  ],
  ['in a key', ['baseUrl', 'baseURL'], 'kontor/connections/shop.yaml:3 key_unknown'],
  [
    'in the name of an operation',
    ['orders.find:', 'orders.list:'],
    'kontor/connections/shop.yaml:23 connection_operation_unknown',
  ],
  [
    'of YAML',
    ['query: { expand: lines }', 'query: { expand: lines'],
    'kontor/connections/shop.yaml:15 yaml_syntax',
  ],
  [
    'in the connector',
    ['connector: declarative', 'connector: declaritive'],
    'kontor/connections/shop.yaml:2 connector_unknown',
  ],
] as const)('a mistake %s is the only issue', async (_name, [right, wrong], issue) => {
  expect(reads).toContain(right);
  expect(await issuesOf(reads.replace(right, wrong))).toEqual([issue]);
});
