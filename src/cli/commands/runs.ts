/** `orderly runs list`, `show` and `replay`: runs in business words, and whether this build can continue them. */
import type { Command } from 'commander';
import { plainMoment } from '../../texts/languages/plain-moment.js';
import { sentRunDetails } from '../../client/rows-as-json.js';
import { addCommand, wholeNumber } from '../command.js';
import { openContext } from '../context.js';
import { awaitedText } from '../messenger.js';
import { requireMerchant } from '../require-known-names.js';
import { zoneOf } from '../merchant-zone.js';
import { printFields, printJson, printLine, printTable } from '../print.js';
import type { FlowVersions } from '../../store/store.js';
import { addReplay } from './runs/replay.js';

/** Names flows: one that stands in place of a shipped one is told by its own name, which Temporal does not know. */
export async function flowNames(
  versions: Pick<FlowVersions, 'current'>,
  merchant: string,
  flows: readonly string[],
): Promise<(flow: string) => string> {
  const known = await Promise.all(
    [...new Set(flows)].map(async (flow): Promise<[string, string]> => {
      const own = (await versions.current(merchant, flow))?.ir.flow ?? flow;
      return [flow, own === flow || flow.includes('/') ? flow : `${own} (for ${flow})`];
    }),
  );
  const names = new Map(known);
  return (flow) => names.get(flow) ?? flow;
}

interface RunsOptions {
  open?: boolean;
  limit: number;
  json?: boolean;
}

/** Adds the command. */
export function addRuns(program: Command): void {
  const runs = addCommand(program, {
    usage: 'runs',
    summary: 'List runs, show what happened in one, or replay open ones with this build.',
    examples: ['orderly runs list demo --open'],
  });
  addCommand(runs, {
    usage: 'show <merchant> <run>',
    summary: 'Show what happened in a run and its sub-flows, and why it is waiting or has ended.',
    examples: ['orderly runs show demo demo/0e08cc02-…/c22ae36a…'],
  })
    .option('--json', 'print a JSON object')
    .action(showRun);
  addCommand(runs, {
    usage: 'list <merchant>',
    summary: 'List the runs of a merchant, newest first.',
    examples: ['orderly runs list demo --open'],
  })
    .option('--open', 'only open runs')
    .option('--limit <n>', 'maximum number of runs', wholeNumber(1), 50)
    .option('--json', 'print a JSON list')
    .action(listRuns);
  addReplay(runs);
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
  const zone = await zoneOf(context.store.flowVersions, merchant);
  const nameOf = await flowNames(
    context.store.flowVersions,
    merchant,
    runs.map(({ flow }) => flow),
  );
  printTable(
    ['FLOW', 'STATUS', 'WAITING ON', 'OUTCOME', 'STARTED', 'WORKFLOW ID'],
    runs.map(({ flow, status, waitingOn, outcome, startedAt, workflowId }) => [
      nameOf(flow),
      status.toLowerCase(),
      waitingOn.join(', '),
      outcome,
      plainMoment(startedAt, zone),
      workflowId,
    ]),
  );
}

async function showRun(merchant: string, workflowId: string, { json }: { json?: boolean }): Promise<void> {
  await using context = await openContext();
  await requireMerchant(context.store.flowVersions, merchant);
  const run = await context.client.run(merchant, workflowId);
  if (json === true) {
    printJson(sentRunDetails(run));
    return;
  }
  const zone = await zoneOf(context.store.flowVersions, merchant);
  const { flow, status, waitingOn, startedAt, endedAt, why } = run;
  const awaits = [
    ...run.awaits.map(awaitedText),
    ...(run.isStuck === true ? ['another build of the workers (run_stuck)'] : []),
  ];
  const nameOf = await flowNames(context.store.flowVersions, merchant, [flow]);
  printFields({
    ...{ Flow: nameOf(flow), Status: status.toLowerCase(), Started: plainMoment(startedAt, zone) },
    ...(waitingOn.length === 0 ? {} : { 'Waiting on': waitingOn.join(', ') }),
    ...(awaits.length === 0 ? {} : { Awaits: awaits.join('; ') }),
    ...(endedAt === undefined ? {} : { Ended: plainMoment(endedAt, zone) }),
    ...(why === undefined ? {} : { Why: why }),
  });
  if (run.happened.length === 0) return;
  printTable(
    ['WHEN', 'WHAT', 'REFERENCE'],
    run.happened.map(({ at, words, reference = '' }) => [plainMoment(at, zone), words, reference]),
  );
}
