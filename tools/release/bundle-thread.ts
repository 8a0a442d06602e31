/** The understanding thread as one file: to open sixty small ones would take a third of its cold start. */
import { readFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'esbuild';

const source = fileURLToPath(new URL('../../src/understanding/embedded/', import.meta.url));

/** Writes the thread with all that it imports to `thread.js` of a folder; the model's files have to lie there too. */
export async function bundleThread(folder: string): Promise<void> {
  await build({
    entryPoints: [join(source, 'thread.ts')],
    outfile: join(folder, 'thread.js'),
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    sourcemap: 'linked',
    logLevel: 'warning',
    plugins: [filesBeside, noYaml],
  });
}

/** Who starts the thread hands it the intents; what reads them from YAML stays outside, for a thread without them. */
const noYaml: Plugin = {
  name: 'no-yaml',
  setup: (esbuild) => {
    const path = '../intents/read-intents.js';
    esbuild.onResolve({ filter: /\/read-intents\.js$/ }, () => ({ path, external: true }));
  },
};

/** Each module goes on finding the files that lie beside it. */
const filesBeside: Plugin = {
  name: 'files-beside',
  setup: (esbuild) => {
    esbuild.onLoad({ filter: /\.ts$/ }, async ({ path }) => {
      const own = `new URL(${JSON.stringify(relative(source, path))}, import.meta.url).href`;
      const contents = (await readFile(path, 'utf8')).replaceAll('import.meta.url', own);
      return { contents, loader: 'ts', resolveDir: dirname(path) };
    });
  },
};
