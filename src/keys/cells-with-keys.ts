/** Cells of the store, sealed by the keys of an installation. */
import { OrderlyError } from '../contracts/errors/orderly-error.js';
import { openBytes, sealBytes } from '../security/sealing.js';
import { scopeText } from '../store/key-scope.js';
import {
  type CellKey,
  type CellPlace,
  type Cells,
  cellOf,
  type SealedCell,
  sealedCell,
} from '../store/cells.js';
import type { DataKey, KeyRing } from './key-ring.js';
import type { Plaintext } from './payload-codec.js';

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
    throw new OrderlyError('payload_damaged', `A cell of ${place.column} has been changed or moved`);
  return bytes.toString('utf8');
}

function plain(text: string, plaintext: Plaintext): string {
  if (plaintext === 'accepted') return text;
  throw new OrderlyError('payload_plaintext', 'A cell of the store that nobody has sealed is not read');
}

const about = ({ id, scope }: DataKey, { column, row }: Place): string =>
  `orderly cell ${id} ${scopeText(scope)} ${column} ${JSON.stringify(row)}`;

const misplaced = ({ column, scope }: CellPlace): OrderlyError =>
  new OrderlyError('payload_misplaced', `A cell of ${column} at ${scopeText(scope)} is another's`);
