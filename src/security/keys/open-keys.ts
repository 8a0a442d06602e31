/** The keys of an installation, as its settings say. */
import { OrderlyError } from '../../contracts/errors/orderly-error.js';
import type { Store } from '../../store/store.js';
import { StoredKeys } from './key-ring.js';
import { type MasterKeySettings, openMasterKey } from './open-master-key.js';

/**
 * Keys of the store below the master key; undefined if none is set and nothing was ever sealed. Throws `config_invalid`,
 * `key_file_open`, and `payload_sealed` without a master key where others seal: what is written in clear there, no worker reads.
 */
export async function openKeys(
  settings: MasterKeySettings,
  store: Pick<Store, 'keys'>,
): Promise<StoredKeys | undefined> {
  const master = openMasterKey(settings);
  if (master !== undefined) return new StoredKeys(store.keys, master);
  if ((await store.keys.current({ kind: 'installation' })) === undefined) return undefined;
  throw new OrderlyError(
    'payload_sealed',
    'This installation encrypts its payloads, but no master key is set',
  );
}
