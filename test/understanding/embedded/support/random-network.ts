/** A small network of random numbers, as its two files and as plain numbers. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { TransformerFiles } from '../../../../src/understanding/embedded/transformer/transformer.js';
import { seededRandom } from '../../../../model/training/random.js';

/** What the file says before its tensors. */
export const shape = {
  layers: 2,
  width: 32,
  heads: 2,
  inner: 72,
  positions: 96,
  labels: ['cancel', 'refund', 'other'],
  languages: ['en', 'de'],
  dataHash: '0'.repeat(64),
};

/** Enough for words of Latin letters. */
export const pieces = [
  ...['[PAD]', '[UNK]', '[CLS]', '[SEP]', '.', '!', '?', ','],
  ...Array.from('abcdefghijklmnopqrstuvwxyz', (letter) => letter),
  ...Array.from('abcdefghijklmnopqrstuvwxyz', (letter) => `##${letter}`),
  ...['wher', '##e', 'order', 'number', 'email', 'link'],
];

/** A tensor, row by row; the numbers of an int8 one are `values` times their row's scale. */
export interface Tensor {
  shape: readonly number[];
  values: readonly number[];
  scales?: readonly number[];
}

/** All tensors by name. */
export function randomTensors(seed: number): Map<string, Tensor> {
  const random = seededRandom(seed);
  const around = (middle: number, reach: number): number => Math.fround(middle + reach * (2 * random() - 1));
  const tensors = new Map<string, Tensor>();
  const floats = (name: string, sizes: readonly number[], middle = 0, reach = 0.5): void => {
    const count = sizes.reduce((product, size) => product * size, 1);
    tensors.set(name, { shape: sizes, values: Array.from({ length: count }, () => around(middle, reach)) });
  };
  const rows = (name: string, count: number, columns: number): void => {
    tensors.set(name, {
      shape: [count, columns],
      values: Array.from({ length: count * columns }, () => Math.round(around(0, 127))),
      scales: Array.from({ length: count }, () => around(0.003, 0.001)),
    });
  };
  const norm = (name: string): void => {
    floats(`${name}.weight`, [width], 1, 0.3);
    floats(`${name}.bias`, [width]);
  };
  const dense = (name: string, inputs: number, outputs: number): void => {
    rows(`${name}.weight`, outputs, inputs);
    floats(`${name}.bias`, [outputs]);
  };
  const { width, inner } = shape;
  rows('embeddings.word', pieces.length, width);
  rows('embeddings.position', shape.positions, width);
  norm('embeddings.norm');
  for (const layer of Array.from({ length: shape.layers }, (_, n) => `layer.${n}`)) {
    for (const part of ['query', 'key', 'value', 'attention']) dense(`${layer}.${part}`, width, width);
    norm(`${layer}.attentionNorm`);
    dense(`${layer}.inner`, width, inner);
    dense(`${layer}.outer`, inner, width);
    norm(`${layer}.outerNorm`);
  }
  floats('head.weight', [shape.labels.length, width]);
  floats('head.bias', [shape.labels.length]);
  floats('language.weight', [shape.languages.length, width]);
  floats('language.bias', [shape.languages.length]);
  return tensors;
}

/** The bytes of a file of weights; `header` changes what it says of itself. */
export function fileOf(tensors: ReadonlyMap<string, Tensor>, header: object = {}): Buffer {
  const data: Buffer[] = [];
  let end = 0;
  const placed = (bytes: ArrayBufferView): number => {
    const place = Math.ceil(end / 16) * 16;
    data.push(Buffer.alloc(place - end), Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
    end = place + bytes.byteLength;
    return place;
  };
  const described: Record<string, object> = {};
  for (const [name, { shape: sizes, values, scales }] of tensors) {
    described[name] =
      scales === undefined
        ? { type: 'f32', shape: sizes, offset: placed(Float32Array.from(values)) }
        : {
            type: 'i8',
            shape: sizes,
            scales: placed(Float32Array.from(scales)),
            offset: placed(Int8Array.from(values)),
          };
  }
  const json = Buffer.from(JSON.stringify({ ...shape, tensors: described, ...header }));
  const head = Buffer.alloc(12);
  head.write('ORDT', 'latin1');
  head.writeUInt32LE(1, 4);
  head.writeUInt32LE(json.length, 8);
  return Buffer.concat([head, json, Buffer.alloc(-(12 + json.length) & 15), ...data]);
}

/** Both files in a folder of their own, which goes with `Symbol.asyncDispose`. */
export async function writeNetwork(
  weights: Uint8Array,
  vocabulary: readonly string[] = pieces,
): Promise<TransformerFiles & AsyncDisposable> {
  const folder = await mkdtemp(join(tmpdir(), 'orderly-transformer-'));
  await writeFile(join(folder, 'transformer.bin'), weights);
  await writeFile(join(folder, 'pieces.txt'), vocabulary.map((piece) => `${piece}\n`).join(''));
  return {
    weights: pathToFileURL(join(folder, 'transformer.bin')),
    pieces: pathToFileURL(join(folder, 'pieces.txt')),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true }),
  };
}
