/** `npm test`: every test that this machine can run; installs the Temporal servers first, and names what is skipped. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findTemporalCli, findTestServer } from '../src/server/temporal-binary.js';
import { buildForTests } from './build-for-tests.js';
import { runNode } from './run-tool.js';

interface Results {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  numFailedTestSuites: number;
  testResults: { assertionResults: { status: string; fullName: string }[] }[];
}

const only = process.argv.slice(2);
// Tests that start whole stacks take both cores: one file after the other. The rest share the cores: a worker on each,
// begun anew once it has grown, for modules that each file loads for itself are never given back.
const tiers: readonly (readonly string[])[] =
  only.length > 0
    ? [['--runInBand', ...only]]
    : [
        ['--maxWorkers=100%', '--workerIdleMemoryLimit=1GB', '--testPathIgnorePatterns', 'test/server/'],
        ['--runInBand', 'test/server/'],
      ];

const cacheFolder = join(process.cwd(), '.cache');
const log = (line: string): void => void process.stdout.write(`${line}\n`);
const cli = await findTemporalCli({ cacheFolder, explicitPath: process.env['TEMPORAL_CLI_PATH'], log }).catch(
  sayAndSkip,
);
const testServer = await findTestServer({
  cacheFolder,
  explicitPath: process.env['TEMPORAL_TEST_SERVER_PATH'],
  log,
}).catch(sayAndSkip);
const folder = await mkdtemp(join(tmpdir(), 'orderly-test-'));
const built = join(folder, 'built');
await buildForTests(built);
const env = {
  ...process.env,
  ORDERLY_TEST_BUILT: built,
  NODE_OPTIONS: '--experimental-vm-modules --disable-warning=ExperimentalWarning',
  ...(cli === undefined ? {} : { TEMPORAL_CLI_PATH: cli }),
  ...(testServer === undefined ? {} : { TEMPORAL_TEST_SERVER_PATH: testServer }),
};

const counts = { passed: 0, failed: 0, skipped: 0 };
let exitCode = 0;
for (const [index, args] of tiers.entries()) {
  const outputFile = join(folder, `${index}.json`);
  const code = await runNode(
    ['node_modules/jest/bin/jest.js', '--json', `--outputFile=${outputFile}`, ...args],
    env,
  );
  if (code !== 0) exitCode = code;
  count(JSON.parse(await readFile(outputFile, 'utf8')) as Results);
}
await rm(folder, { recursive: true, force: true });
log(`tests: ${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
process.exitCode = exitCode;

function count(results: Results): void {
  counts.passed += results.numPassedTests;
  counts.failed += results.numFailedTests;
  counts.skipped += results.numPendingTests + results.numTodoTests;
  for (const { assertionResults } of results.testResults) {
    for (const { status, fullName } of assertionResults)
      if (status === 'pending') log(`skipped: ${fullName}`);
  }
}

function sayAndSkip(error: unknown): undefined {
  log(error instanceof Error ? error.message : String(error));
  return undefined;
}
