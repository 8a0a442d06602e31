/** `npm run check`: types, lint, format, layers and cycles, sizes and docs of the code, dead code. */
import { runNode } from '../run-tool.js';

const checks: readonly (readonly [string, readonly string[]])[] = [
  ['types', ['node_modules/typescript/bin/tsc', '--noEmit', '-p', '.']],
  ['lint', ['node_modules/eslint/bin/eslint.js', '.', '--max-warnings', '0']],
  ['format', ['node_modules/prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.']],
  [
    'layers and cycles',
    [
      'node_modules/dependency-cruiser/bin/dependency-cruise.mjs',
      '--config',
      '.dependency-cruiser.js',
      'worker.ts',
      'src',
    ],
  ],
  ['house rules', ['--import', 'tsx', 'tools/check/house-rules.ts']],
  ['dead code', ['node_modules/knip/bin/knip.js']],
];

let failed = 0;
for (const [name, args] of checks) {
  const code = await runNode(args);
  process.stdout.write(`${code === 0 ? 'ok    ' : 'FAILED'} ${name}\n`);
  if (code !== 0) failed += 1;
}
process.exitCode = failed === 0 ? 0 : 1;
