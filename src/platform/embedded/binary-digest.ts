/**
 * The SHA-256 of an installed binary, written next to it on installation and checked before each use: a binary
 * that has changed since, through disk failure or tampering, is not run.
 */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { access, readFile, rename, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { pipeline } from 'node:stream/promises';

/** The state of a file: as installed, changed since, never recorded, or missing. */
export type Installed = 'unchanged' | 'changed' | 'unrecorded' | 'absent';

/** Moves a binary into place, its digest first: a file without one never counts as installed. */
export async function moveIntoPlace(file: string, target: string): Promise<void> {
  const draft = `${file}.sha256`;
  // In sha256sum's format, so that `sha256sum -c` works too.
  await writeFile(draft, `${await sha256Of(file)}  ${basename(target)}\n`);
  await rename(draft, recordOf(target));
  await rename(file, target);
}

/** Compares a file with the digest recorded on installation. */
export async function compareWithRecord(file: string): Promise<Installed> {
  if (!(await exists(file))) return 'absent';
  const record = await readFile(recordOf(file), 'utf8').catch(() => undefined);
  const recorded = /^([0-9a-f]{64}) /.exec(record ?? '')?.[1];
  if (recorded === undefined) return 'unrecorded';
  return (await sha256Of(file)) === recorded ? 'unchanged' : 'changed';
}

const recordOf = (file: string): string => `${file}.sha256`;

async function sha256Of(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
