/** The compiled arithmetic (kernel.wat) over one memory, and the layout of that memory. */
import { readFile } from 'node:fs/promises';

/** A place in the kernel's memory, in bytes. */
export type Place = number;

/** The functions of kernel.wat, which documents each; rows are a multiple of 4. */
export interface Kernel {
  quantise: (x: Place, packed: Place, scales: Place, rows: number, size: number, limit: number) => void;
  dense: (
    packed: Place,
    scales: Place,
    weights: Place,
    weightScales: Place,
    bias: Place,
    y: Place,
    rows: number,
    inputs: number,
    outputs: number,
  ) => void;
  attend: (
    q: Place,
    k: Place,
    v: Place,
    y: Place,
    scores: Place,
    tokens: number,
    rows: number,
    heads: number,
    size: number,
  ) => void;
  gelu: (x: Place, count: number) => void;
  addNorm: (x: Place, y: Place, weight: Place, bias: Place, rows: number, size: number) => void;
}

const PAGE_BYTES = 65_536;
const ALIGNMENT = 16;

/** Compiles the kernel over a new memory of at least this many bytes. */
export async function loadKernel(bytes: number): Promise<{ kernel: Kernel; memory: ArrayBuffer }> {
  const pages = Math.ceil(bytes / PAGE_BYTES);
  const memory = new WebAssembly.Memory({ initial: pages, maximum: pages });
  const code = await readFile(new URL('./kernel.wasm', import.meta.url));
  const { instance } = await WebAssembly.instantiate(code, { kernel: { memory } });
  // The file is built from kernel.wat, whose exports these are.
  return { kernel: instance.exports as unknown as Kernel, memory: memory.buffer };
}

/** Places for areas of the given sizes in bytes, laid out consecutively from `start`, and where the last ends. */
export function layOut<Name extends string>(
  start: Place,
  sizes: Readonly<Record<Name, number>>,
): { places: Readonly<Record<Name, Place>>; end: Place } {
  let end = start;
  const places: Partial<Record<Name, Place>> = {};
  for (const name of Object.keys(sizes) as Name[]) {
    const place = Math.ceil(end / ALIGNMENT) * ALIGNMENT;
    places[name] = place;
    end = place + sizes[name];
  }
  return { places: places as Record<Name, Place>, end };
}

/** The `limit` for `quantise` at which a sum of this many products with int8 weights still fits in 32 bits. */
export function largestInput(inputs: number): number {
  return Math.min(32_767, Math.floor((2 ** 31 - 1) / (128 * inputs)));
}
