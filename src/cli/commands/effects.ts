/** `orderly effects`: writes whose outcome is unknown, and what a person found (DESIGN §5, §14). */
import { userInfo } from 'node:os';
import type { Command } from 'commander';
import {
  type EffectDecision,
  type EffectItem,
  isUnclear,
  listEffects,
  resolveEffect,
  showEffect,
} from '../../client/unclear-effects.js';
import { plainAmount } from '../../contracts/currency.js';
import { ownerOf } from '../../contracts/visit-id.js';
import { sentEffect } from '../../client/rows-as-json.js';
import { plainMoment } from '../../texts/languages/printed-time.js';
import type { Store } from '../../store/store.js';
import { addCommand } from '../command.js';
import { openStoreContext } from '../context.js';
import { requireMerchant } from '../require-known-names.js';
import { zoneOf } from '../merchant-zone.js';
import { printFields, printJson, printLine, printTable } from '../print.js';

interface ResolveOptions {
  happened?: string | true;
  didNotHappen?: boolean;
  because: string;
  json?: boolean;
}

const example = "'demo/0e08cc02-…/c22ae36a…#refund#1'";

/** Adds the commands. */
export function addEffects(program: Command): void {
  const effects = addCommand(program, {
    usage: 'effects',
    summary: 'List and resolve writes whose outcome is unknown.',
    examples: ['orderly effects list demo'],
  });
  addCommand(effects, {
    usage: 'list <merchant>',
    summary: 'List writes whose outcome is unknown or that happened twice, oldest first.',
    examples: ['orderly effects list demo'],
  })
    .option('--json', 'print a JSON list')
    .action(list);
  addCommand(effects, {
    usage: 'show <write>',
    summary: "Show a write, with what to look for in the system's own records.",
    examples: [`orderly effects show ${example}`],
  })
    .option('--json', 'print a JSON object')
    .action(show);
  addCommand(effects, {
    usage: 'resolve <write>',
    summary: "Record whether a write happened, as you found it in the system's own records.",
    examples: [
      `orderly effects resolve ${example} --happened re_3Px --because 'in the dashboard of payments'`,
      `orderly effects resolve ${example} --did-not-happen --because 'no refund of that day, asked their support'`,
    ],
  })
    .option('--happened [reference]', "it happened once, with the system's reference if there is one")
    .option('--did-not-happen', 'it did not happen, or was reversed')
    .requiredOption('--because <text>', 'where you looked and what you saw, for the audit trail')
    .option('--json', 'print a JSON object')
    .action(resolve);
}

async function list(merchant: string, { json }: { json?: boolean }): Promise<void> {
  await using context = await openStoreContext();
  const items = await listEffects(context.store, merchant);
  if (items.length === 0) await requireMerchant(context.store.flowVersions, merchant);
  if (json === true) {
    printJson(items.map(sentEffect));
    return;
  }
  if (items.length === 0) {
    printLine(`No writes with an unknown outcome at ${merchant}.`);
    return;
  }
  const zone = await zoneOf(context.store.flowVersions, merchant);
  printTable(
    ['WHAT', 'RECORD', 'AMOUNT', 'SYSTEM', 'STATE', 'SENT', 'WRITE'],
    items.map((item) => [
      item.what,
      item.subject ?? '',
      item.amount === undefined ? '' : plainAmount(item.amount),
      item.connection,
      stateOf(item),
      plainMoment(item.firstSentAt, zone),
      item.id,
    ]),
  );
}

async function show(id: string, { json }: { json?: boolean }): Promise<void> {
  await using context = await openStoreContext();
  const item = await showEffect(context.store, ownerOf(id), id);
  await print(context.store, item, json);
}

async function resolve(id: string, { json, ...options }: ResolveOptions, command: Command): Promise<void> {
  if ((options.happened === undefined) === (options.didNotHappen === undefined))
    command.error('error: pass either --happened or --did-not-happen');
  await using context = await openStoreContext();
  const item = await resolveEffect(context.store, decisionOf(id, options));
  await print(context.store, item, json);
}

function decisionOf(id: string, { happened, because }: ResolveOptions): EffectDecision {
  const reference = typeof happened === 'string' ? { reference: happened } : {};
  const found = { happened: happened !== undefined, ...reference, because };
  return { merchant: ownerOf(id), id, by: userInfo().username, ...found };
}

async function print(store: Store, item: EffectItem, json?: boolean): Promise<void> {
  if (json === true) {
    printJson(sentEffect(item));
    return;
  }
  const zone = await zoneOf(store.flowVersions, item.merchant);
  const at = (ms: number): string => plainMoment(ms, zone);
  printFields({
    ...{ what: item.what, operation: item.operation, state: stateOf(item) },
    ...(item.subject === undefined ? {} : { record: item.subject }),
    ...(item.amount === undefined ? {} : { amount: plainAmount(item.amount) }),
    ...{ system: item.connection, 'idempotency key': item.key },
    ...(item.reference === undefined ? {} : { reference: item.reference }),
    ...(item.httpStatus === undefined ? {} : { 'last answer': `HTTP ${item.httpStatus}` }),
    sent: item.sentAt.length === 0 ? at(item.firstSentAt) : item.sentAt.map(at).join(', '),
    run: item.workflowId,
    write: item.id,
  });
}

const states: Readonly<Record<EffectItem['state'], string>> = {
  sending: 'being sent',
  accepted: 'accepted, outcome not known yet',
  done: 'happened',
  refused: 'did not happen',
  unknown: 'unknown',
};

const stateOf = (item: EffectItem): string =>
  item.doubled && isUnclear(item) ? 'happened twice' : states[item.state];
