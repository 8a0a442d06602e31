/** Secrets of an installation that configures none: generated once, kept in the embedded server's folder. */
import { randomBytes } from 'node:crypto';
import { link, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const BYTES = 32;

/** Reads or creates the folder's ORDERLY_SECRET; processes that create it concurrently all get the same one. */
export const embeddedSecret = (folder: string): Promise<string> =>
  made(join(folder, 'secret'), () => randomBytes(BYTES).toString('base64url'));

/** Reads or creates the folder's ORDERLY_MASTER_KEY in the same way. */
export const embeddedMasterKey = (folder: string): Promise<string> =>
  made(join(folder, 'master-key'), () => randomBytes(BYTES).toString('base64'));

async function made(file: string, make: () => string): Promise<string> {
  const present = await readFile(file, 'utf8').catch(() => undefined);
  if (present !== undefined) return present;
  const draft = `${file}.${process.pid}`;
  await writeFile(draft, make(), { mode: 0o600 });
  // Fails if another process was first: its secret wins.
  await link(draft, file).catch(() => undefined);
  await rm(draft, { force: true });
  return readFile(file, 'utf8');
}
