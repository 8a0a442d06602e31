/** `orderly flows test`: the tests of flows, in virtual time. */
import { relative } from 'node:path';
import { type Command, Option } from 'commander';
import type { Config } from '../../../platform/config.js';
import type { FlowTest } from '../../../simulator/flow-test.js';
import type { ServerPlayer } from '../../../simulator/server-player.js';
import type { FileResult, TestRun } from '../../../simulator/run-tests.js';
import { addCommand } from '../../command.js';
import { exitCodes } from '../../../platform/observability/print-failure.js';
import { namedPath } from '../../merchant-or-path.js';
import { printJson, printProgress } from '../../print.js';

interface TestOptions {
  coverage?: boolean;
  server?: boolean;
  json?: boolean;
}

/** Adds the command. */
export function addTest(flows: Command): void {
  addCommand(flows, {
    usage: 'test [path...]',
    summary: 'Run flow tests (*.test.yaml) in virtual time, by default all of them.',
    examples: [
      'orderly flows test',
      'orderly flows test demo',
      'orderly flows test flows/refund-order.test.yaml --coverage',
    ],
  })
    .option('--coverage', 'list branches, cases, outcomes and results that no test covers')
    .addOption(
      new Option('--server', 'run them on a real Temporal server with time skipping').conflicts('coverage'),
    )
    .option('--json', 'print one JSON object: files with their tests, coverage, counts')
    .action(test);
}

async function test(paths: string[], options: TestOptions): Promise<void> {
  const started = performance.now();
  const { countsOf, printCoverage, printFile, printTotals } = await import('../../flow-test-report.js');
  const run = await runTests(paths, options, options.json === true ? undefined : printFile);
  const failed = run.files.some(isFailed) || run.untested.some(({ asked }) => asked);
  const ms = Math.round(performance.now() - started);
  if (options.json === true) printJson({ ...run, ...countsOf(run), ms });
  else {
    if (options.coverage === true) printCoverage(run.coverage);
    printTotals(run, ms);
  }
  if (failed) process.exitCode = exitCodes.failed;
}

async function runTests(
  paths: readonly string[],
  { server }: TestOptions,
  onFile: ((result: FileResult) => void) | undefined,
): Promise<TestRun> {
  const [{ loadConfig }, { shippedFlows }, { checkConnection }, { runFlowTests }] = await Promise.all([
    import('../../../platform/config.js'),
    import('../../../merchants/publish-merchants.js'),
    import('../../../connectors/build-connection.js'),
    import('../../../simulator/run-tests.js'),
  ]);
  const config = await loadConfig();
  await using player = server === true ? await serverPlayer(config) : undefined;
  const options = {
    folders: { merchants: config.merchantsFolder, flows: config.flowsFolder ?? shippedFlows },
    buildConnection: checkConnection,
    show: shown,
    ...(player === undefined ? {} : { player: (test: FlowTest) => player.play(test) }),
    ...(onFile === undefined ? {} : { onFile }),
  };
  const named = paths.map((path) => namedPath(path, options.folders));
  return await runFlowTests(named, options);
}

/** The time-skipping server, found or installed as `npm test` does. */
async function serverPlayer({ cacheFolder, testServerPath }: Config): Promise<ServerPlayer> {
  const [{ findTestServer }, { startServerPlayer }] = await Promise.all([
    import('../../../platform/embedded/temporal-binary.js'),
    import('../../../simulator/server-player.js'),
  ]);
  const path = await findTestServer({ cacheFolder, explicitPath: testServerPath, log: printProgress });
  return startServerPlayer(path);
}

const isFailed = ({ issues, tests }: FileResult): boolean =>
  issues.length > 0 || tests.some(({ differences }) => differences.length > 0);

/** The path relative to the working directory. */
function shown(file: string): string {
  const path = relative('', file);
  return path.startsWith('..') ? file : path;
}
