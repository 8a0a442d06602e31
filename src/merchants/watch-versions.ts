/**
 * Notices another worker that serves a merchant by other files: whichever of the two takes a task decides by its own.
 * During a rolling deploy that passes by itself; a forgotten worker stays. Flows of before are current again once no worker
 * serves newer ones: that is a rollback.
 */
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join, relative } from 'node:path';
import type { Store } from '../store/store.js';
import type { Merchant, Merchants } from './merchant.js';
import { publishFlows } from './publish-merchants.js';

/** What watching needs. */
export interface WatchOptions {
  merchants: Merchants;
  /** Folder of the merchants. */
  folder: string;
  store: Pick<Store, 'workers' | 'flowVersions'>;
  log: { warn(fields: object, message: string): void };
  metrics: {
    /** So many merchants are served by another worker in another version. */
    merchantsDiffer(count: number): void;
  };
  /** This worker's name among the living; host and process by default. */
  worker?: string;
}

const INTERVAL_MS = 15_000;

/** Tells the other workers what this one serves, and logs and counts where they differ, until the returned end is called. */
export async function watchVersions({
  merchants,
  folder,
  store,
  log,
  metrics,
  worker = `${hostname()}/${process.pid}`,
}: WatchOptions): Promise<() => Promise<void>> {
  const versions: Record<string, string> = {};
  for (const [name, merchant] of merchants) versions[name] = await versionOf(join(folder, name), merchant);
  const reported = new Set<string>();
  const unopposed = new Set<string>();
  const look = async (): Promise<void> => {
    const others = await store.workers.serve(worker, versions);
    const opposed = new Set(others.map(({ merchant }) => merchant));
    metrics.merchantsDiffer(opposed.size);
    for (const other of others) {
      const pair = JSON.stringify(other);
      if (!reported.has(pair)) log.warn(other, 'another worker serves a different version of the merchant');
      reported.add(pair);
    }
    for (const [name, merchant] of merchants) {
      if (opposed.has(name)) unopposed.delete(name);
      if (opposed.has(name) || unopposed.has(name)) continue;
      await publishFlows(store, name, merchant, { back: true });
      unopposed.add(name);
    }
  };
  let looking = look();
  await looking;
  const timer = setInterval(() => {
    // A store that does not answer is told by /readyz.
    looking = look().catch(() => undefined);
  }, INTERVAL_MS).unref();
  return async () => {
    clearInterval(timer);
    await looking;
    await store.workers.leave(worker);
  };
}

/** A hash of all that decides how a merchant is served: its files, but for tests, and its compiled flows. */
async function versionOf(folder: string, { flows }: Merchant): Promise<string> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.test.yaml'))
    .map((entry) => join(entry.parentPath, entry.name));
  const hash = createHash('sha256');
  for (const file of files.sort())
    hash.update(JSON.stringify([relative(folder, file), await readFile(file, 'base64')]));
  hash.update(JSON.stringify([...flows].map(([name, flow]) => [name, flow.hash]).sort()));
  return hash.digest('hex');
}
