/** The same world on Temporal's dev server, in real time, with dynamic settings of its own. */
import { readdirSync } from 'node:fs';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { searchAttributeKeys } from '../../../src/platform/temporal/search-attribute-keys.js';
import { startWorld, type TimeWorld, type WorldOptions } from './world.js';

/** Starts it with settings of the server's dynamic configuration. */
export function startLocalWorld(
  settings: Readonly<Record<string, number>>,
  options: WorldOptions = {},
): Promise<TimeWorld> {
  const path = process.env['TEMPORAL_CLI_PATH'] ?? cached() ?? 'temporal';
  const startServer = () =>
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
  return startWorld(startServer, options);
}

const cached = (): string | undefined => {
  const name = readdirSync('.cache/bin').find((file) => /^temporal-[\d.]+$/.test(file));
  return name === undefined ? undefined : `.cache/bin/${name}`;
};
