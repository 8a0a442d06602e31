/** Takes up events that systems have told: reads them, settles writes by them, and wakes the runs that wait for it. */
import { randomUUID } from 'node:crypto';
import { type WorkflowClient, WorkflowNotFoundError } from '@temporalio/client';
import { businessEvents } from '../commerce/business-events.js';
import type { CallPorts } from './calls/ports.js';
import { idOf } from './calls/effect-record.js';
import { applyEvent } from './calls/reported-outcome.js';
import type { TakenEvents, TakeEventsRequest } from '../contracts/activities.js';
import type { JsonObject } from '../contracts/json.js';
import { messageNames, type RunSignal } from '../contracts/workflow-messages.js';
import type { ClaimedEvent, EffectRecord, EventReading, Store } from '../store/store.js';
import { hostOf } from '../platform/temporal/host-of-run.js';
import type { Dependencies } from './dependencies.js';
import { reportAlone } from './report-late-outcome.js';
import { startByEvent } from './start-flow-by-event.js';
import { processTicketEvent } from './process-ticket-event.js';

const most = 20;
/** So many records are seen to at a time: the store's connections are for calls, too. */
const lanes = 4;
/** So long an event waits whose worker has died; a page that takes longer is taken up twice, which does nothing twice. */
const leaseMs = 20 * 1000;
const firstRetryMs = 5_000;
const longestRetryMs = 60 * 60 * 1000;

type EventDependencies = Dependencies & { store: Store; workflow: WorkflowClient };

/** Makes the activity; an event whose consequences fail waits longer each time, and holds no other one up. */
export function takeEvents(
  deps: EventDependencies,
  ports: CallPorts,
): (request: TakeEventsRequest) => Promise<TakenEvents> {
  const { store, log } = deps;
  const tried = async (event: ClaimedEvent, work: () => Promise<void>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      const inMs = Math.min(firstRetryMs * 2 ** Math.min(event.attempts - 1, 20), longestRetryMs);
      await store.events.later(event.number, inMs);
      const { merchant, connection, number } = event;
      log.error({ merchant, connection, number, err: error }, 'an event could not be processed yet');
    }
  };
  return async ({ merchant }) => {
    const events = await store.events.claim(most, leaseMs, merchant);
    const read: ReadEvent[] = [];
    await sideBySide(events, (event) =>
      tried(event, async () => void read.push({ event, reading: await readEvent(deps, event) })),
    );
    await sideBySide(byRecord(read), async (group) => {
      for (const { event, reading } of group)
        await tried(event, async () => {
          if (reading !== undefined) await takeUp(deps, ports, event, reading);
          await store.events.taken(event);
        });
    });
    const nextInMs = await store.events.nextDue(merchant);
    return { taken: events.length, ...(nextInMs === undefined ? {} : { nextInMs }) };
  };
}

/** An event, and what it tells; absent if it is of no kind that its connection knows. */
interface ReadEvent {
  event: ClaimedEvent;
  reading: EventReading | undefined;
}

/** Events about the same record stand together, in the order in which they were kept. */
function byRecord(events: readonly ReadEvent[]): ReadEvent[][] {
  const records = new Map<string, ReadEvent[]>();
  for (const one of [...events].sort((a, b) => a.event.number - b.event.number)) {
    const { event, reading } = one;
    const about = reading === undefined ? [event.number] : [event.merchant, reading.ref];
    const record = JSON.stringify(about);
    records.set(record, [...(records.get(record) ?? []), one]);
  }
  return [...records.values()];
}

/** Does the work for all, a few at a time. */
async function sideBySide<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const left = [...items];
  const lane = async (): Promise<void> => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) await work(next);
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}

async function readEvent(deps: EventDependencies, event: ClaimedEvent): Promise<EventReading | undefined> {
  const { store, metrics } = deps;
  const reading = readingOf(deps, event, await store.events.body(event));
  await store.events.read(event, reading);
  metrics.eventTaken({ merchant: event.merchant, kind: reading?.kind ?? 'unknown' });
  return reading;
}

async function takeUp(
  deps: EventDependencies,
  ports: CallPorts,
  event: ClaimedEvent,
  reading: EventReading,
): Promise<void> {
  const { merchant, connection, attempts } = event;
  if (businessEvents.get(reading.kind)?.about === 'ticket') {
    const { isLeft } = await processTicketEvent(deps, event, reading);
    // What a customer wrote goes with their conversation, and must not outlive it here.
    return isLeft ? undefined : deps.store.events.empty(event);
  }
  await wakeWaiting(deps, merchant, reading);
  for (const row of await deps.store.effects.named(merchant, connection, reading.ref))
    await settleRow(deps, ports, { row, reading, isAgain: attempts > 1 });
}

/** What an event tells; one that is of no kind, or not as the file says, is kept for a corrected file. */
function readingOf(
  { merchants, log }: EventDependencies,
  { merchant, connection, number }: ClaimedEvent,
  body: JsonObject,
): EventReading | undefined {
  const served = merchants.get(merchant);
  // A corrected file is loaded by a restart; until then it is tried again.
  if (served === undefined) throw new Error('merchant_not_served');
  try {
    return served.connections.get(connection)?.events?.read(body);
  } catch (error) {
    log.error({ merchant, connection, number, err: error }, 'an event does not match its connection');
    return undefined;
  }
}

async function settleRow(
  deps: EventDependencies,
  ports: CallPorts,
  { row, reading, isAgain }: { row: EffectRecord; reading: EventReading; isAgain: boolean },
): Promise<void> {
  const { workflow, store } = deps;
  const tried = { id: randomUUID(), attempt: 1, scheduledAt: row.firstSentAt };
  const became = await applyEvent(ports, row, reading, tried, isAgain);
  if (became === 'come_back') return comeBack(deps, ports, row, reading);
  if (became === 'settled' && !(await wake(workflow, row))) await reportAlone(store, ports)(row);
  if (!isUndoing(reading.kind)) await startByEvent(deps, row, reading);
}

const isUndoing = (kind: string): boolean => businessEvents.get(kind)?.undoes !== undefined;

/** What was done is not any more: it counts as given to nobody, and a flow tells of it, or else a sentence of our own. */
async function comeBack(
  deps: EventDependencies,
  ports: CallPorts,
  row: EffectRecord,
  { fields }: EventReading,
): Promise<void> {
  await deps.store.reservations.freeReturned(row);
  const undoing = [...businessEvents.values()].find(({ undoes }) => undoes === row.operation);
  const isSeenTo = undoing !== undefined && (await startByEvent(deps, row, { kind: undoing.name, fields }));
  await ports.reportContradiction({ ...idOf(row), what: 'come_back', isSeenTo });
}

/** Tells the steps that wait for this word that it has come; each asks what it says. */
async function wakeWaiting(
  { workflow, store: { eventWaits } }: EventDependencies,
  merchant: string,
  { kind, ref }: EventReading,
): Promise<void> {
  for (const wait of await eventWaits.for(merchant, kind, ref)) {
    await wake(workflow, wait);
    await eventWaits.drop(wait);
  }
}

/** Tells a step of a run that an event is about it; false if the run has ended. */
async function wake(
  workflow: WorkflowClient,
  { workflowId, step, visit }: Pick<EffectRecord, 'workflowId' | 'step' | 'visit'>,
): Promise<boolean> {
  const host = await hostOf(workflow, workflowId);
  if (host?.isRunning !== true) return false;
  const signal: RunSignal = {
    ...{ type: 'reported', step, visit },
    ...(host.id === workflowId ? {} : { run: workflowId }),
  };
  try {
    await workflow.getHandle(host.id).signal(messageNames.runSignal, signal);
    return true;
  } catch (error) {
    // It has ended since.
    if (error instanceof WorkflowNotFoundError) return false;
    throw error;
  }
}
