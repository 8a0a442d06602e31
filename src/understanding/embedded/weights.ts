/** The model as it lies in the repository: int8 weights with a scale per class, base64 inside JSON. */
import type { EmbeddedModel, Head } from './model.js';

/** The file's shape. */
export interface WeightsFile {
  /** Short SHA-256 of what was learnt: names the model in every understanding. */
  version: string;
  temperature: number;
  /** N-grams, one a line. */
  vocabulary: string;
  /** Inverse document frequencies in steps of `idfStep`, one byte each. */
  idf: string;
  idfStep: number;
  intents: EncodedHead;
  languages: EncodedHead;
}

/** A head, one byte a weight. */
interface EncodedHead {
  classes: readonly string[];
  bias: readonly number[];
  scales: readonly number[];
  weights: string;
}

/** Packs a model; what it scores changes by less than the calibration is exact. */
export function encodeModel(model: EmbeddedModel): Omit<WeightsFile, 'version'> {
  const idfStep = round(Math.max(...model.vocabulary.idf) / 255);
  return {
    temperature: model.temperature,
    vocabulary: [...model.vocabulary.index.keys()].join('\n'),
    idf: base64(Uint8Array.from(model.vocabulary.idf, (value) => Math.round(value / idfStep))),
    idfStep,
    intents: encodeHead(model.intents),
    languages: encodeHead(model.languages),
  };
}

/** Unpacks a model. */
export function decodeModel(file: Omit<WeightsFile, 'version'>): EmbeddedModel {
  const ngrams = file.vocabulary.split('\n');
  return {
    vocabulary: {
      index: new Map(ngrams.map((ngram, number) => [ngram, number])),
      idf: Float32Array.from(Buffer.from(file.idf, 'base64'), (byte) => byte * file.idfStep),
    },
    intents: decodeHead(file.intents),
    languages: decodeHead(file.languages),
    temperature: file.temperature,
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

function decodeHead(head: EncodedHead): Head {
  const width = head.classes.length;
  const bytes = new Int8Array(Uint8Array.from(Buffer.from(head.weights, 'base64')).buffer);
  return {
    classes: head.classes,
    bias: Float32Array.from(head.bias),
    weights: Float32Array.from(bytes, (byte, at) => byte * (head.scales[at % width] ?? 0)),
  };
}

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
const round = (value: number): number => Number(value.toPrecision(6));
