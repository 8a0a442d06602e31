/** `orderly documents investigations`: lost parcels that carriers look for, and the answers that a person has received. */
import { userInfo } from 'node:os';
import type { Command } from 'commander';
import { OrderlyError } from '../../../contracts/errors/orderly-error.js';
import type { Json, JsonObject } from '../../../contracts/json.js';
import { answers, keptAnswer } from '../../../connectors/carrier-desk/answer-event.js';
import type { EffectRecord, Store } from '../../../store/store.js';
import { plainMoment } from '../../../texts/languages/printed-time.js';
import { addCommand, wholeNumber } from '../../command.js';
import { openContext, openStoreContext } from '../../context.js';
import { requireMerchant } from '../../require-known-names.js';
import { zoneOf } from '../../merchant-zone.js';
import { printJson, printLine, printTable } from '../../print.js';

/** The operation that opens one; loaded late, as commands that only print their help need none. */
const opening = async (): Promise<string> =>
  (await import('../../../commerce/shipments/operations.js')).shipmentsOpenInvestigation.name;

/** Ways by which no system answers of its own accord. */
const byPeople: readonly Json[] = ['email', 'webform', 'task'];

interface ListOptions {
  all?: boolean;
  limit: number;
  json?: boolean;
}

/** Adds the command and those below it. */
export function addInvestigations(documents: Command): void {
  const investigations = addCommand(documents, {
    usage: 'investigations',
    summary: 'List investigations at carriers and record their answers.',
    examples: ['orderly documents investigations list demo'],
  });
  addCommand(investigations, {
    usage: 'list <merchant>',
    summary: 'List open investigations, newest first.',
    examples: [
      'orderly documents investigations list demo',
      'orderly documents investigations list demo --all',
    ],
  })
    .option('--all', 'include answered investigations')
    .option('--limit <n>', 'how many of the newest investigations to look at', wholeNumber(1), 50)
    .option('--json', 'print a JSON list')
    .action(list);
  addCommand(investigations, {
    usage: 'answer <merchant> <ref> <status>',
    summary: `Record the answer that a carrier gave to a person: ${answers.join(', ')}.`,
    examples: ['orderly documents investigations answer demo inv-0f… lost'],
  })
    .option('--text <words>', 'what the carrier wrote')
    .action(answer);
}

/** An investigation as it was opened, with what has been answered since. */
type Item = JsonObject & { ref: string; status: string };

async function list(merchant: string, { all, limit, json }: ListOptions): Promise<void> {
  await using context = await openStoreContext();
  const rows = await context.store.effects.last(merchant, await opening(), { limit });
  if (rows.length === 0) await requireMerchant(context.store.flowVersions, merchant);
  const items = await Promise.all(rows.map((row) => itemOf(context.store, row)));
  const shown = items.filter(({ status }) => all === true || !isFinal(status));
  if (json === true) printJson(shown);
  else if (shown.length === 0) printLine(`No open investigations at ${merchant}.`);
  else {
    const zone = await zoneOf(context.store.flowVersions, merchant);
    const at = (value: Json | undefined): string =>
      typeof value === 'string' ? plainMoment(Date.parse(value), zone) : '';
    printTable(
      ['REF', 'CARRIER', 'PARCEL', 'BY', 'STATE', 'OPENED', 'DUE', 'CONVERSATION'],
      shown.map((one) => [
        ...['ref', 'carrier', 'trackingNumber', 'channel', 'status'].map((name) => shownValue(one[name])),
        ...[at(one['openedAt']), at(one['answerDueAt']), shownValue(one['conversation'])],
      ]),
    );
  }
}

/** What is listed of the write that has opened one: the write's answer, and the first answer that has come since. */
export async function itemOf({ events }: Pick<Store, 'events'>, row: EffectRecord): Promise<Item> {
  const { merchant, connection, reference = '', firstSentAt } = row;
  const reports = await events.about(merchant, connection, [reference]);
  const said = reports.map(({ reading }) => reading?.fields['status']).find((one) => isFinal(one));
  const { openedAt = firstSentAt, answerDueAt, ...opened } = openedIn(row);
  const at = (value: Json | undefined) => (typeof value === 'number' ? new Date(value).toISOString() : null);
  return {
    ...{ ...opened, ref: reference, connection, conversation: row.workflowId.split('/')[1] ?? '' },
    ...{ openedAt: at(openedAt), answerDueAt: at(answerDueAt) },
    status: typeof said === 'string' ? said : shownValue(opened['status']),
  };
}

/** What the answer of the write says of it; nothing once its conversation has been erased. */
function openedIn({ answer }: EffectRecord): JsonObject {
  const { outputs } = objectOf(answer);
  return objectOf(objectOf(outputs)['investigation']);
}

const objectOf = (value: Json | undefined): JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};
const isFinal = (value: Json | undefined): boolean => answers.some((one) => one === value);
const shownValue = (value: Json | undefined): string => (typeof value === 'string' ? value : '');

async function answer(
  merchant: string,
  ref: string,
  said: string,
  { text }: { text?: string },
): Promise<void> {
  const status = answers.find((one) => one === said);
  if (status === undefined)
    throw new OrderlyError('investigation_unknown', `\`${said}\` is not one of ${answers.join(', ')}`);
  await using context = await openContext();
  const { store, client } = context;
  const [row] = await store.effects.last(merchant, await opening(), { limit: 1, reference: ref });
  if (row === undefined || !byPeople.includes(openedIn(row)['channel'] ?? null))
    throw new OrderlyError(
      'investigation_unknown',
      `${merchant} has no investigation ${ref} that a person can answer`,
    );
  const body = keptAnswer({ ref, status, ...(text === undefined ? {} : { answer: text }) });
  // The first answer stands: a second one has the same id.
  const isNew = await client.events.keep([
    { merchant, connection: row.connection, id: `answer-${ref}`, body },
  ]);
  if (isNew === 0) throw new OrderlyError('investigation_answered', `${ref} already has an answer`);
  await store.audit.record({
    ...{ merchant, at: Date.now(), actor: userInfo().username, action: 'investigation_answered' },
    ...{ subject: ref, outcome: status, details: {} },
  });
  await client.events.announce(merchant);
  printLine(`Recorded the answer to ${ref}: ${status}.`);
}
