/** `orderly events`: what systems reported by webhook. */
import type { Command } from 'commander';
import { OrderlyError } from '../../contracts/errors/orderly-error.js';
import type { EventRow } from '../../store/store.js';
import { plainMoment } from '../../texts/languages/printed-time.js';
import { addCommand, wholeNumber } from '../command.js';
import { openContext, openStoreContext } from '../context.js';
import { requireMerchant } from '../require-known-names.js';
import { zoneOf } from '../merchant-zone.js';
import { printJson, printLine, printTable } from '../print.js';

interface ListOptions {
  connection?: string;
  kind?: string;
  unknown?: boolean;
  left?: boolean;
  limit: number;
  json?: boolean;
}

/** Adds the command and those below it. */
export function addEvents(program: Command): void {
  const events = addCommand(program, {
    usage: 'events',
    summary: 'List and replay the events that systems reported by webhook.',
    examples: ['orderly events list demo'],
  });
  addCommand(events, {
    usage: 'list <merchant>',
    summary: 'List reported events, newest first.',
    examples: ['orderly events list demo', 'orderly events list demo --unknown'],
  })
    .option('--connection <name>', 'only events of this connection')
    .option('--kind <event>', 'only this business event, such as payments.refund_settled')
    .option('--unknown', 'only events of a kind that the connection does not name')
    .option('--left', 'only help desk messages that could not be processed and were left to people')
    .option('--limit <n>', 'maximum number of events', wholeNumber(1), 50)
    .option('--json', 'print a JSON list')
    .action(list);
  addCommand(events, {
    usage: 'replay <merchant> <number>',
    summary: 'Process an event again, for example after correcting its connection.',
    examples: ['orderly events replay demo 17'],
  }).action(replay);
}

async function list(merchant: string, { unknown, json, ...options }: ListOptions): Promise<void> {
  await using context = await openStoreContext();
  const only = unknown === true ? { unread: true } : {};
  const events = await context.store.events.list(merchant, { ...options, ...only });
  if (events.length === 0) await requireMerchant(context.store.flowVersions, merchant);
  if (json === true) printJson(events.map(itemOf));
  else if (events.length === 0) printLine(`No such events at ${merchant}.`);
  else printEvents(events, await zoneOf(context.store.flowVersions, merchant));
}

// Not the body: it is as its system wrote it, and may be about a person.
const itemOf = ({
  number,
  connection,
  id,
  reading,
  receivedAt,
  attempts,
  isTaken,
  isLeft = false,
}: EventRow): object => ({
  ...{ number, connection, id, kind: reading?.kind ?? null, ref: reading?.ref ?? null },
  ...{
    outcome: reading?.outcome ?? null,
    receivedAt: new Date(receivedAt).toISOString(),
    attempts,
    isTaken,
    isLeft,
  },
});

function printEvents(events: readonly EventRow[], zone: string | undefined): void {
  printTable(
    ['NUMBER', 'CONNECTION', 'ID', 'WHAT', 'ABOUT', 'WHEN', 'STATE'],
    events.map(({ number, connection, id, reading, receivedAt, attempts, isTaken, isLeft = false }) => [
      ...[String(number), connection, id.length > 40 ? `${id.slice(0, 39)}…` : id],
      ...[reading === undefined ? 'unknown' : [reading.kind, reading.outcome ?? ''].join(' ').trim()],
      ...[reading?.ref ?? '', plainMoment(receivedAt, zone)],
      isLeft ? 'left to people' : isTaken ? 'processed' : attempts === 0 ? 'new' : `tried ${attempts} times`,
    ]),
  );
}

async function replay(merchant: string, written: string): Promise<void> {
  const number = /^[1-9]\d{0,14}$/.test(written) ? Number(written) : 0;
  await using context = await openContext();
  if (!(await context.client.events.replay(merchant, number)))
    throw new OrderlyError('event_unknown', `${merchant} has no event ${written}.`);
  printLine(`Event ${number} will be processed again.`);
}
