/** What a worker loads for its workflows: the bundle is made of the interpreter and the workflows, and of nothing heavy. */
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { bundle } from '../replay/support/fixtures.js';

const sdk = fileURLToPath(new URL('../../node_modules/@temporalio/workflow/lib/index.js', import.meta.url));

/** Bytes without the source map; the bare SDK has about 520 kB, and a worker is ready once it has been evaluated. */
const budget = 900_000;

describe('the workflow bundle', () => {
  let ours: string;
  let bare: string;

  beforeAll(async () => {
    ours = await codeOf({});
    bare = await codeOf({ workflowsPath: sdk });
  });

  test('holds modules of the SDK, and of the rooms that a workflow needs', () => {
    const beyondTheSdk = foldersOf(ours).filter((folder) => !foldersOf(bare).includes(folder));
    expect(beyondTheSdk).toEqual([
      'src/contracts',
      'src/platform/temporal',
      'src/workflows',
      'src/workflows/conversation',
      'src/workflows/interpreter',
      'src/workflows/interpreter/expression',
      'src/workflows/interpreter/steps',
    ]);
  });

  test.each(['zod', 'got', '@marcbachmann/cel-js', 'yaml', 'pino', 'kysely', 'pg', 're2js', 'prom-client'])(
    'holds nothing of %s',
    (name) => {
      expect(modulesOf(ours).filter((path) => path.includes(`node_modules/${name}/`))).toEqual([]);
    },
  );

  test.each([/\beval\(/g, /\bnew Function\(/g])('holds no %s beyond those of the SDK', (pattern) => {
    expect(count(ours, pattern)).toBe(count(bare, pattern));
  });

  test('needs no built-in of Node beyond those of the SDK', () => {
    expect(builtInsOf(ours)).toEqual(builtInsOf(bare));
  });

  test('stays within its size', () => {
    process.stdout.write(`bundle: ${ours.length} bytes, the bare SDK ${bare.length}, the budget ${budget}\n`);
    expect(ours.length).toBeLessThan(budget);
  });
});

const codeOf = async (options: Parameters<typeof bundle>[0]): Promise<string> =>
  (await bundle(options)).code.replace(/\/\/# sourceMappingURL=.*$/m, '');

const modulesOf = (code: string): string[] =>
  [...code.matchAll(/^\/\*\*\*\/ "([^"]+)"/gm)].map(([, path = '']) => path);
// A package, or a folder of ours; webpack's own names of what was ignored begin with a question mark.
const foldersOf = (code: string): string[] =>
  [
    ...new Set(
      modulesOf(code).flatMap((path) => /node_modules\/(?:@[^/]+\/)?[^/]+|src\/.+(?=\/)/.exec(path) ?? []),
    ),
  ].sort();
const builtInsOf = (code: string): string[] =>
  [...new Set([...code.matchAll(/require\("(?:node:)?([a-z_/]+)"\)/g)].map(([, name = '']) => name))].sort();
const count = (code: string, pattern: RegExp): number => [...code.matchAll(pattern)].length;
