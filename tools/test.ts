/**
 * `npm test`: every test that this machine can run; installs the Temporal servers first, prepares what all processes need,
 * and names what is skipped and what took longest.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { findTemporalCli, findTestServer } from '../src/embedded/temporal-binary.js';
import { prepareForTests } from './prepare-for-tests.js';
import { runNode } from './run-tool.js';

interface Results {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  numFailedTestSuites: number;
  testResults: {
    name: string;
    startTime: number;
    endTime: number;
    assertionResults: { status: string; fullName: string }[];
  }[];
}

const only = process.argv.slice(2);
// Tests that start whole stacks wait more than they work: one file after the other, beside the rest, which has a worker
// on each core. A worker is begun anew once it has grown: modules that each file loads for itself are never given back.
// A young generation of 64 MB spares a fifth of the time, which the collector takes else.
const tiers: Readonly<Record<string, readonly string[]>> =
  only.length > 0
    ? { asked: ['--runInBand', ...only] }
    : {
        parallel: [
          '--maxWorkers=100%',
          '--workerIdleMemoryLimit=1GB',
          '--testPathIgnorePatterns',
          'test/server/',
        ],
        'in band': ['--runInBand', 'test/server/'],
      };

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
const prepared = join(folder, 'prepared');
await prepareForTests(prepared);
const env = {
  ...process.env,
  ORDERLY_TEST_PREPARED: prepared,
  NODE_OPTIONS: '--experimental-vm-modules --disable-warning=ExperimentalWarning',
  ...(cli === undefined ? {} : { TEMPORAL_CLI_PATH: cli }),
  ...(testServer === undefined ? {} : { TEMPORAL_TEST_SERVER_PATH: testServer }),
};

const counts = { passed: 0, failed: 0, skipped: 0 };
const took: { file: string; seconds: number }[] = [];
const codes = await Promise.all(Object.entries(tiers).map(([tier, args]) => run(tier, args)));
await rm(folder, { recursive: true, force: true });
if (only.length === 0) {
  log('\nThe ten slowest files:');
  for (const { file, seconds } of took.sort((a, b) => b.seconds - a.seconds).slice(0, 10))
    log(`${seconds.toFixed(1).padStart(7)} s  ${file}`);
}
log(`tests: ${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
process.exitCode = codes.find((code) => code !== 0) ?? 0;

/** Runs a tier and counts what came out; answers Jest's exit code. */
async function run(tier: string, args: readonly string[]): Promise<number> {
  const outputFile = join(folder, `${tier}.json`);
  const started = Date.now();
  const code = await runNode(
    [
      '--max-semi-space-size=64',
      'node_modules/jest/bin/jest.js',
      '--json',
      `--outputFile=${outputFile}`,
      ...args,
    ],
    env,
  );
  count(JSON.parse(await readFile(outputFile, 'utf8')) as Results);
  log(`${tier}: ${Math.round((Date.now() - started) / 1000)} s`);
  return code;
}

function count(results: Results): void {
  counts.passed += results.numPassedTests;
  counts.failed += results.numFailedTests;
  counts.skipped += results.numPendingTests + results.numTodoTests;
  for (const { name, startTime, endTime, assertionResults } of results.testResults) {
    took.push({ file: relative(process.cwd(), name), seconds: (endTime - startTime) / 1000 });
    for (const { status, fullName } of assertionResults)
      if (status === 'pending') log(`skipped: ${fullName}`);
  }
}

function sayAndSkip(error: unknown): undefined {
  log(error instanceof Error ? error.message : String(error));
  return undefined;
}
