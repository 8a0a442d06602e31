/**
 * `node --import ./bench/plain-typescript.js`: loads TypeScript as workflow bundle and build write it. The loader of
 * the other scripts keeps the names of functions, for which each closure costs about as much as a simple expression.
 */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { register } from 'node:module';
import { fileURLToPath } from 'node:url';
import { isMainThread } from 'node:worker_threads';
import { transform } from 'esbuild';

// Node calls the hooks below in a thread of their own, which loads this file again.
if (isMainThread) register(import.meta.url);

const options = { loader: 'ts', target: 'es2022', format: 'esm', keepNames: false };

/** `./x.js` is `./x.ts` where that is its source. */
export function resolve(specifier, context, next) {
  if (specifier.startsWith('.') && specifier.endsWith('.js')) {
    const { href } = new URL(specifier.replace(/js$/, 'ts'), context.parentURL);
    if (existsSync(fileURLToPath(href))) return { url: href, format: 'module', shortCircuit: true };
  }
  return next(specifier, context);
}

/** Takes the types out. */
export async function load(url, context, next) {
  if (!url.startsWith('file:') || !url.endsWith('.ts')) return next(url, context);
  const filename = fileURLToPath(url);
  const { code } = await transform(await readFile(filename, 'utf8'), { ...options, sourcefile: filename });
  return { format: 'module', source: code, shortCircuit: true };
}
