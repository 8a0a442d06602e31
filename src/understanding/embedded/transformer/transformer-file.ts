/** The file of the network's weights: a short header, a JSON description, then the numbers; all little endian. */
import { type FileHandle, open } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { OrderlyError } from '../../../contracts/errors/orderly-error.js';
import { HeaderError, parseHeader, type TransformerHeader } from './transformer-header.js';

/** An open file; offsets are bytes from the start of the numbers. */
export interface TransformerFile {
  header: TransformerHeader;
  /** Bytes of the numbers. */
  size: number;
  /** Location of int8 rows and their f32 scales; throws `model_unreadable` unless the tensor has this shape. */
  rows: (name: string, rows: number, columns: number) => { offset: number; scales: number };
  /** Location of f32 numbers; throws `model_unreadable` unless the tensor has this shape. */
  floats: (name: string, ...shape: number[]) => number;
  /** Copies the numbers to the start of `target`. */
  readInto: (target: Uint8Array) => Promise<void>;
}

type Wrong = (what: string, cause?: unknown) => OrderlyError;

const MAGIC = 'ORDT';
const VERSION = 1;
const HEAD_BYTES = 12;
const ALIGNMENT = 16;
const LONGEST_HEADER = 1_000_000;

/** Opens a file of weights while `use` runs; throws `model_unreadable`, saying what is wrong. */
export async function withTransformerFile<T>(
  path: URL,
  use: (file: TransformerFile) => Promise<T>,
): Promise<T> {
  const wrong: Wrong = (what, cause) =>
    new OrderlyError('model_unreadable', what, { place: { file: fileURLToPath(path) }, cause });
  const handle = await open(path).catch((cause: unknown) => {
    throw wrong('The weights cannot be opened', cause);
  });
  try {
    return await use(await describe(handle, wrong));
  } finally {
    await handle.close();
  }
}

async function describe(handle: FileHandle, wrong: Wrong): Promise<TransformerFile> {
  const head = Buffer.alloc(HEAD_BYTES);
  await fill(handle, head, 0, wrong);
  if (head.toString('latin1', 0, 4) !== MAGIC) throw wrong('The file contains no transformer weights');
  const version = head.readUInt32LE(4);
  if (version !== VERSION)
    throw wrong(`The weights have format ${version}, but this release reads ${VERSION}`);
  const length = head.readUInt32LE(8);
  if (length > LONGEST_HEADER) throw wrong(`A description of ${length} bytes is too long`);
  const text = Buffer.alloc(length);
  await fill(handle, text, HEAD_BYTES, wrong);
  const parsed = headerOf(text.toString(), wrong);
  const start = Math.ceil((HEAD_BYTES + length) / ALIGNMENT) * ALIGNMENT;
  const size = Math.max(0, (await handle.stat()).size - start);
  return {
    header: parsed,
    size,
    ...tensorsOf(parsed, size, wrong),
    readInto: (target) => fill(handle, target.subarray(0, size), start, wrong),
  };
}

/** Fills `target` from this position in the file. */
async function fill(handle: FileHandle, target: Uint8Array, from: number, wrong: Wrong): Promise<void> {
  for (let done = 0; done < target.length;) {
    const { bytesRead } = await handle.read(target, done, target.length - done, from + done);
    if (bytesRead === 0) throw wrong(`The file is incomplete: it ends after ${from + done} bytes`);
    done += bytesRead;
  }
}

function headerOf(text: string, wrong: Wrong): TransformerHeader {
  try {
    return parseHeader(text);
  } catch (error) {
    if (error instanceof HeaderError)
      throw wrong(`The header of the weights is invalid: ${error.message}`, error);
    throw error;
  }
}

function tensorsOf(
  { tensors }: TransformerHeader,
  size: number,
  wrong: Wrong,
): Pick<TransformerFile, 'rows' | 'floats'> {
  const find = (name: string, type: 'i8' | 'f32', shape: readonly number[]) => {
    const tensor = tensors[name];
    const said = tensor === undefined ? 'missing' : `${tensor.type} ${tensor.shape.join(' × ')}`;
    const asked = `${type} ${shape.join(' × ')}`;
    if (tensor === undefined || said !== asked) throw wrong(`Tensor ${name} is ${said}, not ${asked}`);
    return tensor;
  };
  const within = (name: string, offset: number, bytes: number): number => {
    if (offset + bytes > size) throw wrong(`The file is incomplete: tensor ${name} is cut off`);
    return offset;
  };
  return {
    rows: (name, rows, columns) => {
      const tensor = find(name, 'i8', [rows, columns]);
      const scales = tensor.type === 'i8' ? tensor.scales : 0;
      return { offset: within(name, tensor.offset, rows * columns), scales: within(name, scales, rows * 4) };
    },
    floats: (name, ...shape) => {
      const bytes = shape.reduce((product, extent) => product * extent, 4);
      return within(name, find(name, 'f32', shape).offset, bytes);
    },
  };
}
