/** Understanding without network or key: the embedded model in a thread of its own. */
import { Worker } from 'node:worker_threads';
import { intents, type WithIntents } from '../../intents/index.js';
import type { MessageUnderstander } from '../understander.js';
import type { OwnIntent } from './own-intents.js';
import type { FromThread, ToThread } from './thread-messages.js';

type Answer = Exclude<FromThread, { ready: string } | { error: string }>;
type Question = ToThread extends infer Each ? (Each extends ToThread ? Omit<Each, 'id'> : never) : never;

/** A caller waiting for the thread's answer. */
interface Asker {
  resolve: (answer: Answer) => void;
  reject: (error: Error) => void;
}

/** A thread with its model loaded. */
interface Thread {
  version: string;
  ask: (question: Question) => Promise<Answer>;
  end: () => Promise<unknown>;
}

/** The embedded model; it learns intents that merchants add. */
export interface EmbeddedUnderstander extends MessageUnderstander {
  /** From then on the merchant's messages may have these intents too; those learnt before are forgotten. */
  learn(merchant: string, intents: readonly OwnIntent[]): Promise<void>;
}

let running: Promise<Thread> | undefined;
/** Own intents by merchant: a replacement thread has to learn them too. */
const taught = new Map<string, readonly OwnIntent[]>();

/** The embedded model with this release's weights, loaded once per process; it ends with the process. */
export async function loadEmbeddedUnderstander(): Promise<EmbeddedUnderstander> {
  await thread();
  return {
    understand: async (message) => {
      const { version, ask } = await thread();
      const started = performance.now();
      const answer = await ask({ message });
      if (!('meaning' in answer)) throw new TypeError('the understanding thread answered something else');
      const latencyMs = Math.round(performance.now() - started);
      return { ...answer.meaning, provider: { id: 'embedded', model: 'minilm-ngrams', version, latencyMs } };
    },
    learn: async (merchant, intents) => {
      taught.set(merchant, intents);
      await (await thread()).ask({ merchant, intents });
    },
  };
}

/** Ends the thread as a crash would: pending callers are told, and the next message starts another. */
export async function endThread(): Promise<void> {
  await (await running)?.end();
}

function thread(): Promise<Thread> {
  if (running !== undefined) return running;
  // The end of one thread does not affect the next one.
  const forget = (): void => {
    if (running === starting) running = undefined;
  };
  const starting = startTaught(forget);
  starting.catch(forget);
  running = starting;
  return starting;
}

async function startTaught(onEnd: () => void): Promise<Thread> {
  const started = await start(onEnd);
  try {
    for (const [merchant, intents] of taught) await started.ask({ merchant, intents });
  } catch (error) {
    await started.end();
    throw error;
  }
  return started;
}

async function start(onEnd: () => void): Promise<Thread> {
  const worker = startWorker();
  const asking = new Map<number, Asker>();
  let last = 0;
  const version = await new Promise<string>((resolve, reject) => {
    worker.on('message', (said: FromThread) => {
      if ('ready' in said) resolve(said.ready);
      else settle(asking, said);
      // An idle thread keeps no process alive.
      if (asking.size === 0) worker.unref();
    });
    worker.on('error', reject);
    worker.on('exit', () => {
      onEnd();
      reject(new Error('the understanding thread ended before it was ready'));
      for (const { reject: fail } of asking.values()) fail(new Error('the understanding thread ended'));
      asking.clear();
    });
  });
  return {
    version,
    ask: (question) =>
      new Promise((resolve, reject) => {
        last += 1;
        asking.set(last, { resolve, reject });
        worker.ref();
        worker.postMessage({ id: last, ...question } satisfies ToThread);
      }),
    end: () => worker.terminate(),
  };
}

function settle(asking: Map<number, Asker>, said: Exclude<FromThread, { ready: string }>): void {
  const asker = asking.get(said.id);
  asking.delete(said.id);
  if ('error' in said) asker?.reject(new Error(`the embedded model failed: ${said.error}`));
  else asker?.resolve(said);
}

/**
 * Built code runs as it is, without what the process may have preloaded; from source the thread needs the
 * process's TypeScript loader.
 */
function startWorker(): Worker {
  const here = import.meta.url;
  const workerData: WithIntents = { intents };
  if (here.endsWith('.js')) return new Worker(new URL('./thread.js', here), { execArgv: [], workerData });
  const [loader, code] = [import.meta.resolve('tsx/esm/api'), new URL('./thread.ts', here).href];
  const script = `import(${JSON.stringify(loader)}).then(({ register }) => { register(); return import(${JSON.stringify(code)}); });`;
  return new Worker(script, { eval: true, workerData });
}
