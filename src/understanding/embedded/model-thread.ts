/** The thread of the embedded model, as the worker's main thread sees it. */
import { intents, type WithIntents } from '../../intents/index.js';
import { startThread } from '../../threads/start-thread.js';
import type { FromThread, ToThread } from './thread-messages.js';

type Answer = Exclude<FromThread, { ready: string } | { error: string }>;
type Question = ToThread extends infer Each ? (Each extends ToThread ? Omit<Each, 'id'> : never) : never;

/** A caller waiting for the thread's answer. */
interface Asker {
  resolve: (answer: Answer) => void;
  reject: (error: Error) => void;
}

/** A thread with its model loaded. */
export interface ModelThread {
  /** Of the weights. */
  version: string;
  /** Rejects if the model fails or the thread ends. */
  ask: (question: Question) => Promise<Answer>;
  end: () => Promise<unknown>;
}

/** Starts a thread and waits until its model is loaded; `onEnd` hears of its end, whatever ended it. */
export async function startModelThread(onEnd: () => void): Promise<ModelThread> {
  const worker = startThread(import.meta.url, 'thread', { workerData: { intents } satisfies WithIntents });
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
