/** The folders of merchants: whoever counts, serves, or lets in merchants sees the same ones. */
import { readdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { OrderlyError } from '../contracts/errors/orderly-error.js';

/**
 * Names of the folders in which merchants are, in order: each may have files that name secrets, whole or broken.
 * `path_missing` if there is no such folder.
 */
export async function merchantFolders(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code !== 'ENOENT' && code !== 'ENOTDIR') throw error;
    const hint = 'Set ORDERLY_MERCHANTS to your merchants’ folder.';
    throw new OrderlyError('path_missing', `There is no folder ${folder}`, { hint });
  });
  if (entries.some((entry) => entry.isFile() && entry.name === 'merchant.yaml')) {
    const hint = `Set ORDERLY_MERCHANTS to the folder around it: ${dirname(folder)}.`;
    throw new OrderlyError(
      'path_missing',
      `${folder} is a merchant’s own folder, not that of all merchants`,
      {
        hint,
      },
    );
  }
  return entries
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .map(({ name }) => name)
    .sort();
}
