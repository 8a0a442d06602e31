/** The two sides of the bench: the product and its twin, reached through the same client. */
import { Client } from '@temporalio/client';
import { type ServiceProcess, startService } from '../demo/stack/service-process.js';
import type { Stack } from '../demo/stack/stack.js';
import { OrderlyClient } from '../src/client/client.js';
import { twinTaskQueue } from './twin/task-queue.js';

/** Names of the sides. */
export type SideName = 'product' | 'twin';

/** One side: its client, and its worker at work. */
export interface Side {
  name: SideName;
  client: OrderlyClient;
  worker: ServiceProcess;
}

/** Two sides, in the order in which results are told. */
export type Sides = readonly [product: Side, twin: Side];

/** Both sides on one stack: same server, store, shop and carrier; the twin's worker is started for it. */
export function bothSides(stack: Stack, twinWorker: ServiceProcess): Sides {
  const { connection } = stack.temporal;
  const { workflow } = new Client({
    connection,
    interceptors: {
      workflow: [
        {
          // The only difference on the way in: whose worker hears it.
          signalWithStart: (input, next) =>
            next({ ...input, options: { ...input.options, taskQueue: twinTaskQueue } }),
        },
      ],
    },
  });
  const secret = secretOf(stack);
  const twin = new OrderlyClient({ workflow, store: stack.store, secret });
  return [
    { name: 'product', client: stack.client, worker: stack.worker },
    { name: 'twin', client: twin, worker: twinWorker },
  ];
}

/** Starts the twin's worker. */
export const startTwinWorker = (stack: Stack): Promise<ServiceProcess> =>
  startService({
    name: "the twin's worker",
    args: ['--import', 'tsx', 'bench/twin/worker.ts'],
    env: stack.env,
    ready: (line) => line['msg'] === 'ready',
  });

/** The installation's secret. */
function secretOf({ env }: Stack): string {
  const secret = env['ORDERLY_SECRET'];
  if (secret === undefined) throw new Error('The stack has no secret.');
  return secret;
}
