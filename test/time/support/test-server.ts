/** The time-skipping test server, if this machine has one: `npm test` installs it and names what is skipped without it. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

const cache = '.cache/bin';

/** Its path, or undefined. */
export const testServer: string | undefined = process.env['TEMPORAL_TEST_SERVER_PATH'] ?? cached();

/** Why tests in skipped time cannot run here, for the name of a suite; empty if they can. */
export const whyNot =
  testServer === undefined ? ' (no time-skipping server: set TEMPORAL_TEST_SERVER_PATH)' : '';

function cached(): string | undefined {
  try {
    const name = readdirSync(cache).find((file) => /^temporal-test-server-[\d.]+$/.test(file));
    return name === undefined ? undefined : join(cache, name);
  } catch {
    return undefined;
  }
}
