/** Whether a worker is ready, as /readyz answers. */
import type { Store } from '../store/store.js';

/** A worker at work, and the merchants that it serves. */
export interface Serving {
  worker: { getState(): string };
  merchants: ReadonlyMap<string, unknown>;
}

/** Why the worker is not ready; undefined when it is. One that still starts has no `worker` yet. */
export async function notReady(
  { worker, merchants }: Partial<Serving>,
  store: Pick<Store, 'ping'>,
): Promise<string | undefined> {
  if (worker === undefined) return 'the worker starts';
  const state = worker.getState();
  if (state !== 'RUNNING') return `the worker is ${state}`;
  if (merchants?.size === 0) return 'no merchant is served';
  return store.ping().then(
    () => undefined,
    () => 'the store does not answer',
  );
}
