/** The real workflow on Temporal's dev server, with scripted activities. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from '@temporalio/client';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { Worker } from '@temporalio/worker';
import { noNotes } from '../../../src/activities/note-runs.js';
import { taskQueue } from '../../../src/contracts/workflow-messages.js';
import { searchAttributeKeys } from '../../../src/platform/temporal/search-attribute-keys.js';
import { bundle, quietCore } from '../../replay/support/fixtures.js';
import { Script } from './script.js';

const cache = '.cache/bin';

/** The path of Temporal's command line, which is its dev server too; undefined if this machine has none. */
export const devServer: string | undefined = process.env['TEMPORAL_CLI_PATH'] ?? cached();

/** Why the model test cannot run here, for the name of the suite; empty if it can. */
export const whyNot = devServer === undefined ? ' (no Temporal dev server: set TEMPORAL_CLI_PATH)' : '';

function cached(): string | undefined {
  try {
    const name = readdirSync(cache).find((file) => /^temporal-[\d.]+$/.test(file));
    return name === undefined ? undefined : join(cache, name);
  } catch {
    return undefined;
  }
}

/** One server and one worker for all runs. */
export interface ModelWorld extends AsyncDisposable {
  env: TestWorkflowEnvironment;
  client: Client;
  script: Script;
  workflowBundle: { code: string };
}

/** Starts it, by the path of the server's binary. */
export async function startModelWorld(path: string): Promise<ModelWorld> {
  quietCore();
  const workflowBundle = await bundle();
  const env = await TestWorkflowEnvironment.createLocal({
    server: {
      executable: { type: 'existing-path', path },
      searchAttributes: Object.values(searchAttributeKeys),
    },
  });
  const client = new Client({ connection: env.connection });
  const script = new Script(() => client.activity);
  const worker = await Worker.create({
    connection: env.nativeConnection,
    taskQueue,
    workflowBundle,
    activities: script.activities,
    sinks: noNotes,
    shutdownForceTime: '1 second',
  });
  const ended = worker.run();
  return {
    env,
    client,
    script,
    workflowBundle,
    async [Symbol.asyncDispose]() {
      worker.shutdown();
      // Polls that the server does not cancel are not waited for.
      await ended.catch(() => undefined);
      await env.teardown();
    },
  };
}
