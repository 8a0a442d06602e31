/** `orderly flows diagram` and `orderly flows schema`: pictures of flows, and schemas for editors. */
import { cp, mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { read } from '../flows/diagram/support.js';
import { linesOf, orderly, temporaryFolder } from './run-cli.js';

const demo = fileURLToPath(new URL('../../merchants/demo', import.meta.url));

/** A folder with `merchants/demo`, and more of the same. */
async function workspace(...names: readonly string[]) {
  const folder = await temporaryFolder();
  for (const name of names) {
    const merchant = join(folder.path, 'merchants', name);
    await mkdir(merchant, { recursive: true });
    await cp(join(demo, 'merchant.yaml'), join(merchant, 'merchant.yaml'));
    await cp(join(demo, 'connections'), join(merchant, 'connections'), { recursive: true });
  }
  const run = (...args: string[]) => orderly(args, { cwd: folder.path });
  return { path: folder.path, run, [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose]() };
}

describe('orderly flows diagram', () => {
  test('prints Mermaid and nothing else, with the bands of the only merchant', async () => {
    await using space = await workspace('demo');
    const { code, stdout, stderr } = await space.run('flows', 'diagram', 'refund-order');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const labels = Object.values(read(stdout).labels).flat();
    expect(labels).toContain(
      'not needed within refund.autoApprove: up to 50 EUR, at most 2 times in 30 days per customer, for cancelled or returned or lost',
    );
  });

  test('--all draws more, and --json gives an object', async () => {
    await using space = await workspace('demo');
    const { stdout } = await space.run(
      'flows',
      'diagram',
      'refund-order',
      '--merchant',
      'demo',
      '--all',
      '--json',
    );
    const { merchant, flow, mermaid } = JSON.parse(stdout) as Record<string, string>;
    expect({ merchant, flow }).toEqual({ merchant: 'demo', flow: 'refund-order' });
    expect(read(mermaid ?? '').edges.filter(({ label }) => label === 'superseded')).toHaveLength(1);
  });

  test.each([
    ['a flow that is not there', ['demo'], ['refund-ordr'], 'flow_unknown', '`refund-order`'],
    [
      'a merchant that is not there',
      ['demo'],
      ['refund-order', '--merchant', 'acme'],
      'merchant_unknown',
      'ORDERLY_MERCHANTS',
    ],
    ['several merchants', ['demo', 'acme'], ['refund-order'], 'merchant_unknown', '--merchant: '],
    ['a merchant with issues', ['acme'], ['refund-order'], 'merchant_not_served', 'orderly flows check'],
  ])('%s is one line on what is wrong and one on what to do', async (_, merchants, args, error, hint) => {
    await using space = await workspace(...merchants);
    const { code, stderr } = await space.run('flows', 'diagram', ...args);
    expect(code).toBe(1);
    expect(linesOf(stderr)).toEqual([
      expect.stringContaining(`error ${error}: `),
      expect.stringContaining(hint),
    ]);
  });
});

describe('orderly flows schema', () => {
  test('prints the schema of a kind of file', async () => {
    await using space = await workspace();
    const { stdout } = await space.run('flows', 'schema', 'flow');
    expect(JSON.parse(stdout)).toMatchObject({
      title: 'An Orderly flow',
      required: ['flow', 'outputs', 'steps'],
    });
  });

  test('--out writes all of them', async () => {
    await using space = await workspace();
    const { code, stdout } = await space.run('flows', 'schema', '--out', 'schemas');
    expect(code).toBe(0);
    expect((await readdir(join(space.path, 'schemas'))).sort()).toEqual(
      linesOf(stdout)
        .map((file) => file.slice('schemas/'.length))
        .sort(),
    );
    const shipped = fileURLToPath(new URL('../../schemas/flow.schema.json', import.meta.url));
    expect(await readFile(join(space.path, 'schemas/flow.schema.json'), 'utf8')).toBe(
      await readFile(shipped, 'utf8'),
    );
  });

  test.each([[['flows', 'schema']], [['flows', 'schema', 'flaw']]])('wrong usage: %j', async (args) => {
    await using space = await workspace();
    const { code, stderr } = await space.run(...args);
    expect(code).toBe(2);
    expect(linesOf(stderr)[0]).toMatch(/^error usage: /);
  });
});
