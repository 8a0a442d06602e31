import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { commandHost, linesOf, orderly, temporaryFolder } from './run-cli.js';

const inHost = commandHost();

const demo = fileURLToPath(new URL('../../merchants/demo', import.meta.url));

/** A folder with `merchants/demo`, and a way to run `orderly flows check` in it. */
async function workspace() {
  const folder = await temporaryFolder();
  const merchant = join(folder.path, 'merchants', 'demo');
  await mkdir(merchant, { recursive: true });
  await cp(join(demo, 'merchant.yaml'), join(merchant, 'merchant.yaml'));
  await cp(join(demo, 'connections'), join(merchant, 'connections'), { recursive: true });
  const check = (...args: string[]) => inHost(['flows', 'check', ...args], { cwd: folder.path });
  const write = async (file: string, text: string): Promise<void> => {
    await mkdir(join(folder.path, file, '..'), { recursive: true });
    await writeFile(join(folder.path, file), text);
  };
  const edit = async (
    file: string,
    from: string | RegExp,
    to: string,
  ): Promise<{ line: number; column: number }> => {
    const text = await readFile(join(folder.path, file), 'utf8');
    const edited = text.replace(from, to);
    if (edited === text) throw new Error(`nothing to replace in ${file}`);
    await writeFile(join(folder.path, file), edited);
    const before = edited.slice(0, edited.indexOf(to)).split('\n');
    return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
  };
  return {
    path: folder.path,
    check,
    write,
    edit,
    [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose](),
  };
}

const flowWith = (call: string): string =>
  [
    'flow: greet',
    'title: Greet',
    'outputs:',
    '  result: [done]',
    'steps:',
    `  - ${call}`,
    '  - end: { result: done }',
    '',
  ].join('\n');

describe('orderly flows check', () => {
  test('finds nothing wrong with the demo merchant and the shipped flows', async () => {
    await using space = await workspace();
    const { code, stdout, stderr } = await orderly(['flows', 'check'], { cwd: space.path });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(linesOf(stdout).at(-1)).toBe('No issues. Fine: demo.');
  });

  test('prints every issue of every file with file, line, column and code, and ends with 1', async () => {
    await using space = await workspace();
    await space.write('merchants/demo/flows/greet.yaml', flowWith('sya: Hello.'));
    const zone = await space.edit('merchants/demo/merchant.yaml', /zone: .*/, 'zone: Europe/Berln');
    await space.write('merchants/acme/flows/none.yaml', '');
    const { code, stdout, stderr } = await space.check();
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    expect(stdout).toContain(
      `merchants/demo/merchant.yaml:${zone.line}:${zone.column + 'zone: '.length} zone_unknown `,
    );
    expect(stdout).toContain('merchants/acme/merchant.yaml:1:1 merchant_file_missing ');
    expect(stdout).toContain('merchants/demo/flows/greet.yaml:6:5 ');
    expect(linesOf(stdout).at(-1)).toBe('3 issues in 3 files.');
  });

  test('names the place of a misspelt step in a flow', async () => {
    await using space = await workspace();
    await space.write('merchants/demo/flows/greet.yaml', flowWith('sya: Hello.'));
    const { code, stdout } = await space.check('merchants/demo/flows/greet.yaml');
    expect(code).toBe(1);
    expect(linesOf(stdout)[0]).toMatch(/^merchants\/demo\/flows\/greet\.yaml:6:5 \w+ /);
    expect(linesOf(stdout).at(-1)).toBe('1 issue in 1 file.');
  });

  test('checks a draft that lies with no merchant', async () => {
    await using space = await workspace();
    await space.write('drafts/greet.yaml', flowWith('sya: Hello.'));
    const broken = await space.check('drafts/greet.yaml');
    expect(broken.code).toBe(1);
    expect(linesOf(broken.stdout)[0]).toMatch(/^drafts\/greet\.yaml:6:5 /);
    await space.write('drafts/greet.yaml', flowWith('say: Hello.'));
    expect((await space.check('drafts')).code).toBe(0);
  });

  test('tells where a language of the merchant lacks a sentence, and ends with 1', async () => {
    await using space = await workspace();
    await space.write('merchants/demo/flows/greet.yaml', flowWith('say: Hello.'));
    expect((await space.check()).code).toBe(0);
    await space.write('merchants/demo/texts/de.yaml', 'Bye.: Tschüss.\n');
    const { code, stdout } = await space.check();
    expect(code).toBe(1);
    expect(linesOf(stdout)).toEqual([
      'merchants/demo/flows/greet.yaml:6:10 translation_missing `de` has no translation for: "Hello."',
      '      - say: Hello.',
      '             ^',
      '    Add it to texts/de.yaml, with the sentence as key: "Hello.": …',
      '',
      '1 issue in 1 file.',
    ]);
    expect((await space.check('merchants/demo/merchant.yaml')).code).toBe(0);
    await space.write('merchants/demo/texts/de.yaml', 'Hello.: Hallo.\n');
    expect((await space.check()).code).toBe(0);
  });

  test('--json prints one object for programs', async () => {
    await using space = await workspace();
    await space.write('merchants/demo/flows/greet.yaml', flowWith('sya: Hello.'));
    const { code, stdout } = await space.check('--json');
    expect(code).toBe(1);
    expect(linesOf(stdout)).toHaveLength(1);
    const { issues, fine } = JSON.parse(stdout) as { issues: object[]; fine: string[] };
    expect(fine).toEqual([]);
    expect(issues).toEqual([
      expect.objectContaining({ file: 'merchants/demo/flows/greet.yaml', line: 6, column: 5 }) as unknown,
    ]);
  });

  test('a warning is printed as one, and ends with 0', async () => {
    await using space = await workspace();
    const flow = flowWith('say: Hello.').replace('outputs:', 'inputs:\n  word: text?\noutputs:');
    await space.write('merchants/demo/flows/greet.yaml', flow);
    const { code, stdout } = await space.check();
    expect(code).toBe(0);
    expect(linesOf(stdout)).toEqual([
      'merchants/demo/flows/greet.yaml:4:3 warning input_unused `inputs.word` is never read, so what callers pass has no effect.',
      '      word: text?',
      '      ^',
      '    Use it as `${inputs.word}`, or remove it.',
      '',
      'No issues, 1 warning in 1 file. Fine: demo.',
    ]);
    const { issues, warnings } = JSON.parse((await space.check('--json')).stdout) as Record<string, unknown>;
    expect(issues).toEqual([]);
    expect(warnings).toEqual([expect.objectContaining({ level: 'warning', code: 'input_unused' })]);
  });

  test('a test beside one flow that tests another is a warning', async () => {
    await using space = await workspace();
    await space.write('merchants/demo/flows/greet.yaml', flowWith('say: Hello.'));
    const tests = 'flow: where-is-my-order\ntests: []\n';
    await space.write('merchants/demo/flows/greet.test.yaml', tests);
    const { stdout } = await space.check();
    expect(stdout).toContain(
      'merchants/demo/flows/greet.test.yaml:1:7 warning flow_test_other This file is beside `greet.yaml`, but tests `where-is-my-order`, so `greet` has no tests here.',
    );
  });

  test('a folder without a merchant is no success', async () => {
    await using space = await workspace();
    await mkdir(join(space.path, 'empty'));
    const { code, stderr } = await inHost(['flows', 'check'], {
      cwd: space.path,
      env: { ORDERLY_MERCHANTS: 'empty' },
    });
    expect(code).toBe(1);
    expect(linesOf(stderr)[0]).toMatch(/^error path_missing: There is no merchant in /);
  });

  test('a folder in which there is nothing to check is no success', async () => {
    await using space = await workspace();
    await mkdir(join(space.path, 'empty'));
    const { code, stderr } = await space.check('empty');
    expect([code, linesOf(stderr)[0]]).toEqual([
      1,
      'error path_missing: There is neither a merchant nor a flow in empty',
    ]);
  });

  test.each([
    ['a path that is not there', ['nowhere.yaml'], 'error path_missing: '],
    ['no folder of merchants', [], 'error path_missing: '],
  ])('%s is one line on what is wrong and one on what to do', async (_, args, what) => {
    await using folder = await temporaryFolder();
    const { code, stderr } = await inHost(['flows', 'check', ...args], { cwd: folder.path });
    expect(code).toBe(1);
    expect(linesOf(stderr)).toHaveLength(2);
    expect(linesOf(stderr)[0]).toContain(what);
  });
});
