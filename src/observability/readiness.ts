/** Whether a worker is ready, as /readyz answers. */
import type { Store } from '../store/store.js';

/** A worker at work, and the merchants that it serves. */
export interface Serving {
  worker: { getState(): string };
  merchants: ReadonlyMap<string, unknown>;
  /** Asks for a key that the master key wraps: fails if it cannot be unwrapped. Absent: nothing is sealed. */
  masterKey: () => Promise<unknown>;
}

/** Why the worker is not ready; undefined when it is. One that still starts has no `worker` yet. */
export async function notReady(
  { worker, merchants, masterKey }: Partial<Serving>,
  store: Pick<Store, 'ping'>,
): Promise<string | undefined> {
  if (worker === undefined) return 'the worker starts';
  const state = worker.getState();
  if (state !== 'RUNNING') return `the worker is ${state}`;
  if (merchants?.size === 0) return 'no merchant is served';
  return storeNotReady(store, masterKey);
}

/** Why the store cannot be read or written; undefined when it can. */
export async function storeNotReady(
  store: Pick<Store, 'ping'>,
  masterKey: Serving['masterKey'] = () => Promise.resolve(),
): Promise<string | undefined> {
  try {
    await store.ping();
  } catch {
    return 'the store does not answer';
  }
  return masterKey().then(
    () => undefined,
    () => 'the master key cannot be used',
  );
}
