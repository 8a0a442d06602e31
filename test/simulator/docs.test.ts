/** docs/authoring/test-a-flow.md: its example comes out as it says, and it names every key. */
import { cp, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { flowTestSchema } from '../../src/simulator/schema.js';
import { orderly, temporaryFolder } from '../cli/run-cli.js';
import { blocks, page } from '../docs/support.js';
import { projectFolder } from '../flows/support/demo.js';

const text = page('docs/authoring/test-a-flow.md');

test('the example is told as the page shows it', async () => {
  const [flow = '', tests = ''] = blocks(text, 'yaml').filter((block) => block.startsWith('flow:'));
  const [shown = ''] = blocks(text, 'console');
  await using folder = await temporaryFolder();
  const demo = join(folder.path, 'demo');
  await mkdir(join(demo, 'flows'), { recursive: true });
  await cp(join(projectFolder, 'merchants/demo/merchant.yaml'), join(demo, 'merchant.yaml'));
  await cp(join(projectFolder, 'merchants/demo/connections'), join(demo, 'connections'), { recursive: true });
  await writeFile(join(demo, 'flows/order-date.yaml'), flow);
  await writeFile(join(demo, 'flows/order-date.test.yaml'), tests);
  const [command = '', ...output] = shown.split('\n');
  const args = command.replace('$ orderly ', '').split(' ');
  const ended = await orderly(args, { cwd: folder.path, env: { ORDERLY_MERCHANTS: folder.path } });
  const timeless = (lines: string): string => lines.replace(/\(\d+ ms\)/, '(some ms)');
  expect(timeless(ended.stdout)).toBe(timeless(output.join('\n')));
  expect(ended.code).toBe(1);
});

/** Names of all keys below a JSON Schema, and whether each is described. */
function keysIn(schema: unknown): [key: string, described: boolean][] {
  if (typeof schema !== 'object' || schema === null) return [];
  const properties = Object.entries((schema as { properties?: Record<string, object> }).properties ?? {});
  return [
    ...properties.map(([key, value]): [string, boolean] => [key, 'description' in value]),
    ...Object.values(schema).flatMap(keysIn),
  ];
}

test('every key of a test is described, in the schema and on the page', () => {
  const keys = keysIn(z.toJSONSchema(flowTestSchema, { io: 'input' }));
  expect(keys.length).toBeGreaterThan(40);
  expect(keys.filter(([, described]) => !described)).toEqual([]);
  expect(keys.filter(([key]) => !text.text.includes(`\`${key}`) && !text.text.includes(`${key}:`))).toEqual(
    [],
  );
});
