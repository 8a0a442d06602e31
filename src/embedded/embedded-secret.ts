/** The secret of an installation that configures none: generated once, kept in the embedded server's folder. */
import { randomBytes } from 'node:crypto';
import { link, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Reads or creates the folder's secret; processes that create it concurrently all get the same one. */
export async function embeddedSecret(folder: string): Promise<string> {
  const file = join(folder, 'secret');
  const present = await readFile(file, 'utf8').catch(() => undefined);
  if (present !== undefined) return present;
  const draft = `${file}.${process.pid}`;
  await writeFile(draft, randomBytes(32).toString('base64url'), { mode: 0o600 });
  // Fails if another process was first: its secret wins.
  await link(draft, file).catch(() => undefined);
  await rm(draft, { force: true });
  return readFile(file, 'utf8');
}
