/** The same world on Temporal's dev server, in real time, with dynamic settings of its own. */
import { readdirSync } from 'node:fs';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { searchAttributeKeys } from '../../../src/temporal/search-attribute-keys.js';
import { startWorld, type TimeWorld } from './world.js';

/** Starts it with settings of the server's dynamic configuration, and other merchants like the demo's. */
export function startLocalWorld(
  settings: Readonly<Record<string, number>>,
  others: readonly string[] = [],
): Promise<TimeWorld> {
  const path = process.env['TEMPORAL_CLI_PATH'] ?? cached() ?? 'temporal';
  const server = () =>
    TestWorkflowEnvironment.createLocal({
      server: {
        executable: { type: 'existing-path', path },
        searchAttributes: Object.values(searchAttributeKeys),
        extraArgs: Object.entries(settings).flatMap(([key, value]) => [
          '--dynamic-config-value',
          `${key}=${value}`,
        ]),
      },
    });
  return startWorld(server, { others });
}

const cached = (): string | undefined => {
  const name = readdirSync('.cache/bin').find((file) => /^temporal-[\d.]+$/.test(file));
  return name === undefined ? undefined : `.cache/bin/${name}`;
};
