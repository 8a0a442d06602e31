/** Where the weights of each part of the network are stored. */
import type { Place } from './kernel.js';
import type { TransformerFile } from './transformer-file.js';
import type { TransformerHeader } from './transformer-header.js';

/** A dense layer with int8 weights [outputs, inputs] and a scale per output. */
export interface Dense {
  weights: Place;
  scales: Place;
  bias: Place;
  inputs: number;
  outputs: number;
}

/** A LayerNorm. */
export interface Norm {
  weight: Place;
  bias: Place;
}

/** One layer of the encoder. */
export interface Layer {
  query: Dense;
  key: Dense;
  value: Dense;
  attention: Dense;
  attentionNorm: Norm;
  inner: Dense;
  outer: Dense;
  outerNorm: Norm;
}

/** Int8 rows with a scale each. */
export interface Embedding {
  rows: Place;
  scales: Place;
}

/** A dense layer in f32 over mean states. */
export interface Head {
  weights: Place;
  bias: Place;
  outputs: number;
}

/** The whole network. */
export interface Network {
  shape: Readonly<Pick<TransformerHeader, 'width' | 'heads' | 'inner' | 'positions'>>;
  word: Embedding;
  position: Embedding;
  norm: Norm;
  layers: readonly Layer[];
  intents: Head;
  languages: Head;
}

/** Finds the weights of a network with `pieces` word pieces; throws `model_unreadable` if any is missing. */
export function findNetwork(file: TransformerFile, pieces: number): Network {
  const { layers, width, heads, inner, positions, labels, languages } = file.header;
  const embedding = (name: string, count: number): Embedding => {
    const { offset, scales } = file.rows(name, count, width);
    return { rows: offset, scales };
  };
  const head = (name: string, outputs: number): Head => ({
    weights: file.floats(`${name}.weight`, outputs, width),
    bias: file.floats(`${name}.bias`, outputs),
    outputs,
  });
  return {
    shape: { width, heads, inner, positions },
    word: embedding('embeddings.word', pieces),
    position: embedding('embeddings.position', positions),
    norm: findNorm(file, 'embeddings.norm'),
    layers: Array.from({ length: layers }, (_, n) => findLayer(file, `layer.${n}`)),
    intents: head('head', labels.length),
    languages: head('language', languages.length),
  };
}

function findLayer(file: TransformerFile, name: string): Layer {
  const { width, inner } = file.header;
  return {
    query: findDense(file, `${name}.query`, width, width),
    key: findDense(file, `${name}.key`, width, width),
    value: findDense(file, `${name}.value`, width, width),
    attention: findDense(file, `${name}.attention`, width, width),
    attentionNorm: findNorm(file, `${name}.attentionNorm`),
    inner: findDense(file, `${name}.inner`, width, inner),
    outer: findDense(file, `${name}.outer`, inner, width),
    outerNorm: findNorm(file, `${name}.outerNorm`),
  };
}

function findDense(file: TransformerFile, name: string, inputs: number, outputs: number): Dense {
  const { offset, scales } = file.rows(`${name}.weight`, outputs, inputs);
  return { weights: offset, scales, bias: file.floats(`${name}.bias`, outputs), inputs, outputs };
}

function findNorm(file: TransformerFile, name: string): Norm {
  const { width } = file.header;
  return { weight: file.floats(`${name}.weight`, width), bias: file.floats(`${name}.bias`, width) };
}
