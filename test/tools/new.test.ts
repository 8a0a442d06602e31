/** `npm run new`: what it writes is whole as it is; a wrong name writes nothing. `npm run tool -- long-run kinds` does more. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { help, kinds, make } from '../../tools/new/new.js';
import { blocks, page } from '../docs/support.js';
import { type Copy, copyOf } from './support/copy.js';
import { everyKind } from './support/every-kind.js';

let copy: Copy;
const git = (...args: readonly string[]): string =>
  execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b.example', ...args], {
    cwd: copy.path,
    encoding: 'utf8',
  });
const written = (): string => git('status', '--porcelain');

beforeAll(() => {
  const root = ['package.json', 'tsconfig.json', 'vitest.config.ts', '.prettierrc.json', 'README.md'];
  const pages = ['CONTRIBUTING.md', 'SECURITY.md', 'CHANGELOG.md'];
  const folders = ['src', 'docs', 'flows', 'merchants', 'schemas', 'types', 'bin', 'tools'];
  const tests = ['commerce', 'connectors', 'fuzz', 'docs', 'support', 'contract', 'flows'].map(
    (name) => `test/${name}`,
  );
  copy = copyOf([...root, ...pages, ...folders, ...tests, 'test/durations.json']);
  git('init', '-q');
  writeFileSync(join(copy.path, '.gitignore'), 'node_modules\n');
  git('add', '-A');
  git('commit', '-qm', 'as it was');
});

afterAll(() => {
  copy[Symbol.dispose]();
});

describe('nothing is written', () => {
  test.each<[string, string[], RegExp]>([
    ['for no kind', ['opration', 'orders.read_note'], /no kind `opration`\. Did you mean `operation`\?/],
    ['without a name', ['operation'], /A name is needed, such as `orders\.read_note`/],
    ['for a name of another form', ['operation', 'ReadNote'], /`ReadNote` is no such name/],
    ['outside of the folder', ['connector', '../../evil'], /no such name/],
    ['for a word of the code', ['connector', 'while'], /a word of the code/],
    ['for an operation that is there', ['operation', 'orders.get'], /orders\.get is there already/],
    ['for a connector that is there', ['connector', 'shopify'], /shopify\/connection\.yaml is there already/],
    [
      'for an intent that is there',
      ['intent', 'wismo', '--en', 'a', '--de', 'b'],
      /wismo\.yaml is there already/,
    ],
    ['for an intent that customers cannot name', ['intent', 'order_invoice'], /Say what customers call it/],
    ['for money without a guard', ['operation', 'gifts.pay_out', '--effect', 'money'], /has a guard/],
    ['for two names', ['connector', 'one', 'two'], /One name is enough/],
    ['for an option that nobody knows', ['connector', 'one', '--two'], /Unknown option/],
  ])('%s', async (_name, args, message) => {
    await expect(make(copy.path, args)).rejects.toThrow(message);
    expect(written()).toBe('');
  });

  test('where a registry is not what it was, although other files would come first', async () => {
    const registry = join(copy.path, 'docs/connectors/README.md');
    const text = readFileSync(registry, 'utf8');
    writeFileSync(registry, '# Connectors\n');
    await expect(make(copy.path, ['connector', 'acme-shop'])).rejects.toThrow('tools/new must follow it');
    expect(existsSync(join(copy.path, 'src/connectors/templates/acme-shop'))).toBe(false);
    writeFileSync(registry, text);
  });
});

describe('each kind', () => {
  test('is listed, and all of them are tried here', () => {
    for (const { usage } of kinds.values()) expect(help()).toContain(usage);
    expect([...new Set(everyKind.map(([kind]) => kind))].sort()).toEqual([...kinds.keys()].sort());
  });

  test.each(everyKind.map((args) => [args.join(' '), args] as const))('%s', async (_name, args) => {
    const { lines, next, tests } = await make(copy.path, args);
    expect(lines.length).toBeGreaterThan(0);
    expect(next.length).toBeGreaterThan(0);
    expect(tests.length).toBeGreaterThan(0);
    for (const line of lines) expect(existsSync(join(copy.path, line.slice(8)))).toBe(true);
    await expect(make(copy.path, args)).rejects.toThrow(/already/);
    git('add', '-A');
    git('commit', '-qm', 'made');
  });
});

test('an operation has its types and passes the suites that run on each', async () => {
  const options = { extends: './tsconfig.json', include: ['src/commerce', 'test/commerce'] };
  writeFileSync(join(copy.path, 'tsconfig.small.json'), JSON.stringify(options));
  expect(await copy.node('node_modules/typescript/bin/tsc', '--noEmit', '-p', 'tsconfig.small.json')).toBe(0);
  const suites = ['test/commerce', 'test/docs/operations'];
  expect(await copy.node('node_modules/vitest/vitest.mjs', 'run', '--silent=true', ...suites)).toBe(0);
});

test('a connector passes its own', async () => {
  const vitest = ['node_modules/vitest/vitest.mjs', 'run', '--silent=true'];
  // The whole contract is played by `npm run tool -- long-run kinds`.
  const some = ['test/contract/acme-shop', '-t', 'no operation is left out|status 500|good answer'];
  expect(await copy.node(...vitest, ...some)).toBe(0);
});

test('the page that adds an operation ends with a flow that passes its check and its tests', async () => {
  const walk = page('docs/development/add-an-operation.md');
  const [, name = '', title = ''] = /npm run new -- operation (\S+) --title "(.*)"/.exec(walk.text) ?? [];
  const { lines } = await make(copy.path, ['operation', name, '--title', title]);
  expect(walk.text).toContain(`\n\`\`\`\n${lines.join('\n')}\n\`\`\`\n`);
  const declared = readFileSync(join(copy.path, 'src/commerce/orders/operations.ts'), 'utf8');
  expect(declared).toContain(blocks(walk, 'ts')[0] ?? '?');
  mkdirSync(join(copy.path, 'merchants/demo/flows'));
  for (const [, mode, file = '', text = ''] of walk.text.matchAll(
    /^cat (>>?) (\S+) <<'YAML'\n([^]*?)^YAML$/gm,
  ))
    writeFileSync(join(copy.path, file), text, { flag: mode === '>>' ? 'a' : 'w' });
  expect(await copy.node('bin/orderly.js', 'flows', 'check', 'merchants/demo')).toBe(0);
  const flow = 'merchants/demo/flows/where-to.yaml';
  const output = execFileSync(process.execPath, ['bin/orderly.js', 'flows', 'test', flow, '--coverage'], {
    cwd: copy.path,
    encoding: 'utf8',
  });
  expect(output).toContain('100 %  where-to');
  expect(output).toContain('6 passed, 0 failed');
});
