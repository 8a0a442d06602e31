/**
 * What `npm test` prepares once for all of its processes, in the folder that ORDERLY_TEST_PREPARED names: the project as
 * JavaScript, the workflows' bundle, an empty store. Without that folder each process makes them for itself, in seconds.
 */
import { existsSync, readFileSync } from 'node:fs';
import { cp, mkdir } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Arguments of Node that run a file of the project, as built or from its source; a path starts at the working folder. */
export function programArguments(file: string | URL): string[] {
  const source = file instanceof URL ? fileURLToPath(file) : resolve(file);
  const path = relative(process.cwd(), source);
  const built = prepared(path.endsWith('.ts') ? join('dist', path.replace(/ts$/, 'js')) : path);
  if (built !== undefined) return [built];
  return source.endsWith('.ts') ? ['--import', 'tsx', source] : [source];
}

/** The code of the product's workflows, if it has been bundled. */
export function preparedBundle(): { code: string } | undefined {
  const path = prepared('dist/workflow-bundle.js');
  return path === undefined ? undefined : { code: readFileSync(path, 'utf8') };
}

/** Lays an empty store of the newest schema into the folder of one that has not been opened yet. */
export async function prepareStore(folder: string): Promise<void> {
  const empty = prepared('store');
  if (empty === undefined) return;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await cp(join(empty, 'data'), join(folder, 'data'), { recursive: true });
}

function prepared(path: string): string | undefined {
  const folder = process.env['ORDERLY_TEST_PREPARED'];
  if (folder === undefined) return undefined;
  const full = join(folder, path);
  return existsSync(full) ? full : undefined;
}
