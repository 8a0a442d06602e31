/** Files that nobody but their owner may read: what customers have written lies in them. */
import { chmod, mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** Makes a folder, with those above it; one that is there already is closed to others. */
export async function makePrivateFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await chmod(folder, 0o700);
}

/** Closes all that lies in a folder: programs with a mind of their own make files that everybody may read. */
export async function closeToOthers(folder: string): Promise<void> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  await Promise.all(
    entries
      .filter((entry) => entry.isFile() || entry.isDirectory())
      .map((entry) => chmod(join(entry.parentPath, entry.name), entry.isDirectory() ? 0o700 : 0o600)),
  );
}
