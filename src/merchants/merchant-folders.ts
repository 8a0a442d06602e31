/** The folders of merchants: whoever counts, serves, or lets in merchants sees the same ones. */
import { readdir } from 'node:fs/promises';

/** Names of the folders in which merchants are, in order: each may have files that name secrets, whole or broken. */
export async function merchantFolders(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .map(({ name }) => name)
    .sort();
}
