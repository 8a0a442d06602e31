/** How a program of the project is given to Node. */
import { existsSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Arguments of Node that run a file of the project: as `npm test` has built it into the folder ORDERLY_TEST_BUILT, since
 * its TypeScript takes seconds to load in each process; else from its source. A path starts at the working folder.
 */
export function programArguments(file: string | URL): string[] {
  const source = file instanceof URL ? fileURLToPath(file) : resolve(file);
  const built = builtFrom(relative(process.cwd(), source));
  if (built !== undefined) return [built];
  return source.endsWith('.ts') ? ['--import', 'tsx', source] : [source];
}

function builtFrom(file: string): string | undefined {
  const folder = process.env['ORDERLY_TEST_BUILT'];
  if (folder === undefined) return undefined;
  const path = file.endsWith('.ts') ? join(folder, 'dist', file.replace(/ts$/, 'js')) : join(folder, file);
  return existsSync(path) ? path : undefined;
}
