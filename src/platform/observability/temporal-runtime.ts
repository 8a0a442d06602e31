/** Temporal's core in this process: its log goes into ours, its metrics onto our page. */
import { createServer } from 'node:net';
import { Runtime } from '@temporalio/worker';
import type { Logger } from 'pino';
import { temporalLogger } from './log.js';
import type { Outages } from './outages.js';

/** Names by the convention that dashboards and alerts expect. */
const conventions = { countersTotalSuffix: true, unitSuffix: true, useSecondsForDurations: true };
/** A free port can be taken by another program between looking and binding. */
const attempts = 5;

/** Installs the runtime; once, before anything else of Temporal. Returns the address of the core's metrics. */
export async function installRuntime(log: Logger, outages: Pick<Outages, 'report'>): Promise<string> {
  for (let attempt = 1; ; attempt += 1) {
    const bindAddress = `127.0.0.1:${await freePort()}`;
    try {
      Runtime.install({
        logger: temporalLogger(log, outages),
        // We handle these signals ourselves: first not ready, then the worker drains.
        shutdownSignals: [],
        telemetryOptions: {
          logging: { forward: {}, filter: { core: 'WARN', other: 'ERROR' } },
          metrics: { prometheus: { bindAddress, ...conventions } },
        },
      });
      return `http://${bindAddress}/metrics`;
    } catch (error) {
      if (attempt === attempts) throw error;
    }
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('A TCP server has a port.');
  return address.port;
}
