/** What a process compares with the others of its installation: that all have one secret, and know the keys that wrap. */
import { hostname } from 'node:os';
import { OrderlyError } from '../../contracts/errors/orderly-error.js';
import { opaqueId } from '../keyed-hash.js';
import type { Installation, LiveProcess } from '../../store/processes.js';

/** A keyed hash: it says nothing about the secret, and another secret has another one. */
const checkOf = (secret: string): string => opaqueId(secret, 'check value of the secret');

/** Throws `secret_differs` for another secret than the installation's; the first one that comes is the installation's. */
export async function requireSameSecret(installation: Installation, secret: string): Promise<void> {
  const check = checkOf(secret);
  if ((await installation.secretCheck(check)) === check) return;
  throw new OrderlyError('secret_differs', "ORDERLY_SECRET differs from this installation's secret");
}

/** From now on the installation's secret is this one; throws `processes_alive` while processes hash with the one before. */
export async function adoptSecret(installation: Installation, secret: string): Promise<void> {
  const alive = await installation.processes();
  if (alive.length > 0)
    throw new OrderlyError('processes_alive', `These processes are still running: ${namesOf(alive)}`);
  await installation.replaceSecretCheck(checkOf(secret));
}

/** Throws `master_key_unknown`, naming the processes that could not unwrap what this master key wraps. */
export async function requireKnownByAll(installation: Installation, masterKey: string): Promise<void> {
  const without = (await installation.processes()).filter(
    ({ masterKeys }) => !masterKeys.includes(masterKey),
  );
  if (without.length === 0) return;
  throw new OrderlyError(
    'master_key_unknown',
    `These processes do not have the newest master key (${masterKey}): ${namesOf(without)}`,
  );
}

const namesOf = (processes: readonly LiveProcess[]): string =>
  processes.map(({ kind, process }) => `${kind} ${process}`).join(', ');

const INTERVAL_MS = 15_000;

/** Tells the others that this process lives, and which master keys it has, until the returned end is called. */
export async function announceProcess(
  installation: Installation,
  kind: LiveProcess['kind'],
  masterKeys: readonly string[],
): Promise<() => Promise<void>> {
  const self = { process: `${hostname()}/${process.pid}`, kind, masterKeys };
  let saying = installation.live(self);
  await saying;
  const timer = setInterval(() => {
    // A store that does not answer is told by /readyz.
    saying = installation.live(self).catch(() => undefined);
  }, INTERVAL_MS).unref();
  return async () => {
    clearInterval(timer);
    await saying;
    await installation.leave(self);
  };
}
