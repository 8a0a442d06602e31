/**
 * `npm run tool -- mutation`: Stryker changes the interpreter in every way that it knows, one at a time, and a test must fail
 * each time. What has not changed since the last run is not tried again; `-- --force` tries all. Stryker is installed
 * at the first run, in its own folder with its own lock file.
 */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runNode } from './run-tool.js';

interface Report {
  files: Readonly<Record<string, { mutants: readonly { status: string }[] }>>;
}

const folder = 'test/peers/stryker';
const stryker = join(folder, 'node_modules/@stryker-mutator/core/bin/stryker.js');
const report = '.cache/mutation/report.json';

const print = (line: string): void => void process.stdout.write(`${line}\n`);

if (!existsSync(stryker)) await install();
// The runner is TypeScript, and Stryker's own processes load it too.
const env = { ...process.env, NODE_OPTIONS: '--import tsx' };
process.exitCode = await runNode(
  [stryker, 'run', join(folder, 'stryker.config.js'), ...process.argv.slice(2)],
  env,
);
if (existsSync(report)) print(scoreOf(JSON.parse(await readFile(report, 'utf8')) as Report));

async function install(): Promise<void> {
  const npm = process.env['npm_execpath'];
  if (npm === undefined) throw new Error(`Stryker is not installed: run npm ci in ${folder}.`);
  print(`installing Stryker in ${folder} (65 MB, once)`);
  const code = await runNode([npm, 'ci', '--ignore-scripts', '--prefix', folder]);
  if (code !== 0) throw new Error(`npm ci in ${folder} ended with code ${code}.`);
}

/** A mutant that makes a loop endless counts as killed; one that no test runs counts as alive. */
function scoreOf({ files }: Report): string {
  const states = Object.values(files).flatMap(({ mutants }) => mutants.map(({ status }) => status));
  const count = (...wanted: readonly string[]): number =>
    states.filter((status) => wanted.includes(status)).length;
  const killed = count('Killed', 'Timeout');
  const alive = count('Survived', 'NoCoverage');
  const score = ((100 * killed) / Math.max(1, killed + alive)).toFixed(1);
  return `mutants: ${killed} killed, ${alive} alive, score ${score} %; ${report} and report.html beside it say which`;
}
