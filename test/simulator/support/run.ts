/** Runs tests of flows as `orderly flows test` does, from files that a test writes. */
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { checkConnection } from '../../../src/connectors/build-connection.js';
import {
  type FileResult,
  runFlowTests,
  type RunOptions,
  type TestRun,
} from '../../../src/simulator/run-tests.js';
import { type ReadTests, readTestFile } from '../../../src/simulator/read-test-file.js';
import type { Issue } from '../../../src/contracts/issue.js';
import { printIssues } from '../../../src/flows/print-issues.js';
import { type LoadedMerchants, loadMerchants } from '../../../src/merchants/load-merchants.js';
import { projectFolder } from '../../flows/support/demo.js';

const shipped = join(projectFolder, 'flows');
const buildConnection = checkConnection;

/** The tests of the shipped flows, and of the demo's, or of some of them by their paths. */
export const runShipped = (
  options: Pick<RunOptions, 'player'> & { paths?: readonly string[] } = {},
): Promise<TestRun> =>
  runFlowTests(options.paths ?? [], {
    ...options,
    folders: { merchants: join(projectFolder, 'merchants'), flows: shipped },
    buildConnection,
    show: (path) => relative(projectFolder, path),
  });

/** A workspace with the demo's merchant, flows of its own and their tests, by path. */
export const runIn = (
  files: Readonly<Record<string, string>>,
  options: Pick<RunOptions, 'player'> = {},
): Promise<TestRun> =>
  within(files, (folder, merchants) =>
    runFlowTests([folder], {
      ...options,
      folders: { merchants, flows: shipped },
      buildConnection,
      show: (path) => relative(folder, path),
    }),
  );

/** What `orderly flows check` says of such a workspace. */
export const issuesIn = (files: Readonly<Record<string, string>>): Promise<readonly Issue[]> =>
  within(files, async (folder, merchants) => {
    const show = (path: string) => relative(folder, path);
    return (await loadMerchants(merchants, { flowsFolder: shipped, buildConnection, show })).issues;
  });

async function within<T>(
  files: Readonly<Record<string, string>>,
  work: (folder: string, merchants: string) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'orderly-flow-tests-'));
  const merchants = join(folder, 'merchants');
  try {
    const demo = join(projectFolder, 'merchants', 'demo');
    await mkdir(join(merchants, 'demo'), { recursive: true });
    await cp(join(demo, 'merchant.yaml'), join(merchants, 'demo', 'merchant.yaml'));
    await cp(join(demo, 'connections'), join(merchants, 'demo', 'connections'), { recursive: true });
    for (const [path, text] of Object.entries(files)) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), text);
    }
    return await work(folder, merchants);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** One file of tests for a shipped flow. */
export async function runFile(text: string): Promise<FileResult> {
  const { files } = await runIn({ 'tried.test.yaml': text });
  return files[0]!;
}

let demo: Promise<LoadedMerchants> | undefined;

/** A file of tests for a shipped flow, read and not run: the demo's merchant is loaded once. */
export async function readFile(text: string): Promise<ReadTests> {
  demo ??= loadMerchants(join(projectFolder, 'merchants'), { flowsFolder: shipped, buildConnection });
  return readTestFile({ file: 'tried.test.yaml', text }, (await demo).merchants);
}

/** One file of tests for a flow of its own, which stands beside it. */
export async function runWith(flow: string, tests: string): Promise<FileResult> {
  const { files } = await runIn({ 'tried.yaml': flow, 'tried.test.yaml': tests });
  return files[0]!;
}

/** What is wrong with a file, and how its tests differ, as people read it. */
export const told = ({ issues, tests }: FileResult): string =>
  [
    printIssues(issues),
    ...tests.flatMap(({ name, differences }) =>
      differences.map(({ line, message, expected, actual }) =>
        [`${line} ${name}: ${message}`, expected, actual].filter(Boolean).join(' | '),
      ),
    ),
  ]
    .filter((part) => part !== '')
    .join('\n');
