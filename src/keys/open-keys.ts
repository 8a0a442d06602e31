/** The keys of an installation, as its settings say. */
import type { Store } from '../store/store.js';
import { StoredKeys } from './key-ring.js';
import { type MasterKeySettings, openMasterKey } from './open-master-key.js';

/** Keys of the store below the master key; undefined if none is set: nothing is sealed then. Throws `config_invalid`, `key_file_open`. */
export function openKeys(settings: MasterKeySettings, store: Pick<Store, 'keys'>): StoredKeys | undefined {
  const master = openMasterKey(settings);
  return master && new StoredKeys(store.keys, master);
}
