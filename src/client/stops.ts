/** What people stop and let on: one way for the command and the API, and the audit trail says who did it. */
import { OrderlyError } from '../contracts/errors/orderly-error.js';
import type { Stop, Store } from '../store/store.js';

/** Who changes what: `writes` (all), `money` or `connection:<name>`; letting on without it lets on everything. */
export interface StopChange {
  merchant: string;
  scope?: string;
  by: string;
}

/** The scope of what a person names: `writes`, `money`, or a connection by its name. */
export const scopeNamed = (what: string): string =>
  what === 'writes' || what === 'money' ? what : `connection:${what}`;

/**
 * The scope to stop: where the merchant's connections are known, what is named must be one, for a misspelt name must not
 * pass for a stop. Throws `connection_unknown`; `hintOf` helps whoever has misspelt it.
 */
export function knownScope(
  { merchant, what }: { merchant: string; what: string },
  known: readonly string[],
  hintOf: (names: readonly string[]) => string | undefined = () => undefined,
): string {
  const scope = scopeNamed(what);
  if (scope === what || known.length === 0 || known.includes(what)) return scope;
  const hint = hintOf(['writes', 'money', ...known]);
  throw new OrderlyError('connection_unknown', `${merchant} has no connection ${what}; nothing was stopped`, {
    ...(hint === undefined ? {} : { hint }),
  });
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
