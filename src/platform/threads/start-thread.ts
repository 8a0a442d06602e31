/** Starts worker threads, from source and from built code alike. */
import { type ResourceLimits, Worker } from 'node:worker_threads';

/** What a thread may be given. */
export interface ThreadOptions {
  workerData?: unknown;
  /** Heaps, in MB; a thread that needs more ends with an error. */
  resourceLimits?: ResourceLimits;
}

/**
 * Starts the module of a name, without its ending, that lies beside the module at `here`. Built code runs as it is,
 * without what the process may have preloaded; from source the thread needs the process's TypeScript loader.
 */
export function startThread(here: string, name: string, options: ThreadOptions = {}): Worker {
  if (here.endsWith('.js')) return new Worker(new URL(`./${name}.js`, here), { execArgv: [], ...options });
  const [loader, code] = [import.meta.resolve('tsx/esm/api'), new URL(`./${name}.ts`, here).href];
  const script = `import(${JSON.stringify(loader)}).then(({ register }) => { register(); return import(${JSON.stringify(code)}); });`;
  return new Worker(script, { eval: true, ...options });
}
