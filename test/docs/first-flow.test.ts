import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { expect, test } from '@jest/globals';
import { checkConnection } from '../../src/connectors/build-connection.js';
import { percent } from '../../src/simulator/coverage.js';
import { runFlowTests } from '../../src/simulator/run-tests.js';
import { printIssues } from '../../src/flows/print-issues.js';
import { loadMerchants } from '../../src/merchants/load-merchants.js';
import { blocks, page } from './support.js';

const tutorial = page('docs/authoring/add-a-flow.md');
const [flow = '', firstTest = '', secondTest = ''] = blocks(tutorial, 'yaml');
const merchantEnd = blocks(tutorial, 'yaml').find((block) => block.startsWith('flows:')) ?? '';
const consoles = blocks(tutorial, 'console').join('\n');
const buildConnection = checkConnection;

/** The workshop of the page, with a flow and its tests in it. */
async function workshop(written: string, tests: string, merchants: string) {
  const demo = join(merchants, 'demo');
  await mkdir(join(demo, 'flows'), { recursive: true });
  await cp('merchants/demo/merchant.yaml', join(demo, 'merchant.yaml'));
  await cp('merchants/demo/connections', join(demo, 'connections'), { recursive: true });
  await writeFile(join(demo, 'merchant.yaml'), merchantEnd, { flag: 'a' });
  await writeFile(join(demo, 'flows', 'order-news.yaml'), written);
  await writeFile(join(demo, 'flows', 'order-news.test.yaml'), tests);
  const options = { buildConnection, show: (path: string) => relative(merchants, path) };
  const { issues } = await loadMerchants(merchants, { ...options, flowsFolder: 'flows' });
  const run = await runFlowTests([demo], { ...options, folders: { merchants, flows: 'flows' } });
  return { issues, ...run };
}

async function told(written: string, tests: string) {
  const merchants = await mkdtemp(join(tmpdir(), 'orderly-first-flow-'));
  try {
    const { issues, files, coverage } = await workshop(written, tests, merchants);
    return {
      issues: printIssues(issues),
      failed: files.flatMap((file) => file.tests.flatMap(({ differences }) => differences)),
      names: files.flatMap((file) => file.tests.map(({ name }) => name)),
      coverage: coverage.map(
        ({ flow: name, points }) =>
          `${percent(points)} %  ${name} (${points.filter(({ taken }) => taken).length} of ${points.length})`,
      ),
    };
  } finally {
    await rm(merchants, { recursive: true });
  }
}

test('the first flow passes the check and its first test, and the coverage names what is missing', async () => {
  const { issues, failed, names, coverage } = await told(flow, firstTest);
  expect({ issues, failed }).toEqual({ issues: '', failed: [] });
  for (const line of [...names, ...coverage]) expect(consoles).toContain(line);
  expect(coverage).toEqual(['66 %  order-news (2 of 3)']);
});

test('with the second test it is covered whole', async () => {
  const { failed, names, coverage } = await told(flow, `${firstTest}\n${secondTest}`);
  expect(failed).toEqual([]);
  for (const line of [...names, ...coverage]) expect(consoles).toContain(line);
  expect(coverage).toEqual(['100 %  order-news (3 of 3)']);
});

test('the mistake made on purpose is told as the page shows it', async () => {
  const { issues } = await told(flow.replace('order.status', 'order.state'), firstTest);
  expect(issues).not.toBe('');
  expect(consoles).toContain(issues);
});
