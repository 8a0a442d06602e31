/** How long a worker takes from the start of its process until it is ready, on a server that runs. */
import type { ServiceProcess } from '../merchants/demo/stack/service-process.js';
import type { Stack } from '../merchants/demo/stack/stack.js';
import { startTwinWorker } from './side.js';
import type { SideName } from './side.js';

/** Starts workers of both sides in turn; seconds until each said that it is ready. */
export async function measureReady(stack: Stack, starts: number): Promise<Record<SideName, number[]>> {
  const seconds: Record<SideName, number[]> = { product: [], twin: [] };
  for (let start = 0; start < starts; start += 1) {
    seconds.product.push(await timed(() => stack.startWorker()));
    seconds.twin.push(await timed(() => startTwinWorker(stack)));
  }
  return seconds;
}

async function timed(start: () => Promise<ServiceProcess>): Promise<number> {
  const started = Date.now();
  const worker = await start();
  const seconds = (Date.now() - started) / 1000;
  await worker.kill('SIGTERM');
  return seconds;
}
