/** Takes up events that systems have told: reads them, settles writes by them, and wakes the runs that wait for it. */
import { randomUUID } from 'node:crypto';
import { type WorkflowClient, WorkflowNotFoundError } from '@temporalio/client';
import type { CallPorts } from '../calls/ports.js';
import { idOf } from '../calls/effect-row.js';
import { applyEvent } from '../calls/told.js';
import type { TakenEvents, TakeEventsRequest } from '../contracts/activities.js';
import type { JsonObject } from '../contracts/json.js';
import { messageNames, type RunSignal } from '../contracts/messages.js';
import type { ClaimedEvent, EffectRow, EventReading } from '../store/store.js';
import { hostOf } from '../temporal/host-of-run.js';
import type { Dependencies } from './dependencies.js';

const most = 20;
/** Longer than a page of events takes; so long an event waits whose worker has died. */
const leaseMs = 60 * 1000;
const firstRetryMs = 5_000;
const longestRetryMs = 60 * 60 * 1000;

type EventDependencies = Dependencies & { workflow: WorkflowClient };

/** Makes the activity; an event whose consequences fail waits longer each time, and holds no other one up. */
export function takeEvents(
  deps: EventDependencies,
  ports: CallPorts,
): (request: TakeEventsRequest) => Promise<TakenEvents> {
  const { store, log } = deps;
  return async ({ merchant }) => {
    const events = await store.events.claim(most, leaseMs, merchant);
    for (const event of events) {
      try {
        await takeUp(deps, ports, event);
        await store.events.taken(event.number);
      } catch (error) {
        const inMs = Math.min(firstRetryMs * 2 ** Math.min(event.attempts - 1, 20), longestRetryMs);
        await store.events.later(event.number, inMs);
        const { merchant: of, connection, number } = event;
        log.error({ merchant: of, connection, number, err: error }, 'an event could not be taken up yet');
      }
    }
    const nextInMs = await store.events.nextDue(merchant);
    return { taken: events.length, ...(nextInMs === undefined ? {} : { nextInMs }) };
  };
}

async function takeUp(deps: EventDependencies, ports: CallPorts, event: ClaimedEvent): Promise<void> {
  const { merchant, connection } = event;
  const reading = readingOf(deps, event, await deps.store.events.body(event));
  await deps.store.events.read(event, reading);
  deps.metrics.eventTaken({ merchant, kind: reading?.kind ?? 'unknown' });
  if (reading === undefined) return;
  for (const row of await deps.store.effects.named(merchant, connection, reading.ref))
    await settleRow(deps, ports, { row, reading, isAgain: event.attempts > 1 });
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
    log.error({ merchant, connection, number, err: error }, 'an event is not as its connection says');
    return undefined;
  }
}

async function settleRow(
  { workflow, store }: EventDependencies,
  ports: CallPorts,
  { row, reading, isAgain }: { row: EffectRow; reading: EventReading; isAgain: boolean },
): Promise<void> {
  const tried = { id: randomUUID(), attempt: 1, scheduledAt: row.firstSentAt };
  const became = await applyEvent(ports, row, reading, tried, isAgain);
  if (became === 'come_back') return ports.reportContradiction({ ...idOf(row), what: 'come_back' });
  if (became === 'settled' && !(await wake(workflow, row))) await reportAlone(store, ports, row);
}

/** No run waits for the outcome any more. */
async function reportAlone(
  { effects }: Pick<EventDependencies['store'], 'effects'>,
  ports: CallPorts,
  row: EffectRow,
): Promise<void> {
  const { state } = (await effects.find(row)) ?? row;
  if (state === 'done' || state === 'refused') await ports.reportLateAnswer({ ...idOf(row), outcome: state });
}

/** Tells the run that its write is settled; false if it has ended. */
async function wake(workflow: WorkflowClient, { workflowId, step, visit }: EffectRow): Promise<boolean> {
  const host = await hostOf(workflow, workflowId);
  if (host?.isRunning !== true) return false;
  const signal: RunSignal = {
    ...{ type: 'settled', step, visit },
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
