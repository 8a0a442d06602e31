/** Keys for a worker, which may wait for them: what it cannot seal it could otherwise only write in clear, or crash. */
import { setTimeout } from 'node:timers/promises';
import type { Log } from '../contracts/log.js';
import { isConversationErased } from '../store/erased.js';
import type { KeyRing } from './key-ring.js';

const PAUSE_MS = 1_000;

/** Sealing waits until its key is there, or until `stop`; opening does not, because Temporal repeats what failed to open. */
export function waitingKeys(keys: KeyRing, stop: AbortSignal, log: Pick<Log, 'warn'>): KeyRing {
  return {
    byId: (id) => keys.byId(id),
    async current(scope) {
      for (let tries = 1; ; tries += 1) {
        try {
          return await keys.current(scope);
        } catch (error) {
          // That key never comes.
          if (isConversationErased(error)) throw error;
          // Once a minute, so that a key that never comes is not overlooked.
          if (tries % 60 === 1)
            log.warn(
              { err: error, scope: scope.kind, tries },
              'a key is waited for, before anything is written',
            );
          if (stop.aborted) throw error;
          await setTimeout(PAUSE_MS, undefined, { signal: stop }).catch(() => undefined);
        }
      }
    },
  };
}
