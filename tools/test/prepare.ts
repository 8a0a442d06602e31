/** What a suite's hundreds of processes need, made once: the project as JavaScript, in the shape that users install it. */
import { copyFile, mkdir, readdir, symlink, writeFile } from 'node:fs/promises';
import { dirname, join, resolve, sep } from 'node:path';
import { bundleWorkflowCode } from '@temporalio/worker';
import { build } from 'esbuild';
import { openEmbeddedStore } from '../../src/platform/embedded/start-embedded.js';
import { workflowSource } from '../../src/platform/temporal/workflow-source.js';
import { migrate } from '../../src/store/open-store.js';
import { bundlePrograms } from './bundle-programs.js';
import { bundleThread } from '../release/bundle-thread.js';

/** Where programs of the product, of the demo and of the tests lie; those that are not there are passed over. */
const roots = ['src', 'merchants', 'demo', 'test', 'flows'];

/** Systems of others' making, which nothing here compiles. */
const foreign = `test${sep}peers${sep}`;

/**
 * Builds into a folder: `bin/orderly.js`, and `dist/` with every module, the workflows' bundle and the thread of the
 * model; beside them `store/`, an empty store. Files that are no code are links to the project's.
 */
export async function prepareForTests(folder: string): Promise<void> {
  const files = (await Promise.all(roots.map(filesBelow))).flat();
  const code = ['worker.ts', ...files.filter((file) => file.endsWith('.ts'))];
  const dist = join(folder, 'dist');
  await build({
    entryPoints: code,
    outdir: dist,
    outbase: '.',
    format: 'esm',
    platform: 'node',
    target: 'node20',
    logLevel: 'warning',
  });
  await bundlePrograms(code, dist);
  for (const file of files.filter((each) => !each.endsWith('.ts'))) await link(file, join(dist, file));
  await mkdir(join(folder, 'bin'));
  await copyFile('bin/orderly.js', join(folder, 'bin/orderly.js'));
  for (const name of ['node_modules', 'package.json']) await link(name, join(folder, name));
  await bundleThread(join(dist, 'src/understanding/embedded'));
  const bundle = await bundleWorkflowCode({ ...workflowSource(`${dist}${sep}`), logger: silent });
  await writeFile(join(dist, 'workflow-bundle.js'), bundle.code);
  await makeEmptyStore(join(folder, 'store'));
}

async function makeEmptyStore(folder: string): Promise<void> {
  await using store = await openEmbeddedStore(folder);
  await migrate(store.databaseUrl);
}

async function filesBelow(root: string): Promise<string[]> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .filter((file) => !file.startsWith(foreign) && !file.endsWith('.d.ts'));
}

async function link(file: string, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true });
  await symlink(resolve(file), to);
}

const nothing = (): void => undefined;
const silent = { log: nothing, trace: nothing, debug: nothing, info: nothing, warn: nothing, error: nothing };
