/** `orderly knowledge check`: what is wrong or probably wrong with a merchant's knowledge, and which drafts wait. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from 'commander';
import type { Issue } from '../../../contracts/issue.js';
import { addCommand } from '../../command.js';
import { exitCodes, plain } from '../../../platform/observability/print-failure.js';
import { configuredFolders, readMerchants } from '../../merchant-files.js';
import { printJson, printLine } from '../../print.js';
import { shownPath } from '../../text-command-options.js';

interface CheckOptions {
  merchant?: string;
  json?: boolean;
}

/** What was found in the knowledge of all merchants, or of one. */
interface Findings {
  issues: Issue[];
  warnings: Issue[];
  /** Entries by merchant. */
  entries: Record<string, number>;
  /** Files that nobody has taken over yet. */
  drafts: string[];
}

/** Adds the command. */
export function addCheck(knowledge: Command): void {
  addCommand(knowledge, {
    usage: 'check',
    summary: 'Check the files of `knowledge/`; exits with 1 if there are issues.',
    examples: ['orderly knowledge check', 'orderly knowledge check --merchant acme'],
  })
    .option('--merchant <name>', 'only this merchant (default: all)')
    .option('--json', 'print one JSON object: issues, warnings, entries, drafts')
    .action(check);
}

async function check({ merchant, json }: CheckOptions): Promise<void> {
  const found = await find(merchant);
  if (json === true) printJson(found);
  else await print(found);
  if (found.issues.length > 0) process.exitCode = exitCodes.failed;
}

async function find(merchant: string | undefined): Promise<Findings> {
  const folders = await configuredFolders();
  const only = merchant === undefined ? {} : { only: [merchant] };
  const { merchants, refused, issues, warnings } = await readMerchants(folders, only);
  const names = [...merchants.keys(), ...refused].sort();
  const within = names.map((name) => join(folders.merchants, name, 'knowledge'));
  const own = (all: readonly Issue[]): Issue[] =>
    all
      .filter(({ file }) => within.some((folder) => file.startsWith(folder)))
      .map((issue) => ({ ...issue, file: shownPath(issue.file) }));
  const drafts = await Promise.all(within.map((folder) => draftsIn(join(folder, 'drafts'))));
  return {
    issues: own(issues),
    warnings: own(warnings),
    entries: Object.fromEntries([...merchants].map(([name, { knowledge = [] }]) => [name, knowledge.length])),
    drafts: drafts.flat(),
  };
}

async function draftsIn(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  return names.filter((name) => name.endsWith('.yaml')).map((name) => shownPath(join(folder, name)));
}

async function print({ issues, warnings, entries, drafts }: Findings): Promise<void> {
  const { printIssues } = await import('../../../flows/print-issues.js');
  const all = [...issues, ...warnings];
  if (all.length > 0) printLine(plain(printIssues(all)));
  for (const [name, count] of Object.entries(entries)) printLine(`${name}: ${count} entries`);
  if (drafts.length === 0) return;
  printLine(`${drafts.length} drafts wait: read them, and move them to knowledge/.`);
  for (const file of drafts) printLine(`  ${plain(file)}`);
}
