/** One thing of every kind, made in a copy of the repository: types, lint, layers, dead code and all suites on it. */
import { copyOf } from './copy.js';

/** How each kind is called, and the suites that its page names. */
export const everyKind: readonly (readonly string[])[] = [
  ['operation', 'orders.read_note'],
  ['operation', 'returns.create_label', '--effect', 'write'],
  ['connector', 'acme-shop'],
  ['intent', 'order_invoice', '--en', 'an invoice', '--de', 'eine Rechnung'],
];

const suites = [
  ...['test/commerce', 'test/merchants', 'test/schemas', 'test/docs'],
  ...['test/contract/acme-shop', 'test/connectors/demo-connections', 'test/connectors/declarative/nothing'],
  ...[
    'test/flows/broken-files',
    'test/flows/schema',
    'test/flows/by-intent',
    'test/understanding/intents',
    'test/understanding/thresholds',
  ],
];

const checks: readonly (readonly [string, readonly string[]])[] = [
  ['types', ['node_modules/typescript/bin/tsc', '--noEmit', '-p', '.']],
  ['lint', ['node_modules/eslint/bin/eslint.js', '.', '--max-warnings', '0']],
  ['format', ['node_modules/prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.']],
  [
    'layers and cycles',
    [
      'node_modules/dependency-cruiser/bin/dependency-cruise.mjs',
      ...['--config', '.dependency-cruiser.js', 'worker.ts', 'src'],
    ],
  ],
  ['house rules', ['--import', 'tsx', 'tools/check/house-rules.ts']],
  ['dead code', ['node_modules/knip/bin/knip.js']],
  ['suites', ['node_modules/vitest/vitest.mjs', 'run', '--silent=true', ...suites]],
];

/** Makes them and checks everything; answers what failed, by name. Takes minutes. */
export async function failedWithEveryKind(print: (line: string) => void): Promise<string[]> {
  using copy = copyOf();
  const failed: string[] = [];
  const run = async (name: string, args: readonly string[]): Promise<void> => {
    const code = await copy.node(...args);
    print(`${code === 0 ? 'ok    ' : 'FAILED'} ${name}`);
    if (code !== 0) failed.push(name);
  };
  for (const args of everyKind)
    await run(`new ${args.join(' ')}`, ['--import', 'tsx', 'tools/new/new.ts', ...args]);
  for (const [name, args] of checks) await run(name, args);
  return failed;
}
