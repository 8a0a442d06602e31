/**
 * Cells of columns that hold what is personal (DESIGN §20): bytes, sealed by the key of whom they belong to. Which columns these
 * are stands in `column-privacy.ts`.
 */
import { OrderlyError } from '../contracts/errors/orderly-error.js';
import type { SealedColumn } from './column-privacy.js';
import type { KeyScope } from './key-rows.js';

/** Where a cell stands, and whose it is: all of it is bound in, so a cell that was moved does not open. */
export interface CellPlace {
  readonly column: SealedColumn;
  /** What names the row in its table. */
  readonly row: readonly (string | number)[];
  readonly scope: KeyScope;
}

/** Seals and opens cells of one scope with its live key, which is at hand: a transaction waits for no key. */
export interface CellKey {
  seal(text: string, place: Omit<CellPlace, 'scope'>): Buffer;
  /** The text; undefined if the key that sealed it is no more. */
  open(cell: Buffer, place: Omit<CellPlace, 'scope'>): string | undefined;
}

/** Seals and opens cells. All throw as the keys do, and `payload_plaintext`, `payload_sealed`, `payload_misplaced`, `payload_damaged`. */
export interface Cells {
  /** The live key of a scope, made at its first use. */
  keyOf(scope: KeyScope): Promise<CellKey>;
  seal(text: string, place: CellPlace): Promise<Buffer>;
  /** The text; undefined if its key has been destroyed: then it has been forgotten. */
  open(cell: Buffer, place: CellPlace): Promise<string | undefined>;
}

const PLAIN = 0;
const SEALED = 1;

/** A sealed cell: whose key it names, and what that key opens. */
export interface SealedCell {
  keyId: string;
  sealed: Buffer;
}

/** The bytes of a text that nobody seals. */
export const plainCell = (text: string): Buffer => Buffer.concat([Buffer.of(PLAIN), Buffer.from(text)]);

/** The bytes of a sealed cell: its kind, the length of the key's id, the id, what is sealed. */
export function sealedCell({ keyId, sealed }: SealedCell): Buffer {
  const id = Buffer.from(keyId);
  return Buffer.concat([Buffer.of(SEALED, id.length), id, sealed]);
}

/** What a cell's bytes are: a text that nobody has sealed, or a sealed one. */
export function cellOf(bytes: Buffer): string | SealedCell {
  if (bytes[0] === PLAIN) return bytes.subarray(1).toString('utf8');
  const end = 2 + (bytes[1] ?? 0);
  return { keyId: bytes.subarray(2, end).toString('utf8'), sealed: bytes.subarray(end) };
}

const plainKey: CellKey = {
  seal: (text) => plainCell(text),
  open(bytes) {
    const cell = cellOf(bytes);
    if (typeof cell === 'string') return cell;
    throw new OrderlyError(
      'payload_sealed',
      'A value in the store is encrypted, and this process has no master key',
    );
  },
};

/** For an installation without a master key: cells stand in clear, and a sealed one says why it cannot be read. */
export const plainCells: Cells = {
  keyOf: () => Promise.resolve(plainKey),
  seal: (text, place) => Promise.resolve(plainKey.seal(text, place)),
  // A refusal is the caller's rejected promise, as with keys.
  open: async (cell, place) => Promise.resolve(plainKey.open(cell, place)),
};

/** The value of a cell that holds JSON; undefined if it has been forgotten. */
export async function openJson<Value>(
  cells: Cells,
  cell: Buffer,
  place: CellPlace,
): Promise<Value | undefined> {
  const text = await cells.open(cell, place);
  return text === undefined ? undefined : (JSON.parse(text) as Value);
}
