/** Keys for a worker, which may wait for them: what it cannot seal it could otherwise only write in clear, or crash. */
import { setTimeout } from 'node:timers/promises';
import type { ErrorCode } from '../../contracts/errors/catalogue.js';
import type { Log } from '../../contracts/log.js';
import { isConversationErased } from '../../store/erased-conversations.js';
import { KeyCache } from './key-cache.js';
import type { KeyRing } from './key-ring.js';
import { permanentCode } from './permanent-failures.js';

const PAUSE_MS = 1_000;

/**
 * Sealing waits until its key is there, or until `stop`; opening does not, because Temporal repeats what failed to open. For a
 * key that waiting does not bring, nothing waits: that is said once in five minutes for each code, `unusable` hears it each time,
 * and Temporal repeats.
 */
export function waitingKeys(
  keys: KeyRing,
  stop: AbortSignal,
  log: Pick<Log, 'warn' | 'error'>,
  unusable: (code: ErrorCode) => void = () => undefined,
): KeyRing {
  const said = new KeyCache<unknown>();
  const saying = async <Value>(key: Promise<Value>): Promise<Value> => {
    try {
      return await key;
    } catch (error) {
      const code = permanentCode(error);
      if (code !== undefined && !isConversationErased(error)) {
        unusable(code);
        await said.get(code, () => {
          log.error({ code, err: error }, 'a key cannot be used');
          return Promise.resolve();
        });
      }
      throw error;
    }
  };
  return {
    byId: (id) => saying(keys.byId(id)),
    async current(scope) {
      for (let tries = 1; ; tries += 1) {
        try {
          return await saying(keys.current(scope));
        } catch (error) {
          if (permanentCode(error) !== undefined) throw error;
          // Once a minute, so that a key that never comes is not overlooked.
          if (tries % 60 === 1)
            log.warn(
              { err: error, scope: scope.kind, tries },
              'waiting for a key before anything is written',
            );
          if (stop.aborted) throw error;
          await setTimeout(PAUSE_MS, undefined, { signal: stop }).catch(() => undefined);
        }
      }
    },
  };
}
