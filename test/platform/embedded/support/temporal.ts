/** The Temporal CLI for tests that need a real server, or the reason why there is none. */
import { resolve } from 'node:path';
import { OrderlyError } from '../../../../src/contracts/errors/orderly-error.js';
import { findTemporalCli } from '../../../../src/platform/embedded/temporal-binary.js';

/** Where the binaries of this working copy are kept. */
export const cacheFolder = resolve('.cache');

/** Path of the CLI; undefined with the reason when none can be had. */
export async function temporalCliOrReason(): Promise<{ cli: string } | { cli: undefined; reason: string }> {
  try {
    const explicitPath = process.env['TEMPORAL_CLI_PATH'];
    return { cli: await findTemporalCli({ cacheFolder, explicitPath, log: () => undefined }) };
  } catch (error) {
    if (!(error instanceof OrderlyError)) throw error;
    return { cli: undefined, reason: error.code };
  }
}
