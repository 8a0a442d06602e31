/** Settles a write by what its system tells of its own accord (DESIGN §5, "Accepted is not done"). */
import { businessEvents } from '../../commerce/business-events.js';
import type { CallRequest, Try } from '../../contracts/call-request.js';
import type { CallResult } from '../../contracts/call-result.js';
import type { JsonObject } from '../../contracts/json.js';
import type { EffectRecord, EventReading } from '../../store/store.js';
import { idOf } from './effect-record.js';
import { planCall, type PlannedWrite, writeOf } from './plan.js';
import type { CallPorts } from './ports.js';
import { settle } from './settle-write.js';
import { askSystem, done, refused } from './accepted-write-outcome.js';

/** How a write came out, as an event says. */
export interface ReportedOutcome {
  outcome: 'done' | 'refused';
  fields: JsonObject;
}

/** What the events that have come so far say of a write; undefined if there is none that its connection believes. */
export async function reportedOutcome(
  ports: CallPorts,
  call: PlannedWrite,
  row: EffectRecord,
): Promise<ReportedOutcome | undefined> {
  const kind = call.binding.settling?.event;
  if (kind === undefined) return undefined;
  const refs = [row.key, ...(row.reference === undefined ? [] : [row.reference])];
  const events = await ports.store.events.about(row.merchant, row.connection, refs);
  const about = events.flatMap(({ reading }) => (reading?.kind === kind ? [reading] : []));
  const { outcome, fields } = about.findLast((reading) => reading.outcome !== undefined) ?? {};
  return outcome && { outcome, fields: fields ?? {} };
}

/** Settles an open write as its system has told; undefined if it waits further on. */
export async function settleReported(
  ports: CallPorts,
  call: PlannedWrite,
  row: EffectRecord,
  { outcome, fields }: ReportedOutcome,
): Promise<CallResult | undefined> {
  const { reference } = call.operation;
  if (outcome === 'done') {
    const named =
      reference === undefined || row.reference === undefined ? {} : { [reference]: row.reference };
    return settle(ports, call, done(call, { ...fields, ...named }));
  }
  const { code } = fields;
  if (call.binding.settling?.ask === undefined)
    return settle(ports, call, refused(typeof code === 'string' ? code : 'refused'));
  // What was reserved is freed only once the system says the same when it is asked.
  const said = await askSystem(call, row);
  return said && settle(ports, call, said);
}

/**
 * What an event does to a write that it names: `settled` (its run is to hear of it), `come_back` (it was done, and is
 * not any more), or nothing. `isAgain`: an earlier try may have settled the write, and failed before its run heard of it.
 */
export async function applyEvent(
  ports: CallPorts,
  row: EffectRecord,
  { kind, outcome, fields }: EventReading,
  tried: Try,
  isAgain = false,
): Promise<'settled' | 'come_back' | undefined> {
  const settles = settlingOf(ports, row) === kind;
  const hasFailed = businessEvents.get(kind)?.undoes === row.operation || (settles && outcome === 'refused');
  if (row.state === 'done' && hasFailed) return 'come_back';
  if (!settles || outcome === undefined) return undefined;
  // What an attempt's own answer has settled, its run has heard.
  if (row.state === outcome) return isAgain && row.settledBy === undefined ? 'settled' : undefined;
  if (row.state === 'refused') {
    await ports.reportContradiction({ ...idOf(row), what: 'done_after_refusal' });
    return undefined;
  }
  const call = await plannedAgain(ports, row, tried);
  if (call === undefined) return undefined;
  const result = await settleReported(ports, call, row, { outcome, fields });
  return result === undefined || result.outcome === 'accepted' ? undefined : 'settled';
}

/** The event by which a write of this operation is settled, if its connection names one. */
const settlingOf = (ports: CallPorts, { merchant, operation }: EffectRecord): string | undefined =>
  ports.merchant(merchant).connectionFor(operation)?.bindings.get(operation)?.settling?.event;

async function plannedAgain(
  ports: CallPorts,
  row: EffectRecord,
  tried: Try,
): Promise<PlannedWrite | undefined> {
  if (row.request === undefined) return undefined;
  // Only calls write rows, together with their requests.
  const request = row.request as unknown as CallRequest;
  return writeOf(ports, await planCall(ports, request, tried));
}
