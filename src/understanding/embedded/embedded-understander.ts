/** Understanding without network or key: the embedded model in a thread of its own, which merchants have in turn. */
import { createHash } from 'node:crypto';
import type { Understanding } from '../../contracts/understanding.js';
import type { Compared, MessageToUnderstand, MessageUnderstander, TextToRead } from '../understander.js';
import type { OwnIntent } from './own-intents.js';
import { WorkInTurn } from './work-in-turn.js';
import { intents, type WithIntents } from '../intents/index.js';
import { startThread } from '../../platform/threads/start-thread.js';
import type { FromThread, ToThread } from './thread-messages.js';

// The thread of the embedded model, as the worker's main thread sees it.

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

/** The embedded model; it learns intents that merchants add. */
export interface EmbeddedUnderstander extends Required<MessageUnderstander> {
  /** From then on the merchant's messages may have these intents too; those learnt before are forgotten. */
  learn(merchant: string, intents: readonly OwnIntent[]): Promise<void>;
}

let running: Promise<ModelThread> | undefined;
/** Own intents by merchant: a replacement thread has to learn them too. */
const taught = new Map<string, readonly OwnIntent[]>();
const readings = new WorkInTurn(read);
const comparisons = new WorkInTurn(compare);
const states = new WorkInTurn(stateIn);

/** The embedded model with this release's weights, loaded once per process; it ends with the process. */
export async function loadEmbeddedUnderstander(): Promise<EmbeddedUnderstander> {
  await thread();
  return {
    understand: (message, signal) => readings.ask(askedBy(message.from?.merchant ?? '', message, signal)),
    likeness: (compared, signal) => comparisons.ask(askedBy(compared.merchant, compared, signal)),
    stateOf: (read, signal) => states.ask(askedBy(read.merchant, read, signal)),
    learn: async (merchant, intents) => {
      taught.set(merchant, intents);
      await (await thread()).ask({ merchant, intents });
      readings.forget();
    },
  };
}

/** A question to the thread by its owner; the same question has the same key. */
const askedBy = <Question>(owner: string, question: Question, signal: AbortSignal | undefined) => ({
  owner,
  key: createHash('sha256').update(JSON.stringify(question)).digest('base64'),
  question,
  signal,
});

/** Ends the thread as a crash would: the message under way is lost, and the next one starts another thread. */
export async function endThread(): Promise<void> {
  await (await running)?.end();
}

async function read(message: MessageToUnderstand): Promise<Understanding> {
  const { version, ask } = await thread();
  const started = performance.now();
  const answer = await ask({ message });
  if (!('meaning' in answer)) throw new TypeError('the understanding thread answered something else');
  const latencyMs = Math.round(performance.now() - started);
  return { ...answer.meaning, provider: { id: 'embedded', model: 'minilm-ngrams', version, latencyMs } };
}

async function compare({ merchant: _, ...compared }: Compared): Promise<readonly number[]> {
  const answer = await (await thread()).ask({ compared });
  if (!('likeness' in answer)) throw new TypeError('the understanding thread answered something else');
  return answer.likeness;
}

async function stateIn({ text }: TextToRead): Promise<Float32Array> {
  const answer = await (await thread()).ask({ stateOf: text });
  if (!('state' in answer)) throw new TypeError('the understanding thread answered something else');
  return answer.state;
}

function thread(): Promise<ModelThread> {
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

async function startTaught(onEnd: () => void): Promise<ModelThread> {
  const started = await startModelThread(onEnd);
  try {
    for (const [merchant, intents] of taught) await started.ask({ merchant, intents });
  } catch (error) {
    await started.end();
    throw error;
  }
  return started;
}
