/** `orderly connections import`: drafts on standard output or in a file, and what it says when it cannot. */
import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { linesOf, orderly, temporaryFolder } from './run-cli.js';

const shop = fileURLToPath(new URL('../../demo/shop', import.meta.url));

/** A folder with the descriptions of the demo's shop. */
async function descriptions() {
  const folder = await temporaryFolder();
  await cp(join(shop, 'graphql/shop.graphql'), join(folder.path, 'shop.graphql'));
  await cp(join(shop, 'soap/auftraege.wsdl'), join(folder.path, 'auftraege.wsdl'));
  const run = (...args: string[]) => orderly(['connections', 'import', ...args], { cwd: folder.path });
  return { path: folder.path, run, [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose]() };
}

test('a draft is printed and nothing else', async () => {
  await using space = await descriptions();
  const { code, stdout, stderr } = await space.run('graphql', 'shop.graphql', '--as', 'orders.get');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toMatch(/^# Drafted from the description of: shop\n/);
  expect(stdout).toContain('  orders.get:\n');
});

test('a packed file is read, and --json gives an object', async () => {
  await using space = await descriptions();
  await writeFile(
    join(space.path, 's.graphql.gz'),
    gzipSync(await readFile(join(space.path, 'shop.graphql'))),
  );
  const { stdout } = await space.run('graphql', 's.graphql.gz', '--operation', 'order', '--json');
  expect(JSON.parse(stdout)).toMatchObject({
    operations: [{ operation: 'orders.get', from: 'order' }],
    todos: expect.any(Number),
  });
});

test('--out writes the draft and tells what is left to do, but replaces no file', async () => {
  await using space = await descriptions();
  const args = [
    'wsdl',
    'auftraege.wsdl',
    '--operation',
    'AuftragLesen',
    '--as',
    'orders.get',
    '--out',
    'a.yaml',
  ];
  const first = await space.run(...args);
  expect(linesOf(first.stdout)).toEqual([
    expect.stringMatching(/^orders\.get: from AuftragLesen, \d+ fields$/),
    expect.stringMatching(/^\d+ TODOs to fill in, \d+ guesses to check: a\.yaml$/),
    expect.stringMatching(/^Next: .*`auftraege`.*`orderly flows check`/),
  ]);
  expect(await readFile(join(space.path, 'a.yaml'), 'utf8')).toContain('operation: AuftragLesen');
  const second = await space.run(...args);
  expect([second.code, linesOf(second.stderr)[0]]).toEqual([
    1,
    'error import_file_exists: a.yaml cannot be written',
  ]);
});

test.each([
  ['a file that is not there', ['openapi', 'none.yaml'], 'path_missing'],
  ['a file that is something else', ['openapi', 'shop.graphql'], 'import_unreadable'],
  [
    'an operation that is not there',
    ['graphql', 'shop.graphql', '--operation', 'ordr'],
    'import_operation_unknown',
  ],
])('%s is one line on what is wrong and one on what to do', async (_, args, code) => {
  await using space = await descriptions();
  const ended = await space.run(...args);
  expect(ended.code).toBe(1);
  expect(linesOf(ended.stderr)).toEqual([expect.stringContaining(`error ${code}: `), expect.any(String)]);
});

test('a description without operations is told as one, with where they belong', async () => {
  await using space = await descriptions();
  await writeFile(
    join(space.path, 'paths.yaml'),
    "openapi: 3.0.0\ninfo: { title: Shop, version: '1' }\npath: {}\n",
  );
  const { stderr } = await space.run('openapi', 'paths.yaml');
  expect(linesOf(stderr)).toEqual([
    'error import_operation_unknown: The description has no operation',
    expect.stringContaining('below `paths:`'),
  ]);
});

test.each([
  [
    'an answer with a comma too many',
    ['answer', 'a.json'],
    '{\n  "number": 1,\n}\n',
    'a.json:3:1',
    'JSON, XML or SOAP',
  ],
  [
    'a WSDL that is cut off',
    ['wsdl', 'a.wsdl'],
    '<definitions>\n  <types',
    'line 2: A tag in the document',
    'WSDL',
  ],
])('%s is told with its line', async (_, args, text, place, hint) => {
  await using space = await descriptions();
  await writeFile(join(space.path, args[1] ?? ''), text);
  const { stderr } = await space.run(...args, '--as', 'orders.get');
  const [what, how] = linesOf(stderr);
  expect(what).toContain(place);
  expect(how).toContain(hint);
});

test('the example in docs/integrating/import.md is what the command prints', async () => {
  const page = await readFile(new URL('../../docs/integrating/import.md', import.meta.url), 'utf8');
  const [, args = '', output = ''] = /^\$ orderly (.*)\n([^]*?)^```$/m.exec(page)!;
  const { stdout } = await orderly(args.split(' '), {
    cwd: fileURLToPath(new URL('../../', import.meta.url)),
  });
  expect(output).toBe(stdout);
});

test('a kind that is none is wrong usage', async () => {
  await using space = await descriptions();
  expect((await space.run('raml', 'shop.graphql')).code).toBe(2);
});
