/** Has a system's word passed to a step that waits for it, unless it has come already. */
import type { ListenRequest } from '../contracts/activities.js';
import type { Listened } from '../contracts/interpreter-event.js';
import { addDuration } from '../merchants/calendar.js';
import type { MerchantConfig, Merchants } from '../merchants/merchant.js';
import type { RunStore } from './dependencies.js';
import { merchantOf } from './merchant-of.js';

/** How far Temporal's clock, by which runs begin, may be ahead of the database's, ms. */
const skewMs = 60_000;

/** Makes the activity: the wait is noted first, so an event that is read meanwhile finds it, or is found by it. */
export function listen(deps: {
  merchants: Merchants;
  store: Pick<RunStore, 'events' | 'eventWaits'>;
}): (request: ListenRequest) => Promise<Listened> {
  const { events, eventWaits } = deps.store;
  return async (request) => {
    const { merchant, workflowId, step, visit, event: kind, ref, since, after } = request;
    const times = timesOf(merchantOf(deps.merchants, merchant).config, request);
    if (ref === undefined) return times;
    const wait = { merchant, workflowId, step, visit, kind, ref };
    await eventWaits.add(wait, times.expiresAt);
    const event = await events.findReceived(wait, since - skewMs, after);
    if (event === undefined) return times;
    await eventWaits.drop(wait);
    return { ...times, received: { number: event.number, fields: event.reading?.fields ?? {} } };
  };
}

/** When the wait ends, and when the flow looks for itself until then. */
export function timesOf(
  config: MerchantConfig,
  { now, expires, every }: Pick<ListenRequest, 'now' | 'expires' | 'every'>,
): Pick<Listened, 'expiresAt' | 'lookAt'> {
  const expiresAt = 'at' in expires ? expires.at : addDuration(config, now, expires);
  const lookAt = every === undefined ? expiresAt : addDuration(config, now, every);
  return { expiresAt, lookAt: Math.min(lookAt, expiresAt) };
}
