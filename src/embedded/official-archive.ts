/** Fetches an archive of a maker's release: what it holds is unpacked only if its SHA-256 is the pinned one. */
import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { runCommand } from './run-command.js';
import type { ReleaseArchive } from './temporal-pins.js';

/** After so long without a byte, ms, a download is given up: a proxy that does not answer never ends. */
const SILENCE_MS = 20_000;
const UNPACK_DEADLINE_MS = 60_000;

/** Puts the file of that name out of the archive into a folder; returns its path or the reason for failure. */
export async function fetchArchive(
  { url, sha256 }: ReleaseArchive,
  file: string,
  folder: string,
): Promise<{ file: string } | { failed: string }> {
  const archive = join(folder, 'archive.tar.gz');
  try {
    const digest = await download(url, archive);
    if (digest !== sha256)
      return { failed: `its SHA-256 is ${digest}, not the pinned ${sha256}: nothing of it was run` };
  } catch (error) {
    return { failed: error instanceof Error ? error.message : 'the download failed' };
  }
  // Of an archive whose digest is known, the names in it are known too.
  const unpacked = await runCommand('tar', ['-xzf', archive, '-C', folder, file], UNPACK_DEADLINE_MS);
  return unpacked.ok ? { file: join(folder, file) } : { failed: unpacked.reason };
}

/** Writes what is at an address into a file; returns its SHA-256. */
async function download(url: string, file: string): Promise<string> {
  const silence = new AbortController();
  const giveUp = (): void => {
    silence.abort(new Error(`no byte within ${SILENCE_MS / 1000} s`));
  };
  let timer = setTimeout(giveUp, SILENCE_MS);
  try {
    const { ok, status, body } = await fetch(url, { signal: silence.signal });
    if (!ok || body === null) throw new Error(`the server answers ${status}`);
    const hash = createHash('sha256');
    await pipeline(
      Readable.fromWeb(body as ReadableStream<Uint8Array>),
      async function* (chunks: AsyncIterable<Uint8Array>) {
        for await (const chunk of chunks) {
          clearTimeout(timer);
          timer = setTimeout(giveUp, SILENCE_MS);
          hash.update(chunk);
          yield chunk;
        }
      },
      createWriteStream(file),
    );
    return hash.digest('hex');
  } finally {
    clearTimeout(timer);
  }
}
