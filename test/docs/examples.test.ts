import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkConnection } from '../../src/connectors/build-connection.js';
import { printIssues } from '../../src/flows/print-issues.js';
import { loadMerchants } from '../../src/merchants/load-merchants.js';
import { blocks, page, pages } from './support.js';

const flows = pages.flatMap((page) =>
  blocks(page, 'yaml')
    .filter((block) => block.startsWith('flow:') && !/^tests:/m.test(block))
    .map((text) => ({ path: page.path, text, name: /^flow: (\S+)/.exec(text)?.[1] ?? '' })),
);

test('there are flows in the documentation, each with a name of its own', () => {
  expect(flows.length).toBeGreaterThanOrEqual(5);
  expect(new Set(flows.map(({ name }) => name)).size).toBe(flows.length);
});

test('every flow in the documentation passes the check for the demo merchant', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'orderly-docs-'));
  try {
    const drafts = flows.map(({ name }) => join(folder, `${name}.yaml`));
    for (const [index, { text }] of flows.entries()) await writeFile(drafts[index] ?? '', text);
    const { issues, refused } = await loadMerchants('merchants', {
      flowsFolder: 'flows',
      buildConnection: checkConnection,
      only: ['demo'],
      drafts,
    });
    expect(printIssues(issues)).toBe('');
    expect(refused).toEqual([]);
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('the short merchant of merchants.md has no issues, once its connections lie beside it', async () => {
  const example = blocks(page('docs/integrating/merchants.md'), 'yaml').find((block) =>
    block.startsWith('merchant: acme\n'),
  );
  const folder = await mkdtemp(join(tmpdir(), 'orderly-docs-'));
  try {
    const connections = join(folder, 'acme', 'connections');
    await mkdir(connections, { recursive: true });
    await cp('merchants/demo/connections/shop.yaml', join(connections, 'shop.yaml'));
    const carrier = await readFile('merchants/demo/connections/blitz.yaml', 'utf8');
    await writeFile(
      join(connections, 'carrier.yaml'),
      carrier.replace('connection: blitz', 'connection: carrier'),
    );
    await writeFile(join(folder, 'acme', 'merchant.yaml'), example ?? '');
    const { issues, merchants } = await loadMerchants(folder, {
      flowsFolder: 'flows',
      buildConnection: checkConnection,
    });
    expect(printIssues(issues)).toBe('');
    expect([...merchants.keys()]).toEqual(['acme']);
  } finally {
    await rm(folder, { recursive: true });
  }
});
