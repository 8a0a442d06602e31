/** The fine-tuned transformer: what a message and each of its sentences ask for, in a single pass. */
import { loadKernel } from './kernel.js';
import { createEncoder, layOutWorkspace } from './layers.js';
import { findNetwork, type Head } from './network.js';
import { withTransformerFile } from './transformer-file.js';
import { countPieces, cutMessage, readVocabulary } from './word-pieces.js';

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
