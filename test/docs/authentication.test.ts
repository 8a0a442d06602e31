/** The pages of docs/integrating/authentication: one for each scheme, and every example is a connection that passes the check. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { checkConnection } from '../../src/connectors/build-connection.js';
import { printIssues } from '../../src/flows/print-issues.js';
import { blocks, pages } from './support.js';

const folder = mkdtempSync(join(tmpdir(), 'orderly-docs-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const examples = pages
  .filter(({ path }) => path.startsWith('docs/integrating/authentication/'))
  .flatMap((page) => blocks(page, 'yaml').map((text) => [page.path, text] as const))
  .filter(([, text]) => text.startsWith('auth:'));

test('there are examples', () => {
  expect(examples.length).toBeGreaterThanOrEqual(12);
});

/** An operation with a payload that the schemes for SOAP and for bodies need. */
const operation = (auth: string): string => `
connection: shop
connector: declarative
baseUrl: https://api.shop.example
${auth}
operations:
  orders.get:
    request: { method: POST, path: /orders, body: { number: "\${inputs.number}" } }
    fields: { ref: $.id, number: $.no, status: { path: $.state, values: { NEW: open } } }
`;

describe('an example passes the check', () => {
  test.each(examples)('in %s: %s', (_path, auth) => {
    const file = join(folder, 'shop.yaml');
    writeFileSync(join(folder, 'sign.mjs'), 'export default (request) => request;\n');
    const { issues } = checkConnection({ file, text: operation(auth) });
    // This operation is no SOAP one.
    const others = issues.filter(
      ({ path }) => !/scheme: ws-security/.test(auth) || path !== 'operations.orders.get.request',
    );
    expect(printIssues(others)).toBe('');
  });
});

test('the module of custom.md is one that node runs', () => {
  const page = pages.find(({ path }) => path === 'docs/integrating/authentication/module.md')!;
  const [module = ''] = blocks(page, 'js');
  writeFileSync(join(folder, 'page.mjs'), module);
  const call = `const { default: sign } = await import('./page.mjs');
    console.log(JSON.stringify(await sign({ method: 'GET', url: 'https://a.example/', headers: {} }, { secrets: { key: 'k' } })));`;
  writeFileSync(join(folder, 'call.mjs'), call);
  const signed = JSON.parse(
    execFileSync(process.execPath, [join(folder, 'call.mjs')], { encoding: 'utf8' }),
  ) as {
    headers: Record<string, string>;
  };
  expect(signed.headers['x-seal']).toMatch(/^[0-9a-f]{64}$/);
});
