/** Keys of a real store below a master key of the process. */
import { randomBytes } from 'node:crypto';
import { StoredKeys } from '../../../../src/security/keys/key-ring.js';
import { localMasterKey } from '../../../../src/security/keys/local-master-key.js';
import type { MasterKey } from '../../../../src/security/keys/master-key.js';
import type { Keys, KeyScope } from '../../../../src/store/store.js';
import { fresh } from '../../../store/support/subject.js';

/** A new master key as its setting has it. */
export const newMasterKey = (): string => randomBytes(32).toString('base64');

/** A master key of these, newest first. */
export const masterOf = (...texts: string[]): MasterKey =>
  localMasterKey(texts.join(','), 'ORDERLY_MASTER_KEY');

/** A conversation that no other test uses. */
export const newConversation = (merchant = fresh('m')): KeyScope & { kind: 'conversation' } => ({
  kind: 'conversation',
  merchant,
  conversation: fresh('c'),
});

/** Keys as another process has them: it remembers nothing yet. */
export const otherProcess = (keys: Keys, master: MasterKey): StoredKeys => new StoredKeys(keys, master);

/** Keys that count how often they are read. */
export function counted(keys: Keys): Keys & { reads: () => number } {
  let reads = 0;
  return {
    ...keys,
    current: (scope) => {
      reads += 1;
      return keys.current(scope);
    },
    get: (id) => {
      reads += 1;
      return keys.get(id);
    },
    reads: () => reads,
  };
}
