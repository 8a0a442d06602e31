/** `orderly runs`: runs in business words. */
import type { Command } from 'commander';
import { plainMoment } from '../../languages/plain-moment.js';
import { addCommand, wholeNumber } from '../command.js';
import { openContext } from '../context.js';
import { requireMerchant } from '../known-names.js';
import { printJson, printLine, printTable } from '../print.js';

interface RunsOptions {
  open?: boolean;
  limit: number;
  json?: boolean;
}

/** Adds the command. */
export function addRuns(program: Command): void {
  addCommand(program, {
    usage: 'runs <merchant>',
    summary: "List a merchant's runs: flow, state, what they wait for, how they ended; newest first.",
    examples: ['orderly runs demo --open'],
  })
    .option('--open', 'only those that have not ended')
    .option('--limit <n>', 'at most so many', wholeNumber(1), 50)
    .option('--json', 'print a JSON list')
    .action(listRuns);
}

async function listRuns(merchant: string, { open = false, limit, json }: RunsOptions): Promise<void> {
  await using context = await openContext();
  const runs = await context.client.runs(merchant, { open, limit });
  if (runs.length === 0) await requireMerchant(context.store.flowVersions, merchant);
  if (json === true) {
    printJson(runs);
    return;
  }
  if (runs.length === 0) {
    printLine(`No ${open ? 'open ' : ''}runs of ${merchant}.`);
    return;
  }
  printTable(
    ['FLOW', 'STATUS', 'WAITING ON', 'OUTCOME', 'STARTED', 'WORKFLOW ID'],
    runs.map(({ flow, status, waitingOn, outcome, startedAt, workflowId }) => [
      flow,
      status.toLowerCase(),
      waitingOn.join(', '),
      outcome,
      plainMoment(startedAt),
      workflowId,
    ]),
  );
}
