/** Finds the Temporal CLI and the time-skipping test server, or installs them into the project's cache folder. */
import { join } from 'node:path';
import { OrderlyError } from '../../contracts/errors/orderly-error.js';
import { compareWithRecord } from './binary-digest.js';
import { installersOf, installInto, probe } from './install-binary.js';
import { type BinaryPin, temporalCli, temporalTestServer } from './temporal-pins.js';

/** Where to look, and where to report. */
export interface BinarySearch {
  /** The project's cache folder; binaries are kept in its `bin`. */
  cacheFolder: string;
  /** A path set by the operator; it is used or rejected, never ignored. */
  explicitPath?: string | undefined;
  /** Receives one line per attempt. */
  log: (line: string) => void;
}

const OLDEST_CLI = [1, 5, 0];

/** Path of a working Temporal CLI; `temporal_not_installed` if none is available. */
export async function findTemporalCli(search: BinarySearch): Promise<string> {
  if (search.explicitPath !== undefined)
    return explicit('TEMPORAL_CLI_PATH', search.explicitPath, temporalCli);
  const onPath = await probe(temporalCli.command, temporalCli);
  if ('answer' in onPath && isRecent(onPath.answer)) return temporalCli.command;
  const why = 'answer' in onPath ? `older than ${OLDEST_CLI.join('.')}` : onPath.failed;
  return cachedOrInstalled(temporalCli, search, [`on the PATH: ${why}`]);
}

/** Path of the time-skipping test server; `temporal_not_installed` if none is available. */
export async function findTestServer(search: BinarySearch): Promise<string> {
  if (search.explicitPath === undefined) return cachedOrInstalled(temporalTestServer, search, []);
  return explicit('TEMPORAL_TEST_SERVER_PATH', search.explicitPath, temporalTestServer);
}

async function explicit(variable: string, path: string, pin: BinaryPin): Promise<string> {
  const probed = await probe(path, pin);
  if ('answer' in probed) return path;
  throw new OrderlyError(
    'config_invalid',
    `${variable} points to ${path}, which does not run: ${probed.failed}`,
  );
}

async function cachedOrInstalled(pin: BinaryPin, search: BinarySearch, failed: string[]): Promise<string> {
  const folder = join(search.cacheFolder, 'bin');
  const installers = installersOf(pin);
  for (const version of new Set(installers.map((installer) => installer.version))) {
    const file = join(folder, `${pin.command}-${version}`);
    const installed = await compareWithRecord(file);
    if (installed === 'unchanged') return file;
    if (installed !== 'absent') search.log(`${pin.title}: ${file} ${whyNotUsed[installed]}; reinstalling it`);
  }
  for (const [index, installer] of installers.entries()) {
    search.log(`${pin.title}: ${index === 0 ? '' : 'that failed; '}${installer.says}`);
    const file = join(folder, `${pin.command}-${installer.version}`);
    const failure = await installInto(file, pin, installer);
    if (failure === undefined) return file;
    failed.push(`${installer.says}: ${failure}`);
  }
  throw notInstalled(pin, failed);
}

const whyNotUsed = {
  changed: 'has changed since it was installed: its SHA-256 differs',
  unrecorded: 'has no SHA-256 beside it to compare with',
};

function notInstalled(pin: BinaryPin, failed: readonly string[]): OrderlyError {
  const message = `The ${pin.title} was not found and could not be installed (${failed.join('; ')})`;
  if (pin === temporalCli) return new OrderlyError('temporal_not_installed', message);
  const hint = 'Install the Temporal test server, and set TEMPORAL_TEST_SERVER_PATH to its path.';
  return new OrderlyError('temporal_not_installed', message, { hint });
}

function isRecent(versionLine: string): boolean {
  const found = /(\d+)\.(\d+)\.(\d+)/.exec(versionLine)?.slice(1).map(Number) ?? [];
  for (const [place, oldest] of OLDEST_CLI.entries()) {
    const part = found[place] ?? -1;
    if (part !== oldest) return part > oldest;
  }
  return true;
}
