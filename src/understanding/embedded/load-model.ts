/** Reads the embedded model of this release from the files beside this module. */
import { readFile } from 'node:fs/promises';
import type { EmbeddedModel, Mix } from './model.js';
import { decodeParts, type PartsFile } from './sublabel-classifier.js';
import { decodeModel, type WeightsFile } from './ngrams/weights.js';
import { loadTransformer } from './transformer/transformer.js';

/** The mix's file: what was fitted, and the version that names the whole model in every understanding. */
interface MixFile extends Mix {
  /** Short SHA-256 of the n-grams' weights, the transformer, the mix and the parts. */
  version: string;
}

/** The model and its version. */
export async function loadModel(): Promise<{ model: EmbeddedModel; version: string }> {
  const [ngrams, transformer, { version, ...mix }, ...parts] = await Promise.all([
    loadNgrams(),
    loadTransformer(),
    // The files are written by the training script of this release.
    json<MixFile>('./mix.json'),
    json<PartsFile>('./parts.json'),
    json<PartsFile>('./matters.json'),
  ]);
  return { model: { ngrams, transformer, mix, parts: parts.map(decodeParts) }, version };
}

/** The n-gram part. */
export const loadNgrams = async (): Promise<EmbeddedModel['ngrams']> =>
  decodeModel(await json<WeightsFile>('./ngrams/weights.json'));

async function json<T>(name: string): Promise<T> {
  // They are ASCII: a string with one byte per character is parsed, split and searched much faster.
  return JSON.parse(await readFile(new URL(name, import.meta.url), 'latin1')) as T;
}
