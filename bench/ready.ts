/** How long a worker takes from the start of its process until it is ready, on a server that runs. */
import { existsSync } from 'node:fs';
import { type ServiceProcess, startService } from '../demo/stack/service-process.js';
import type { Stack } from '../demo/stack/stack.js';
import { type SideName, startBaselineWorker } from './side.js';

/** Seconds of each start. */
export interface Ready {
  /** From TypeScript, the workflow bundle made at start. */
  source: Record<SideName, number[]>;
  /** The product as `npm start` runs it; empty if `npm run build` has not been run. */
  built: number[];
}

const builtWorker = 'dist/worker.js';

/** Starts workers in turn, one at a time, and ends each when it has said that it is ready. */
export async function measureReady(stack: Stack, starts: number): Promise<Ready> {
  const ready: Ready = { source: { product: [], baseline: [] }, built: [] };
  for (let start = 0; start < starts; start += 1) {
    ready.source.product.push(await timed(() => stack.startWorker()));
    ready.source.baseline.push(await timed(() => startBaselineWorker(stack)));
    if (existsSync(builtWorker)) ready.built.push(await timed(() => startBuiltWorker(stack)));
  }
  return ready;
}

const startBuiltWorker = (stack: Stack): Promise<ServiceProcess> =>
  startService({
    name: 'the built worker',
    args: [builtWorker],
    env: stack.env,
    ready: (line) => line['msg'] === 'ready',
  });

async function timed(start: () => Promise<ServiceProcess>): Promise<number> {
  const started = Date.now();
  const worker = await start();
  const seconds = (Date.now() - started) / 1000;
  await worker.kill('SIGTERM');
  return seconds;
}
