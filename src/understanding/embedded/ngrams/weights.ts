/** The model as stored in the repository: int8 weights with a scale per class, base64 inside JSON. */
import type { NgramModel, Head } from './ngram-model.js';

/** The file's shape. */
export interface WeightsFile {
  /** Short SHA-256 of what was learnt. */
  version: string;
  /** N-grams in sorted order, one per line. */
  vocabulary: string;
  /** Inverse document frequencies in steps of `idfStep`, one byte each. */
  idf: string;
  idfStep: number;
  labels: EncodedHead;
  languages: EncodedHead;
}

/** A head, one byte per weight. */
interface EncodedHead {
  classes: readonly string[];
  bias: readonly number[];
  scales: readonly number[];
  weights: string;
}

/** Packs a model whose scales are all 1; its scores change by less than the calibration's precision. */
export function encodeModel(model: NgramModel): Omit<WeightsFile, 'version'> {
  const idfStep = round(Math.max(...model.vocabulary.idf) / 255);
  return {
    vocabulary: model.vocabulary.ngrams.join('\n'),
    idf: base64(Uint8Array.from(model.vocabulary.idf, (value) => Math.round(value / idfStep))),
    idfStep,
    labels: encodeHead(model.labels),
    languages: encodeHead(model.languages),
  };
}

/** Unpacks a model. */
export function decodeModel(file: Omit<WeightsFile, 'version'>): NgramModel {
  return {
    vocabulary: {
      ngrams: file.vocabulary.split('\n'),
      idf: Float32Array.from(Buffer.from(file.idf, 'base64'), (byte) => byte * file.idfStep),
    },
    labels: decodeHead(file.labels),
    languages: decodeHead(file.languages),
  };
}

function encodeHead(head: Head): EncodedHead {
  const width = head.classes.length;
  const highest = new Array<number>(width).fill(1e-6);
  head.weights.forEach((weight, at) => {
    highest[at % width] = Math.max(highest[at % width] ?? 0, Math.abs(weight));
  });
  const scales = highest.map((value) => round(value / 127));
  const bytes = Int8Array.from(head.weights, (weight, at) => Math.round(weight / (scales[at % width] ?? 1)));
  return {
    classes: head.classes,
    bias: Array.from(head.bias, round),
    scales,
    weights: base64(new Uint8Array(bytes.buffer)),
  };
}

/** The weights stay as bytes: unpacking two million of them would take most of the cold start. */
function decodeHead(head: EncodedHead): Head {
  const bytes = Buffer.from(head.weights, 'base64');
  return {
    classes: head.classes,
    bias: Float32Array.from(head.bias),
    scales: Float32Array.from(head.scales),
    weights: new Int8Array(bytes.buffer, bytes.byteOffset, bytes.length),
  };
}

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
const round = (value: number): number => Number(value.toPrecision(6));
