/** `orderly flows diff`: what a change lets money and approvals do, compared with a commit. */
import { relative } from 'node:path';
import type { Command } from 'commander';
import { exitCodes, plain } from '../../../platform/observability/print-failure.js';
import { targetOf } from '../../check-target.js';
import { addCommand } from '../../command.js';
import type { Comparison } from '../../compare-with-commit.js';
import { configuredFolders } from '../../merchant-files.js';
import { printJson, printLine } from '../../print.js';

/** Adds the command. */
export function addDiff(flows: Command): void {
  addCommand(flows, {
    usage: 'diff <ref> [path...]',
    summary: 'Show what changed for money and approvals since a git commit, branch or tag.',
    examples: ['orderly flows diff main', 'orderly flows diff v1.4.0 merchants/acme'],
  })
    .option('--json', 'print a JSON object: against, merchants, noLongerOffered, shippedFlowsCompared')
    .action(diff);
}

async function diff(ref: string, paths: string[], { json }: { json?: boolean }): Promise<void> {
  const compared = await compare(paths, ref);
  const noLongerOffered = compared.noLongerOffered.map((issue) => ({ ...issue, file: shown(issue.file) }));
  const comparison = { ...compared, noLongerOffered };
  if (json === true) printJson(comparison);
  else await print(comparison);
  const broken = comparison.merchants.some(({ issues }) => issues === 'now');
  if (broken || noLongerOffered.length > 0) process.exitCode = exitCodes.failed;
}

/** What has changed for the merchants that the paths select. */
async function compare(paths: readonly string[], ref: string): Promise<Comparison> {
  const { compareWithCommit } = await import('../../compare-with-commit.js');
  const folders = await configuredFolders();
  const targets = await Promise.all(paths.map((path) => targetOf(path, folders)));
  const only = targets.flatMap((target) => target.only ?? []);
  const merchants = targets[0]?.merchants ?? folders.merchants;
  const all = targets.length === 0 || only.length < targets.length;
  return compareWithCommit(ref, { ...folders, merchants }, all ? undefined : new Set(only));
}

async function print(comparison: Comparison): Promise<void> {
  const [{ printComparison }, { printIssues }] = await Promise.all([
    import('../../compare-with-commit.js'),
    import('../../../flows/print-issues.js'),
  ]);
  const { noLongerOffered } = comparison;
  if (noLongerOffered.length > 0) printLine(`${plain(printIssues(noLongerOffered))}\n`);
  printComparison(comparison);
}

/** The path relative to the working directory. */
function shown(file: string): string {
  const path = relative('', file);
  return path.startsWith('..') ? file : path;
}
