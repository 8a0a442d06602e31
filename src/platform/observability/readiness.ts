/** Whether a process is ready, as /readyz answers, and a worker's pages. */
import type { Log } from '../../contracts/log.js';
import type { MetricsPage } from './metrics.js';
import { coreMetrics, type OperatorPages, serveOperators } from './operator-server.js';
import { type Outages, reportEveryMs } from './outages.js';

/** A worker at work, and the merchants that it serves. */
export interface Serving {
  worker: { getState(): string };
  merchants: ReadonlyMap<string, unknown>;
  /** Asks for a key that the master key wraps: fails if it cannot be unwrapped. Absent: nothing is sealed. */
  masterKey: () => Promise<unknown>;
}

/** What a worker that runs may be short of. */
interface Surroundings {
  outages: Pick<Outages, 'missing'>;
  /** Whether runs have lately failed because they were begun by other code. */
  stuckRuns: { lately(): Promise<boolean> };
}

/** Why the worker is not ready; undefined when it is. One that still starts has no `worker` yet. */
export async function notReady(
  { worker, merchants, masterKey }: Partial<Serving>,
  { outages, stuckRuns }: Surroundings,
): Promise<string | undefined> {
  if (worker === undefined) return 'the worker is starting';
  const state = worker.getState();
  if (state !== 'RUNNING') return `the worker is ${state}`;
  if (merchants?.size === 0) return 'no merchant is served';
  const missing = await unprovided(outages, masterKey);
  if (missing !== undefined) return missing;
  return (await stuckRuns.lately()) ? 'run_stuck: runs cannot continue with this build' : undefined;
}

/** What any process is short of; undefined if nothing. */
export async function unprovided(
  outages: Pick<Outages, 'missing'>,
  masterKey: Serving['masterKey'] = () => Promise.resolve(),
): Promise<string | undefined> {
  const missing = await outages.missing();
  if (missing !== undefined) return missing;
  return masterKey().then(
    () => undefined,
    () => 'key_unreadable: the master key cannot be used',
  );
}

const failures =
  /^temporal_workflow_task_execution_failed_total\{[^}]*failure_reason="NonDeterminismError"[^}]*\} (\d+)/gm;

/** How often they are counted, ms. */
const everyMs = 5_000;
/** Temporal gives a failed workflow task to a worker again after ten minutes at most: so long it may be silent, ms. */
const latelyMs = 15 * 60_000;

/** How many workflow tasks have failed, by the page of Temporal's core, because the code differs from that which began the run. */
export function countStuck(page: string): number {
  return [...page.matchAll(failures)].reduce((sum, [, count]) => sum + Number(count), 0);
}

/** Runs that this worker's build cannot carry on, counted from now on. */
export class StuckRuns {
  readonly #read: () => Promise<number>;
  readonly #log: Pick<Log, 'error'>;
  readonly #now: () => number;
  readonly #timer: NodeJS.Timeout;
  #count = 0;
  #risen = -Infinity;
  #reportedAt = -Infinity;

  constructor(
    coreMetricsUrl: string,
    log: Pick<Log, 'error'>,
    now: () => number = Date.now,
    read = async (): Promise<number> => countStuck(await coreMetrics(coreMetricsUrl)),
  ) {
    this.#log = log;
    this.#now = now;
    this.#read = read;
    this.#timer = setInterval(() => void this.lately(), everyMs).unref();
  }

  /** Whether one has failed so in the last quarter of an hour. */
  async lately(): Promise<boolean> {
    const count = await this.#read();
    const now = this.#now();
    if (count > this.#count) {
      this.#count = count;
      this.#risen = now;
      if (now - this.#reportedAt >= reportEveryMs) {
        this.#reportedAt = now;
        const fields = { code: 'run_stuck', failedTasks: count };
        this.#log.error(fields, 'runs that another build started cannot continue with this build');
      }
    }
    return now - this.#risen < latelyMs;
  }

  /** Ends the counting. */
  [Symbol.dispose](): void {
    clearInterval(this.#timer);
  }
}

/** What a worker's pages are made of. */
interface PagesOptions extends Pick<OperatorPages, 'coreMetricsUrl'> {
  metrics: Pick<MetricsPage, 'registry' | 'readinessFrom'>;
  log: Pick<Log, 'error'>;
  outages: Outages;
  serving: Partial<Serving>;
}

/** Serves a worker's pages. Disposing ends what they watch, before what is asked is closed: that is no outage. */
export async function servePages(
  { log, outages, serving, metrics, coreMetricsUrl }: PagesOptions,
  { httpHost: host, httpPort: port }: { httpHost: string; httpPort: number },
): Promise<{ url: string; [Symbol.asyncDispose](): Promise<void> }> {
  const stuckRuns = new StuckRuns(coreMetricsUrl, log);
  const endWatching = (): void => {
    for (const watch of [outages, stuckRuns]) watch[Symbol.dispose]();
  };
  try {
    const askReadiness = (): Promise<string | undefined> => notReady(serving, { outages, stuckRuns });
    metrics.readinessFrom(askReadiness);
    const answers = { registry: metrics.registry, coreMetricsUrl, notReady: askReadiness };
    const pages = await serveOperators(answers, { host, port });
    return {
      url: pages.url,
      async [Symbol.asyncDispose]() {
        endWatching();
        await pages[Symbol.asyncDispose]();
      },
    };
  } catch (error) {
    endWatching();
    throw error;
  }
}
