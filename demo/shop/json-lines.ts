/** A file of JSON lines that only grows and survives the process. */
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  truncateSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';

/** Rows of one kind in a file; what `append` has returned from is in the file. */
export class JsonLines<Row> {
  readonly #rows: Row[];
  #file: number | undefined;
  readonly #durable: boolean;

  /**
   * Opens or creates the file and reads its rows. A last line that a dying process left unfinished is cut off.
   * @param durable whether a row must survive a loss of power too, not the end of the process alone
   */
  constructor(path: string, read: (value: unknown) => Row, durable: boolean) {
    mkdirSync(dirname(path), { recursive: true });
    this.#rows = readRows(path, read);
    this.#file = openSync(path, 'a');
    this.#durable = durable;
  }

  /** All rows, oldest first, also those of former processes. */
  get rows(): readonly Row[] {
    return this.#rows;
  }

  append(row: Row): void {
    if (this.#file === undefined) throw new Error('The file is closed.');
    writeSync(this.#file, `${JSON.stringify(row)}\n`);
    if (this.#durable) fsyncSync(this.#file);
    this.#rows.push(row);
  }

  [Symbol.dispose](): void {
    if (this.#file !== undefined) closeSync(this.#file);
    this.#file = undefined;
  }
}

function readRows<Row>(path: string, read: (value: unknown) => Row): Row[] {
  if (!existsSync(path)) return [];
  const bytes = readFileSync(path);
  const whole = bytes.subarray(0, bytes.lastIndexOf('\n') + 1);
  if (whole.length < bytes.length) truncateSync(path, whole.length);
  const lines = whole.toString('utf8').split('\n').slice(0, -1);
  return lines.map((line, index) => {
    try {
      return read(JSON.parse(line));
    } catch {
      throw new Error(
        `${path}:${index + 1} is not a row of this file. Move the file away, or choose another folder.`,
      );
    }
  });
}
