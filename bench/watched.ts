/** What parcels that are watched cost: heap of one worker while very many runs of watch-shipment wait, on a server of its own. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../src/platform/embedded/free-ports.js';
import { findTemporalCli } from '../src/platform/embedded/temporal-binary.js';
import { startTemporalServer } from '../src/platform/embedded/temporal-server.js';
import { bundleOf } from './bundles.js';
import { askChild } from './child.js';
import { type Heap, perRun } from './heap.js';
import type { HeapAnswer, HeapRequest } from './heap-process.js';
import { loadShipped } from './shipped.js';
import { order } from './shop-answers.js';

/** Measures with none of them, with a tenth and with all, with the cache of the product's worker. */
export async function measureWatched(parcels: number): Promise<Heap> {
  const cacheFolder = join(process.cwd(), '.cache');
  const explicitPath = process.env['TEMPORAL_CLI_PATH'];
  const cli = await findTemporalCli({
    cacheFolder,
    explicitPath,
    log: (line) => process.stderr.write(`${line}\n`),
  });
  const folder = await mkdtemp(join(tmpdir(), 'orderly-watched-'));
  try {
    const [port, uiPort] = [await freePort(), await freePort()];
    await using server = await startTemporalServer({ cli, folder, port, uiPort });
    const { merchant } = await loadShipped();
    const request: HeapRequest = {
      ...{ address: server.address, taskQueue: 'orderly-watched' },
      ...{ code: (await bundleOf('product')).code, flows: Object.fromEntries(merchant.flows) },
      ...{ flow: 'watch-shipment', inputs: { shipment: { ...order.shipments[0] } } },
      ...{ counts: [0, Math.ceil(parcels / 10), parcels], allCached: false },
    };
    return perRun(await askChild<HeapAnswer>('heap-process.ts', request, ['--expose-gc']));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
