/** Programs that tests start often, each with what it imports in few files: hundreds of small ones take a second to open. */
import { readFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, type Plugin } from 'esbuild';

/** Packages of plain JavaScript, which go into the bundle. Those that find files or native code beside themselves do not. */
const plain = new Set([
  ...['@marcbachmann/cel-js', 'commander', 'csv-parse', 'got', 'graphql', 'htmlparser2', 'jose'],
  ...['jsonpath-rfc9535', 'kysely', 'oauth4webapi', 're2js', 'tough-cookie', 'yaml', 'zod'],
]);

/** Which of the project's files are such programs. */
const program =
  /^worker\.ts$|^src\/cli\/main\.ts$|^demo\/(shop\/main|carriers\/carrier-main)\.ts$|^test\/cli\/command-host\.ts$|^test\/(.+\/support\/)(paying\/worker|worker|own-\w+)\.ts$/;

/** Bundles the programs among some files into a folder that holds every module already, over what lies there. */
export async function bundlePrograms(files: readonly string[], dist: string): Promise<void> {
  await build({
    entryPoints: files.filter((file) => program.test(file)),
    outdir: dist,
    outbase: '.',
    allowOverwrite: true,
    bundle: true,
    splitting: true,
    chunkNames: 'chunks/[hash]',
    format: 'esm',
    platform: 'node',
    target: 'node20',
    logLevel: 'warning',
    // What is written for CommonJS asks for modules of Node by `require`.
    banner: {
      js: "import { createRequire as requireOf } from 'node:module'; const require = requireOf(import.meta.url);",
    },
    plugins: [plainPackages, ownPlaces(dist)],
  });
}

const plainPackages: Plugin = {
  name: 'plain-packages',
  setup: (esbuild) => {
    esbuild.onResolve({ filter: /^[^./]/ }, ({ path, kind, importer }) => {
      if (kind === 'entry-point' || importer.includes('/node_modules/')) return undefined;
      const [scope = '', name = ''] = path.split('/');
      return plain.has(scope.startsWith('@') ? `${scope}/${name}` : scope)
        ? undefined
        : { path, external: true };
    });
  },
};

/** Each module goes on finding the files that lie beside it. */
const ownPlaces = (dist: string): Plugin => ({
  name: 'own-places',
  setup: (esbuild) => {
    esbuild.onLoad({ filter: /\.ts$/ }, async ({ path }) => {
      if (path.includes('/node_modules/')) return undefined;
      const place = pathToFileURL(join(dist, relative('.', path).replace(/ts$/, 'js'))).href;
      const contents = (await readFile(path, 'utf8')).replaceAll('import.meta.url', JSON.stringify(place));
      return { contents, loader: 'ts', resolveDir: dirname(path) };
    });
  },
});
