/** The encoder: from piece ids to the state of each token. */
import { type Kernel, largestInput, layOut, type Place } from './kernel.js';
import type { Dense, Embedding, Layer, Network, Norm } from './network.js';

type Area =
  'states' | 'query' | 'key' | 'value' | 'mixed' | 'added' | 'inner' | 'packed' | 'scales' | 'scores';

/** The encoder's working memory, after the weights. */
export interface Workspace {
  places: Readonly<Record<Area, Place>>;
  end: Place;
}

// The kernel takes four tokens at a time.
const rowsFor = (tokens: number): number => Math.ceil(tokens / 4) * 4;

/** Lays out memory for the longest message from `start` on. */
export function layOutWorkspace({ shape }: Network, start: Place): Workspace {
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
export function createEncoder(
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
