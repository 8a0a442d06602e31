/** The secret of an installation that has none of its own: made once, kept in the embedded server's folder. */
import { randomBytes } from 'node:crypto';
import { link, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Reads the folder's secret, or makes it; of several processes that make one at once, all get the same. */
export async function embeddedSecret(folder: string): Promise<string> {
  const file = join(folder, 'secret');
  const present = await readFile(file, 'utf8').catch(() => undefined);
  if (present !== undefined) return present;
  const draft = `${file}.${process.pid}`;
  await writeFile(draft, randomBytes(32).toString('base64url'), { mode: 0o600 });
  // Fails when another process was first: its secret counts.
  await link(draft, file).catch(() => undefined);
  await rm(draft, { force: true });
  return readFile(file, 'utf8');
}
