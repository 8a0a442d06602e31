/** The store of an installation, whose cells are sealed by the keys that it holds itself. */
import { openStore, type StoreOptions } from '../../store/open-store.js';
import {
  type Cells,
  plainCells,
  type CellKey,
  type CellPlace,
  cellOf,
  type SealedCell,
  sealedCell,
} from '../../store/sealed-cells.js';
import type { LiveProcess } from '../../store/processes.js';
import type { Keys, Store } from '../../store/store.js';
import { announceProcess, requireSameSecret } from './check-installation-keys.js';
import type { KeyRing, StoredKeys, DataKey } from './key-ring.js';
import { openKeys } from './open-keys.js';
import type { MasterKeySettings } from './open-master-key.js';
import type { Plaintext } from './payload-codec.js';
import { OrderlyError } from '../../contracts/errors/orderly-error.js';
import { openBytes, sealBytes } from '../sealing.js';
import { scopeText } from '../../store/key-scope.js';

// Cells of the store, sealed by the keys of an installation.

type Place = Omit<CellPlace, 'scope'>;

/** The cells of a store that has keys; cells from before there was a master key are read as payloads are. */
export function sealedCells(keys: KeyRing, plaintext: Plaintext): Cells {
  const keyOf: Cells['keyOf'] = async (scope) => cellKey(await keys.current(scope), plaintext);
  return {
    keyOf,
    seal: async (text, place) => (await keyOf(place.scope)).seal(text, place),
    async open(bytes, place) {
      const cell = cellOf(bytes);
      if (typeof cell === 'string') return plain(cell, plaintext);
      const key = await known(keys, cell.keyId);
      if (key === undefined) return undefined;
      if (scopeText(key.scope) !== scopeText(place.scope)) throw misplaced(place);
      return opened(key, cell, place);
    },
  };
}

/** A scope has one live key at most: what another one has sealed, nothing opens any more. */
function cellKey(key: DataKey, plaintext: Plaintext): CellKey {
  return {
    seal: (text, place) =>
      sealedCell({ keyId: key.id, sealed: sealBytes(key.bytes, Buffer.from(text), about(key, place)) }),
    open(bytes, place) {
      const cell = cellOf(bytes);
      if (typeof cell === 'string') return plain(cell, plaintext);
      return cell.keyId === key.id ? opened(key, cell, place) : undefined;
    },
  };
}

async function known(keys: KeyRing, id: string): Promise<DataKey | undefined> {
  try {
    return await keys.byId(id);
  } catch (error) {
    if (error instanceof OrderlyError && error.code === 'key_destroyed') return undefined;
    throw error;
  }
}

function opened(key: DataKey, { sealed }: SealedCell, place: Place): string {
  const bytes = openBytes(key.bytes, sealed, about(key, place));
  if (bytes === undefined)
    throw new OrderlyError('payload_damaged', `A value in ${place.column} was changed or moved`);
  return bytes.toString('utf8');
}

function plain(text: string, plaintext: Plaintext): string {
  if (plaintext === 'accepted') return text;
  throw new OrderlyError('payload_plaintext', 'A value in the store is not encrypted');
}

const about = ({ id, scope }: DataKey, { column, row }: Place): string =>
  `orderly cell ${id} ${scopeText(scope)} ${column} ${JSON.stringify(row)}`;

const misplaced = ({ column, scope }: CellPlace): OrderlyError =>
  new OrderlyError('payload_misplaced', `A value in ${column} at ${scopeText(scope)} belongs elsewhere`);

/** A store, and the keys that seal. */
export interface SealedStore {
  store: Store;
  /** See `openKeys`; throws `key_unreadable` for another master key than the installation's. Only what reads or writes something personal needs them, so stopping a merchant does not. */
  keys: () => Promise<StoredKeys | undefined>;
  /** Tells the others that a process lives with these keys, until the returned end is called. */
  announce: (kind: LiveProcess['kind']) => Promise<() => Promise<void>>;
}

/** What a process brings to the store that others of its installation have too. */
export interface SealedStoreSettings extends MasterKeySettings {
  readonly plaintext: Plaintext;
  /** ORDERLY_SECRET; what needs none has none. */
  readonly secret: string | undefined;
}

/** Opens it; `waiting` may make keys of which a worker waits for those that are not there yet, for the cells. Throws as `openStore` does, and `secret_differs`. */
export async function openSealedStore(
  settings: SealedStoreSettings,
  options: StoreOptions,
  waiting: (keys: KeyRing) => KeyRing = (keys) => keys,
): Promise<SealedStore> {
  let opening: Promise<StoredKeys | undefined> | undefined;
  const keysOf = (rows: Keys): Promise<StoredKeys | undefined> => {
    opening ??= fittingKeys(settings, rows).catch((error: unknown) => {
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
  try {
    if (settings.secret !== undefined) await requireSameSecret(store.installation, settings.secret);
  } catch (error) {
    await store[Symbol.asyncDispose]();
    throw error;
  }
  return {
    store,
    keys: () => keysOf(store.keys),
    announce: async (kind) =>
      announceProcess(store.installation, kind, (await keysOf(store.keys))?.masterKeys ?? []),
  };
}

/** A wrong master key is told before anything is read or written with it. */
async function fittingKeys(settings: MasterKeySettings, rows: Keys): Promise<StoredKeys | undefined> {
  const [keys, made] = await Promise.all([openKeys(settings, { keys: rows }), rows.current(installation)]);
  if (made !== undefined) await keys?.current(installation);
  return keys;
}

/** What belongs to no merchant: its key is wrapped by the master key. */
const installation = { kind: 'installation' } as const;
