/** The fine-tuned transformer: what a message and each of its sentences ask for, in a single pass. */
import { loadKernel, type Kernel, largestInput, layOut, type Place } from './kernel.js';
import { withTransformerFile, type TransformerFile } from './transformer-file.js';
import { countPieces, cutMessage, readVocabulary } from './word-pieces.js';
import type { TransformerHeader } from './transformer-header.js';

// Where the weights of each part of the network are stored.

/** A dense layer with int8 weights [outputs, inputs] and a scale per output. */
interface Dense {
  weights: Place;
  scales: Place;
  bias: Place;
  inputs: number;
  outputs: number;
}

/** A LayerNorm. */
interface Norm {
  weight: Place;
  bias: Place;
}

/** One layer of the encoder. */
interface Layer {
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
interface Embedding {
  rows: Place;
  scales: Place;
}

/** A dense layer in f32 over mean states. */
interface Head {
  weights: Place;
  bias: Place;
  outputs: number;
}

/** The whole network. */
interface Network {
  shape: Readonly<Pick<TransformerHeader, 'width' | 'heads' | 'inner' | 'positions'>>;
  word: Embedding;
  position: Embedding;
  norm: Norm;
  layers: readonly Layer[];
  intents: Head;
  languages: Head;
}

/** Finds the weights of a network with `pieces` word pieces; throws `model_unreadable` if any is missing. */
function findNetwork(file: TransformerFile, pieces: number): Network {
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

// The encoder: from piece ids to the state of each token.

type Area =
  'states' | 'query' | 'key' | 'value' | 'mixed' | 'added' | 'inner' | 'packed' | 'scales' | 'scores';

/** The encoder's working memory, after the weights. */
interface Workspace {
  places: Readonly<Record<Area, Place>>;
  end: Place;
}

// The kernel takes four tokens at a time.
const rowsFor = (tokens: number): number => Math.ceil(tokens / 4) * 4;

/** Lays out memory for the longest message from `start` on. */
function layOutWorkspace({ shape }: Network, start: Place): Workspace {
  const { width, inner, positions } = shape;
  const rows = rowsFor(positions);
  const states = rows * width * 4;
  return layOut<Area>(start, {
    states,
    query: states,
    key: states,
    value: states,
    mixed: states,
    added: states,
    inner: rows * inner * 4,
    packed: rows * Math.max(width, inner) * 2,
    scales: rows * 4,
    scores: 2 * rows * 4,
  });
}

/** Encodes at most `positions` pieces into their states, a row of `width` each; valid until the next call. */
function createEncoder(
  network: Network,
  kernel: Kernel,
  memory: ArrayBuffer,
  { places }: Workspace,
): (ids: readonly number[]) => Float32Array {
  const { shape, layers } = network;
  const states = new Float32Array(memory, places.states, rowsFor(shape.positions) * shape.width);
  const embed = embedder(network, memory, places);
  return (ids) => {
    const tokens = Math.min(ids.length, shape.positions);
    const rows = rowsFor(tokens);
    embed(ids.slice(0, tokens), rows);
    const steps = stepsOf(network, kernel, places, tokens);
    steps.addNorm(network.norm);
    for (const layer of layers) encodeLayer(layer, places, steps);
    return states.subarray(0, tokens * shape.width);
  };
}

interface Steps {
  /** Prepares rows of this size as input of `dense`. */
  quantise: (x: Place, size: number) => void;
  dense: (dense: Dense, y: Place) => void;
  attend: () => void;
  gelu: () => void;
  /** Adds `added` to the states and normalises them. */
  addNorm: (norm: Norm) => void;
}

function encodeLayer(layer: Layer, places: Workspace['places'], steps: Steps): void {
  steps.quantise(places.states, layer.query.inputs);
  steps.dense(layer.query, places.query);
  steps.dense(layer.key, places.key);
  steps.dense(layer.value, places.value);
  steps.attend();
  steps.quantise(places.mixed, layer.attention.inputs);
  steps.dense(layer.attention, places.added);
  steps.addNorm(layer.attentionNorm);
  steps.quantise(places.states, layer.inner.inputs);
  steps.dense(layer.inner, places.inner);
  steps.gelu();
  steps.quantise(places.inner, layer.outer.inputs);
  steps.dense(layer.outer, places.added);
  steps.addNorm(layer.outerNorm);
}

function stepsOf({ shape }: Network, kernel: Kernel, places: Workspace['places'], tokens: number): Steps {
  const { width, heads, inner } = shape;
  const { states, query, key, value, mixed, added, packed, scales, scores } = places;
  const rows = rowsFor(tokens);
  return {
    quantise: (x, size) => {
      kernel.quantise(x, packed, scales, rows, size, largestInput(size));
    },
    dense: ({ weights, scales: weightScales, bias, inputs, outputs }, y) => {
      kernel.dense(packed, scales, weights, weightScales, bias, y, rows, inputs, outputs);
    },
    attend: () => {
      kernel.attend(query, key, value, mixed, scores, tokens, rows, heads, width / heads);
    },
    gelu: () => {
      kernel.gelu(places.inner, rows * inner);
    },
    addNorm: ({ weight, bias }) => {
      kernel.addNorm(states, added, weight, bias, rows, width);
    },
  };
}

/** Puts the pieces' embeddings into the states and their positions' into `added`, which `addNorm` sums. */
function embedder(
  { word, position, shape }: Network,
  memory: ArrayBuffer,
  places: Workspace['places'],
): (ids: readonly number[], rows: number) => void {
  const { width, positions } = shape;
  const numbers = rowsFor(positions) * width;
  const states = new Float32Array(memory, places.states, numbers);
  const added = new Float32Array(memory, places.added, numbers);
  return (ids, rows) => {
    ids.forEach((id, token) => {
      copyRow(memory, word, id, states.subarray(token * width, (token + 1) * width));
      copyRow(memory, position, token, added.subarray(token * width, (token + 1) * width));
    });
    states.fill(0, ids.length * width, rows * width);
    added.fill(0, ids.length * width, rows * width);
  };
}

function copyRow(memory: ArrayBuffer, { rows, scales }: Embedding, row: number, target: Float32Array): void {
  const source = new Int8Array(memory, rows + row * target.length, target.length);
  const scale = new Float32Array(memory, scales + row * 4, 1)[0] ?? 0;
  for (let at = 0; at < target.length; at += 1) target[at] = (source[at] ?? 0) * scale;
}

/** What the network says about a text: logits, in the order of `labels` and `languages`. */
interface Reading {
  message: Float32Array;
  /** Sentences of which the network has read at least one piece, in order. */
  sentences: { text: string; logits: Float32Array }[];
  language: Float32Array;
  /** The mean of the message's states, from which the logits are computed. */
  state: Float32Array;
}

/** A loaded network. */
export interface Transformer {
  labels: readonly string[];
  languages: readonly string[];
  /** SHA-256 of what it was trained with. */
  dataHash: string;
  /** Reads a message; a text without words gets the logits of a zero mean. Runs on the calling thread. */
  read: (text: string) => Reading;
  /** Pieces of a sentence: the cost of reading it. */
  count: (sentence: string) => number;
}

/** The two files of a network. */
export interface TransformerFiles {
  weights: URL;
  /** Word pieces, one per line. */
  pieces: URL;
}

/** The network of this release. */
export const shippedTransformer: TransformerFiles = {
  weights: new URL('./transformer.bin', import.meta.url),
  pieces: new URL('./pieces.txt', import.meta.url),
};

const WARM_UP = 'Where is my order? It should have come last week.';

/** Loads a network; throws `model_unreadable` if its files are incomplete or do not fit each other. */
export async function loadTransformer(files: TransformerFiles = shippedTransformer): Promise<Transformer> {
  const vocabulary = await readVocabulary(files.pieces);
  return withTransformerFile(files.weights, async (file) => {
    const network = findNetwork(file, vocabulary.size);
    const workspace = layOutWorkspace(network, file.size);
    const { kernel, memory } = await loadKernel(workspace.end);
    await file.readInto(new Uint8Array(memory));
    const encode = createEncoder(network, kernel, memory, workspace);
    const { width } = network.shape;
    const read = (text: string): Reading => {
      const { ids, sentences } = cutMessage(text, vocabulary);
      const last = ids.length - 1;
      const states = last > 1 ? encode(ids) : new Float32Array(0);
      const mean = meanRow(states, width, 1, last);
      return {
        message: logits(memory, network.intents, mean),
        sentences: sentences
          .filter(({ start, end }) => end > start)
          .map(({ text: sentence, start, end }) => ({
            text: sentence,
            logits: logits(memory, network.intents, meanRow(states, width, start, end)),
          })),
        language: logits(memory, network.languages, mean),
        state: mean,
      };
    };
    // V8 optimises the kernel once it has run: not while the first customer waits.
    read(WARM_UP);
    const { labels, languages, dataHash } = file.header;
    return { labels, languages, dataHash, read, count: (sentence) => countPieces(sentence, vocabulary) };
  });
}

/** The mean of rows from `start` up to, not including, `end`; zeros if there are none. */
function meanRow(states: Float32Array, width: number, start: number, end: number): Float32Array {
  const mean = new Float32Array(width);
  for (let row = start; row < end; row += 1)
    for (let at = 0; at < width; at += 1)
      mean[at] = (mean[at] ?? 0) + (states[row * width + at] ?? 0) / (end - start);
  return mean;
}

function logits(memory: ArrayBuffer, { weights, bias, outputs }: Head, mean: Float32Array): Float32Array {
  const rows = new Float32Array(memory, weights, outputs * mean.length);
  return Float32Array.from(new Float32Array(memory, bias, outputs), (start, output) =>
    mean.reduce((sum, value, at) => sum + value * (rows[output * mean.length + at] ?? 0), start),
  );
}
