/** The model as stored in the repository: int8 weights with a scale per class, base64 inside JSON. */
import type { Head, LabelModel, NgramModel } from './ngram-model.js';

/** A vocabulary and a head over it, as stored. */
export interface EncodedLabels {
  /** N-grams in sorted order, one per line. */
  vocabulary: string;
  /** Inverse document frequencies in steps of `idfStep`, one byte each. */
  idf: string;
  idfStep: number;
  labels: EncodedHead;
}

/** The file's shape. */
export interface WeightsFile extends EncodedLabels {
  /** Short SHA-256 of what was learnt. */
  version: string;
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
export const encodeModel = (model: NgramModel): Omit<WeightsFile, 'version'> => ({
  ...encodeLabels(model),
  languages: encodeHead(model.languages),
});

/** Unpacks a model. */
export const decodeModel = (file: Omit<WeightsFile, 'version'>): NgramModel => ({
  ...decodeLabels(file),
  languages: decodeHead(file.languages),
});

/** Packs a vocabulary and a head over it. */
export function encodeLabels({ vocabulary, labels }: LabelModel): EncodedLabels {
  const idfStep = round(Math.max(...vocabulary.idf) / 255);
  return {
    vocabulary: vocabulary.ngrams.join('\n'),
    idf: base64(Uint8Array.from(vocabulary.idf, (value) => Math.round(value / idfStep))),
    idfStep,
    labels: encodeHead(labels),
  };
}

/** Unpacks them. */
export const decodeLabels = (file: EncodedLabels): LabelModel => ({
  vocabulary: {
    ngrams: file.vocabulary.split('\n'),
    idf: Float32Array.from(Buffer.from(file.idf, 'base64'), (byte) => byte * file.idfStep),
  },
  labels: decodeHead(file.labels),
});

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
