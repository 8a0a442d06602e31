/** `orderly runs replay`: open histories of a namespace against this build, before it is rolled out. */
import type { Command } from 'commander';
import type { Client } from '@temporalio/client';
import type { History } from '@temporalio/common/lib/proto-utils.js';
import { OrderlyError } from '../../../contracts/errors/orderly-error.js';
import { taskQueue } from '../../../contracts/workflow-messages.js';
import { addCommand, wholeNumber } from '../../command.js';
import { type CommandContext, openContext } from '../../context.js';
import { printJson, printLine, printProgress, printTable } from '../../print.js';

interface ReplayOptions {
  query?: string;
  limit?: number;
  json?: boolean;
}

/** A run that this build cannot carry on. */
interface Differing {
  workflowId: string;
  type: string;
  reason: string;
}

/** Adds the command. */
export function addReplay(runs: Command): void {
  addCommand(runs, {
    usage: 'replay',
    summary: 'Replay the open runs of the namespace with this build, to find those that it cannot continue.',
    examples: ['orderly runs replay', 'orderly runs replay --query \'OrderlyMerchant = "acme"\' --limit 500'],
  })
    .option('--query <query>', 'only runs that this query of Temporal finds')
    .option('--limit <n>', 'maximum number of runs (default: all)', wholeNumber(1))
    .option('--json', 'print a JSON object: replayed, differing')
    .action(replay);
}

async function replay({ query, limit = Infinity, json }: ReplayOptions): Promise<void> {
  await using context = await openContext();
  const { replayed, differing } = await replayOpen(context, queryOf(query), limit);
  if (json === true) printJson({ replayed, differing });
  else if (differing.length > 0)
    printTable(
      ['WORKFLOW ID', 'TYPE', 'REASON'],
      differing.map(({ workflowId, type, reason }) => [workflowId, type, reason]),
    );
  if (differing.length > 0) {
    const hint =
      'Roll this build out as a version of a worker deployment (docs/operating/upgrade.md): open runs then end on the build that started them.';
    const message = `${differing.length} of ${replayed} open runs cannot continue with this build`;
    throw new OrderlyError('run_stuck', message, { hint });
  }
  if (json !== true)
    printLine(
      replayed === 0
        ? 'There are no open runs.'
        : `Replayed ${replayed} open ${replayed === 1 ? 'run' : 'runs'}: this build can continue them all.`,
    );
}

const queryOf = (query: string | undefined): string =>
  [`ExecutionStatus = "Running" AND TaskQueue = "${taskQueue}"`, ...(query === undefined ? [] : [query])]
    .map((part) => `(${part})`)
    .join(' AND ');

async function replayOpen(
  { temporal, dataConverter }: CommandContext,
  query: string,
  limit: number,
): Promise<{ replayed: number; differing: Differing[] }> {
  const [{ Runtime, Worker }, { productWorkflows }] = await Promise.all([
    import('@temporalio/worker'),
    import('../../../platform/temporal/workflow-source.js'),
  ]);
  // Temporal's core would write each difference to the terminal itself.
  Runtime.install({ logger: silent, telemetryOptions: { logging: { filter: 'OFF', forward: {} } } });
  const types = new Map<string, string>();
  const histories = openHistories(temporal, { query, limit }, types);
  const results = Worker.runReplayHistories({ ...productWorkflows(), dataConverter }, histories);
  const differing: Differing[] = [];
  let replayed = 0;
  for await (const { workflowId, error } of results) {
    replayed += 1;
    if (replayed % 100 === 0) printProgress(`${replayed} runs replayed`);
    if (error !== undefined)
      differing.push({ workflowId, type: types.get(workflowId) ?? '', reason: error.message });
  }
  return { replayed, differing };
}

/** The histories of what a query finds; a run that closes meanwhile is replayed too, as it has been open. */
async function* openHistories(
  { workflow }: Client,
  { query, limit }: { query: string; limit: number },
  types: Map<string, string>,
): AsyncGenerator<{ workflowId: string; history: History }> {
  let count = 0;
  for await (const { workflowId, runId, type } of workflow.list({ query })) {
    if (count >= limit) return;
    count += 1;
    types.set(workflowId, type);
    yield { workflowId, history: await workflow.getHandle(workflowId, runId).fetchHistory() };
  }
}

const nothing = (): void => undefined;
const silent = { log: nothing, trace: nothing, debug: nothing, info: nothing, warn: nothing, error: nothing };
