/** The two sides of the bench: the product and its baseline, reached through the same client. */
import { Client } from '@temporalio/client';
import { type ServiceProcess, startService } from '../demo/stack/service-process.js';
import type { Stack } from '../demo/stack/stack.js';
import { OrderlyClient } from '../src/client/client.js';
import { baselineTaskQueue } from './baseline/task-queue.js';

/** Names of the sides. */
export type SideName = 'product' | 'baseline';

/** One side: its client, and its worker at work. */
export interface Side {
  name: SideName;
  client: OrderlyClient;
  worker: ServiceProcess;
}

/** Two sides, in the order in which results are told. */
export type Sides = readonly [product: Side, baseline: Side];

/** Both sides on one stack: same server, store, shop and carrier; the baseline's worker is started for it. */
export function bothSides(stack: Stack, baselineWorker: ServiceProcess): Sides {
  const { connection } = stack.temporal;
  const { workflow } = new Client({
    connection,
    interceptors: {
      workflow: [
        {
          // The only difference on the way in: whose worker hears it.
          signalWithStart: (input, next) =>
            next({ ...input, options: { ...input.options, taskQueue: baselineTaskQueue } }),
        },
      ],
    },
  });
  const secret = secretOf(stack);
  const baseline = new OrderlyClient({ workflow, store: stack.store, secret });
  return [
    { name: 'product', client: stack.client, worker: stack.worker },
    { name: 'baseline', client: baseline, worker: baselineWorker },
  ];
}

/** Starts the baseline's worker. */
export const startBaselineWorker = (stack: Stack): Promise<ServiceProcess> =>
  startService({
    name: "the baseline's worker",
    args: ['--import', 'tsx', 'bench/baseline/worker.ts'],
    env: stack.env,
    ready: (line) => line['msg'] === 'ready',
  });

/** The installation's secret. */
function secretOf({ env }: Stack): string {
  const secret = env['ORDERLY_SECRET'];
  if (secret === undefined) throw new Error('The stack has no secret.');
  return secret;
}
