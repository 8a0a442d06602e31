/** `orderly runs list`, `show`, `lost` and `replay`: runs in business words, and whether this build can continue them. */
import { type Command, Option } from 'commander';
import { type ErrorCode, errorCatalogue } from '../../contracts/errors/catalogue.js';
import { plainMoment } from '../../texts/languages/printed-time.js';
import { sentConversation, sentRunDetails } from '../../client/rows-as-json.js';
import { addCommand, timeBack, week, wholeNumber } from '../command.js';
import { printConversations } from './conversations.js';
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
  conversation?: string;
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
    usage: 'lost <merchant>',
    summary: 'List conversations that are in the store, but unknown to Temporal, because its data was lost.',
    examples: ['orderly runs lost demo'],
  })
    .addOption(
      new Option('--since <time>', 'only conversations that were active since then, such as 12h or 7d')
        .argParser(timeBack)
        .default(week, '7d'),
    )
    .option('--json', 'print a JSON list')
    .action(listLost);
  addCommand(runs, {
    usage: 'list <merchant>',
    summary: 'List the runs of a merchant, newest first.',
    examples: ['orderly runs list demo --open'],
  })
    .option('--open', 'only open runs')
    .option('--conversation <id>', 'only runs of this conversation')
    .option('--limit <n>', 'maximum number of runs', wholeNumber(1), 50)
    .option('--json', 'print a JSON list')
    .action(listRuns);
  addReplay(runs);
}

async function listRuns(
  merchant: string,
  { open = false, limit, conversation, json }: RunsOptions,
): Promise<void> {
  await using context = await openContext();
  const within =
    conversation === undefined
      ? {}
      : { conversation: await context.client.conversations.known(merchant, conversation) };
  const runs = await context.client.runs(merchant, { open, limit, ...within });
  if (runs.length === 0) await requireMerchant(context.store.flowVersions, merchant);
  if (json === true) {
    printJson(runs);
    return;
  }
  if (runs.length === 0) {
    const where = conversation === undefined ? merchant : `this conversation of ${merchant}`;
    printLine(`No ${open ? 'open ' : ''}runs of ${where}.`);
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

/** What a run that is stuck awaits. */
const stuckText = (code: ErrorCode): string =>
  code === 'run_stuck'
    ? `another build of the workers (${code})`
    : `a key that can decrypt it (${code}: ${errorCatalogue[code].title})`;

async function listLost(merchant: string, { since, json }: { since: number; json?: boolean }): Promise<void> {
  await using context = await openContext();
  const { flowVersions } = context.store;
  await requireMerchant(flowVersions, merchant);
  const lost = await context.client.conversations.lost(merchant, Date.now() - since);
  if (json === true) printJson(lost.map(sentConversation));
  else if (lost.length === 0) printLine(`Temporal knows all conversations of ${merchant}.`);
  else printConversations(lost, await zoneOf(flowVersions, merchant));
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
    ...(run.stuckBy === undefined ? [] : [stuckText(run.stuckBy)]),
  ];
  const nameOf = await flowNames(context.store.flowVersions, merchant, [flow]);
  printFields({
    ...{ Flow: flow === '' ? 'unknown' : nameOf(flow) },
    ...{ Status: run.isUnknown === true ? 'unknown to Temporal' : status.toLowerCase() },
    ...{ Started: plainMoment(startedAt, zone) },
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
