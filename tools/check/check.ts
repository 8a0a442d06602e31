/** `npm run check`: types, lint, format, layers and cycles, sizes and docs of the code, dead code; two side by side. */
import { spawn } from 'node:child_process';

/** The longest first, so that the others fit beside it. */
const checks: readonly (readonly [string, readonly string[]])[] = [
  ['lint', ['node_modules/eslint/bin/eslint.js', '.', '--max-warnings', '0']],
  ['types', ['node_modules/typescript/bin/tsc', '--noEmit', '-p', '.']],
  ['types of the desk', ['node_modules/typescript/bin/tsc', '--noEmit', '-p', 'src/desk']],
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
  ['tiers of the suite', ['--import', 'tsx', 'tools/check/suite.ts']],
  ['dead code', ['node_modules/knip/bin/knip.js']],
];

const left = [...checks];
let failed = 0;
await Promise.all([work(), work()]);
process.exitCode = failed === 0 ? 0 : 1;

/** Runs one check after the other, as long as any is left. */
async function work(): Promise<void> {
  for (let next = left.shift(); next !== undefined; next = left.shift()) {
    const [name, args] = next;
    const { code, said } = await run(args);
    process.stdout.write(`${said}${code === 0 ? 'ok    ' : 'FAILED'} ${name}\n`);
    if (code !== 0) failed += 1;
  }
}

/** Runs a tool to its end; what it says is kept together. */
function run(args: readonly string[]): Promise<{ code: number; said: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { stdio: ['inherit', 'pipe', 'pipe'] });
    const said: Buffer[] = [];
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => void said.push(chunk));
    child.once('error', reject);
    child.once('close', (code) => {
      resolve({ code: code ?? 1, said: Buffer.concat(said).toString() });
    });
  });
}
