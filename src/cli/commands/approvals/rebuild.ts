/** `orderly approvals rebuild`: after the store was restored from a backup. */
import type { Command } from 'commander';
import { raiseNumbers, type Rebuilt } from '../../../client/rebuild-approvals.js';
import { errorCatalogue } from '../../../contracts/errors/catalogue.js';
import { exitCodes, printProblem } from '../../../platform/observability/print-failure.js';
import { addCommand } from '../../command.js';
import { openContext, openStoreContext } from '../../context.js';
import { requireMerchant } from '../../require-known-names.js';
import { printJson, printLine } from '../../print.js';

interface RebuildOptions {
  numbers?: boolean;
  json?: boolean;
}

/** Adds the command. */
export function addApprovalRebuild(approvals: Command): void {
  addCommand(approvals, {
    usage: 'rebuild <merchant>',
    summary: 'Rebuild open requests from their runs after restoring the store from a backup.',
    examples: ['orderly approvals rebuild demo --numbers', 'orderly approvals rebuild demo'],
  })
    .option('--numbers', 'before workers start: only raise the next number above those already assigned')
    .option('--json', 'print a JSON object')
    .action((merchant: string, { numbers = false, json = false }: RebuildOptions) =>
      numbers ? raise(merchant, json) : rebuild(merchant, json),
    );
}

async function raise(merchant: string, json: boolean): Promise<void> {
  await using context = await openStoreContext();
  const { flowVersions, approvals } = context.store;
  await requireMerchant(flowVersions, merchant);
  const next = await raiseNumbers(approvals, merchant);
  if (json) printJson({ next });
  else printLine(nextLine(merchant, next));
}

const nextLine = (merchant: string, next: number): string =>
  `The next request at ${merchant} will have the number ${next}.`;

async function rebuild(merchant: string, json: boolean): Promise<void> {
  await using context = await openContext();
  await requireMerchant(context.store.flowVersions, merchant);
  const rebuilt = await context.client.approvals.rebuild(merchant);
  if (json) printJson(rebuilt);
  else for (const line of linesOf(merchant, rebuilt)) printLine(line);
  for (const { workflowId, code } of rebuilt.unasked)
    printProblem(code, `${workflowId} could not be queried`, errorCatalogue[code].hint);
  if (rebuilt.unasked.length > 0) process.exitCode = exitCodes.failed;
}

const linesOf = (merchant: string, { found, ended, next }: Rebuilt): string[] => [
  found.length === 0 ? 'No open requests were missing.' : `Restored: ${found.join(', ')}.`,
  ended.length === 0
    ? 'No open requests belonged to runs that have ended.'
    : `Closed because their runs have ended: ${ended.join(', ')}.`,
  ...(next === undefined ? [] : [nextLine(merchant, next)]),
];
