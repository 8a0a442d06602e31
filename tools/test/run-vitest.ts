/** Runs test files by Vitest in a process of its own, and says what came out. */
import { chmod, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { findTemporalCli, findTestServer } from '../../src/platform/embedded/temporal-binary.js';
import { runNode } from '../run-tool.js';
import { readMeasured } from './durations.js';
import { prepareForTests } from './prepare.js';

/** What a run of some test files showed. */
export interface RunResult {
  passed: number;
  failed: number;
  skipped: number;
  /** Names of the tests that were skipped; a name says why. */
  skippedNames: readonly string[];
  failedFiles: readonly string[];
  /** CPU seconds by file. */
  measured: Readonly<Record<string, number>>;
  /** Seconds on the clock. */
  seconds: number;
}

/** How files are run. */
export interface RunOptions {
  /** All that a suite can play, in the place of its sample. */
  isExhaustive: boolean;
  /** Further arguments of Vitest. */
  args: readonly string[];
  log: (line: string) => void;
}

/** The form of Vitest's JSON reporter. */
interface Report {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  testResults: {
    name: string;
    status: string;
    assertionResults: { status: string; fullName: string }[];
  }[];
}

/** Installs the Temporal servers where there are none, makes once what all files need, and runs the files. */
export async function runVitest(files: readonly string[], options: RunOptions): Promise<RunResult> {
  const folder = await mkdtemp(join(tmpdir(), 'orderly-test-'));
  try {
    const begun = Date.now();
    // Servers that give up root must find their files below it.
    await chmod(folder, 0o711);
    const outputFile = join(folder, 'report.json');
    const durations = join(folder, 'durations.jsonl');
    const env = { ...(await environment(folder, options)), ORDERLY_TEST_DURATIONS: durations };
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${outputFile}`];
    const vitest = ['node_modules/vitest/vitest.mjs', 'run', ...reporters, ...options.args, ...files];
    const code = await runNode(vitest, env);
    const report = await readFile(outputFile, 'utf8').catch(() => undefined);
    return {
      ...summaryOf(report === undefined ? undefined : (JSON.parse(report) as Report), code),
      measured: await readMeasured(durations),
      seconds: (Date.now() - begun) / 1000,
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** What the processes of a run find in their environment; its temporary folders lie in one that goes with it. */
async function environment(folder: string, { isExhaustive, log }: RunOptions): Promise<NodeJS.ProcessEnv> {
  const cacheFolder = join(process.cwd(), '.cache');
  const sayAndSkip = (error: unknown): undefined => {
    log(error instanceof Error ? error.message : String(error));
    return undefined;
  };
  const find = (explicitPath: string | undefined) => ({ cacheFolder, explicitPath, log });
  const cli = await findTemporalCli(find(process.env['TEMPORAL_CLI_PATH'])).catch(sayAndSkip);
  const server = await findTestServer(find(process.env['TEMPORAL_TEST_SERVER_PATH'])).catch(sayAndSkip);
  const prepared = join(folder, 'prepared');
  const temporary = join(folder, 'tmp');
  await mkdir(temporary, { mode: 0o711 });
  await prepareForTests(prepared);
  return {
    ...process.env,
    ORDERLY_TEST_PREPARED: prepared,
    TMPDIR: temporary,
    ...(isExhaustive ? { ORDERLY_TEST_EXHAUSTIVE: '1' } : {}),
    ...(cli === undefined ? {} : { TEMPORAL_CLI_PATH: cli }),
    ...(server === undefined ? {} : { TEMPORAL_TEST_SERVER_PATH: server }),
  };
}

/** A file that could not be loaded, an error outside of every test and a run that told nothing each count as a failed test. */
function summaryOf(report: Report | undefined, code: number): Omit<RunResult, 'measured' | 'seconds'> {
  if (report === undefined)
    return { passed: 0, failed: 1, skipped: 0, skippedNames: [], failedFiles: ['the run itself'] };
  const failedFiles = report.testResults.filter(({ status }) => status === 'failed');
  const unloaded = failedFiles.filter(({ assertionResults: all }) =>
    all.every(({ status }) => status !== 'failed'),
  );
  const failed = report.numFailedTests + unloaded.length;
  return {
    passed: report.numPassedTests,
    failed: failed === 0 && code !== 0 ? 1 : failed,
    skipped: report.numPendingTests + report.numTodoTests,
    skippedNames: report.testResults.flatMap(({ assertionResults }) =>
      assertionResults
        .filter(({ status }) => status === 'skipped' || status === 'pending')
        .map(({ fullName }) => fullName),
    ),
    failedFiles: failedFiles.map(({ name }) => relative(process.cwd(), name)),
  };
}
