/** The store of an installation, whose cells are sealed by the keys that it holds itself. */
import { openStore, type StoreOptions } from '../store/open-store.js';
import { type Cells, plainCells } from '../store/cells.js';
import type { Keys, Store } from '../store/store.js';
import type { KeyRing } from './key-ring.js';
import { openKeys } from './open-keys.js';
import type { MasterKeySettings } from './open-master-key.js';
import type { Plaintext } from './payload-codec.js';
import { sealedCells } from './cells-with-keys.js';

/** A store, and the keys that seal. */
export interface SealedStore {
  store: Store;
  /** See `openKeys`; only what reads or writes something personal needs them, so stopping a merchant does not. */
  keys: () => Promise<KeyRing | undefined>;
}

/** Opens it; `waiting` may make keys of which a worker waits for those that are not there yet, for the cells. Throws as `openStore` does. */
export async function openSealedStore(
  settings: MasterKeySettings & { readonly plaintext: Plaintext },
  options: StoreOptions,
  waiting: (keys: KeyRing) => KeyRing = (keys) => keys,
): Promise<SealedStore> {
  let opening: Promise<KeyRing | undefined> | undefined;
  const keysOf = (rows: Keys): Promise<KeyRing | undefined> => {
    opening ??= openKeys(settings, { keys: rows }).catch((error: unknown) => {
      opening = undefined;
      throw error;
    });
    return opening;
  };
  const cellsOf = async (rows: Keys): Promise<Cells> => {
    const keys = await keysOf(rows);
    return keys === undefined ? plainCells : sealedCells(waiting(keys), settings.plaintext);
  };
  const store = await openStore(options, (rows) => ({
    keyOf: async (scope) => (await cellsOf(rows)).keyOf(scope),
    seal: async (text, place) => (await cellsOf(rows)).seal(text, place),
    open: async (cell, place) => (await cellsOf(rows)).open(cell, place),
  }));
  return { store, keys: () => keysOf(store.keys) };
}
