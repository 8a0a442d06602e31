/** What people pause and resume: one way for the command and the API, and the audit trail says who did it. */
import { OrderlyError } from '../contracts/errors/orderly-error.js';
import type { Pause, Store } from '../store/store.js';

/** Who changes what: `writes` (all), `money` or `connection:<name>`; resuming without it resumes everything. */
export interface PauseChange {
  merchant: string;
  scope?: string;
  by: string;
}

/** The scope of what a person names: `writes`, `money`, or a connection by its name. */
export const scopeNamed = (what: string): string =>
  what === 'writes' || what === 'money' ? what : `connection:${what}`;

/**
 * The scope to pause: where the merchant's connections are known, what is named must be one, for a misspelt name must not
 * pass for a pause. Throws `connection_unknown`; `hintOf` helps whoever has misspelt it.
 */
export function knownScope(
  { merchant, what }: { merchant: string; what: string },
  known: readonly string[],
  hintOf: (names: readonly string[]) => string | undefined = () => undefined,
): string {
  const scope = scopeNamed(what);
  if (scope === what || known.length === 0 || known.includes(what)) return scope;
  const hint = hintOf(['writes', 'money', ...known]);
  throw new OrderlyError('connection_unknown', `${merchant} has no connection ${what}; nothing was paused`, {
    ...(hint === undefined ? {} : { hint }),
  });
}

type Pausing = Pick<Store, 'pauses' | 'audit'>;

/** Pauses it; returns all that is paused now. */
export async function pauseWrites(store: Pausing, change: PauseChange): Promise<Pause[]> {
  await store.pauses.pause(change.merchant, change.scope ?? 'writes', change.by);
  return audited(store, change);
}

/** Resumes it; returns all that is still paused. */
export async function resumeWrites(store: Pausing, change: PauseChange): Promise<Pause[]> {
  await store.pauses.resume(change.merchant, change.scope);
  return audited(store, change);
}

async function audited({ pauses, audit }: Pausing, { merchant, by }: PauseChange): Promise<Pause[]> {
  const left = await pauses.list(merchant);
  await audit.record({
    ...{ merchant, at: Date.now(), actor: by, action: 'pause', subject: merchant },
    outcome: left.length === 0 ? 'resumed' : 'paused',
    details: { paused: left.map(({ scope }) => scope) },
  });
  return left;
}
