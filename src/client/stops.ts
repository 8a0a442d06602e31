/** What people stop and let on: one way for the command and the API, and the audit trail says who did it. */
import type { Stop, Store } from '../store/store.js';

/** Who changes what: `writes` (all), `money` or `connection:<name>`; letting on without it lets on everything. */
export interface StopChange {
  merchant: string;
  scope?: string;
  by: string;
}

type Stopping = Pick<Store, 'stops' | 'audit'>;

/** Stops it; returns all that is stopped now. */
export async function stop(store: Stopping, change: StopChange): Promise<Stop[]> {
  await store.stops.stop(change.merchant, change.scope ?? 'writes', change.by);
  return audited(store, change);
}

/** Lets it on; returns all that is still stopped. */
export async function letOn(store: Stopping, change: StopChange): Promise<Stop[]> {
  await store.stops.go(change.merchant, change.scope);
  return audited(store, change);
}

async function audited({ stops, audit }: Stopping, { merchant, by }: StopChange): Promise<Stop[]> {
  const left = await stops.list(merchant);
  await audit.record({
    ...{ merchant, at: Date.now(), actor: by, action: 'stop', subject: merchant },
    outcome: left.length === 0 ? 'go' : 'stopped',
    details: { stopped: left.map(({ scope }) => scope) },
  });
  return left;
}
