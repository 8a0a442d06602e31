/** A worker in whose heap its workflows lie, with stubs for activities: every side gets the same answers. */
import { setTimeout as sleep } from 'node:timers/promises';
import { Client, type WorkflowHandle } from '@temporalio/client';
import { DefaultLogger, Runtime, Worker } from '@temporalio/worker';
import { noNotes } from '../src/activities/note-runs.js';
import type { Activities, LoadedFlow } from '../src/contracts/activities.js';
import { dataConverterOf } from '../src/security/keys/data-converter.js';
import { connectTemporal, connectTemporalWorker } from '../src/platform/temporal/connect.js';
import type { JsonObject } from '../src/contracts/json.js';
import type { RunStart } from '../src/contracts/workflow-messages.js';
import { answerOnce } from './child.js';
import { shopAnswer } from './shop-answers.js';

/** What to measure. */
export interface HeapRequest {
  address: string;
  taskQueue: string;
  /** The workflow bundle. */
  code: string;
  /** By name. */
  flows: Readonly<Record<string, LoadedFlow>>;
  /** The flow whose runs wait, and what each is given. */
  flow: string;
  inputs: JsonObject;
  /** Numbers of runs, fewest first. */
  counts: readonly number[];
  /** Whether the cache holds all of them; otherwise it is as large as that of the product's worker. */
  allCached: boolean;
}

/** Bytes of heap in use with so many runs waiting, of which the cache holds some, and the events of the first one. */
export interface HeapAnswer {
  heap: { runs: number; cached: number; bytes: number }[];
  events: number;
}

const namespace = 'default';
const dataConverter = dataConverterOf();
const day = 24 * 60 * 60 * 1000;
/** Runs that are started together. */
const atOnce = 50;

async function measure(request: HeapRequest): Promise<HeapAnswer> {
  Runtime.install({ logger: new DefaultLogger('ERROR') });
  const target = { address: request.address, namespace };
  const [connection, workerConnection] = await Promise.all([
    connectTemporal(target),
    connectTemporalWorker(target),
  ]);
  const worker = await Worker.create({
    connection: workerConnection,
    namespace,
    taskQueue: request.taskQueue,
    dataConverter,
    workflowBundle: { code: request.code },
    activities: stubs(request.flows),
    sinks: noNotes,
    // Otherwise workflows live in threads, whose heaps `process.memoryUsage` does not count.
    debugMode: true,
    ...(request.allCached ? { maxCachedWorkflows: 2 * Math.max(...request.counts) } : {}),
  });
  const { workflow } = new Client({ connection, dataConverter });
  // Handles are not kept: they would be part of what is measured.
  let started = 0;
  const answer = await worker.runUntil(async () => {
    const heap: HeapAnswer['heap'] = [];
    for (const count of request.counts) {
      for (; started < count; started = Math.min(started + atOnce, count)) {
        const numbers = Array.from(
          { length: Math.min(atOnce, count - started) },
          (_, more) => started + more,
        );
        await Promise.all(numbers.map(async (run) => waits(await start(workflow, request, run))));
      }
      const cached = (): number => worker.getStatus().numCachedWorkflows;
      while (request.allCached && cached() !== count) await sleep(50);
      heap.push({ runs: count, cached: cached(), bytes: await heapInUse() });
    }
    const { events } = await workflow.getHandle(idOf(request, 0)).fetchHistory();
    return { heap, events: events?.length ?? 0 };
  });
  // A server of the bench's own goes with its runs; those of a few are ended.
  if (request.allCached)
    for (let run = 0; run < started; run += 1)
      await workflow.getHandle(idOf(request, run)).terminate('measured');
  await Promise.all([connection.close(), workerConnection.close()]);
  return answer;
}

/** The answers of shop, store and channel, without them. */
function stubs(flows: HeapRequest['flows']): Partial<Activities> {
  const done = (): Promise<void> => Promise.resolve();
  return {
    loadFlow: ({ flow }) => {
      const loaded = flows[flow];
      return loaded === undefined ? Promise.reject(new Error(flow)) : Promise.resolve(loaded);
    },
    callOperation: ({ call }) => Promise.resolve(shopAnswer(call.operation)),
    askCustomer: () => Promise.resolve({ labels: [], expiresAt: Date.now() + 2 * day }),
    listen: () => Promise.resolve({ expiresAt: Date.now() + day, lookAt: Date.now() + day }),
    deliverReply: done,
    notifyConversation: done,
  };
}

const idOf = ({ taskQueue }: HeapRequest, run: number): string => `${taskQueue}/${run}/run`;

function start(workflow: Client['workflow'], request: HeapRequest, run: number): Promise<WorkflowHandle> {
  const { flow, inputs, taskQueue } = request;
  const workflowId = `${taskQueue}/${run}`;
  const args: [RunStart] = [
    {
      merchant: 'demo',
      flow,
      inputs,
      conversation: { id: String(run), workflowId, language: 'en', facts: {}, receivedAt: Date.now() },
      depth: 0,
    },
  ];
  return workflow.start(flow, { workflowId: idOf(request, run), taskQueue, args });
}

/** Waits until a run waits: the timer of its question, or of its next look, is the last thing that it starts. */
async function waits(handle: WorkflowHandle): Promise<void> {
  for (;;) {
    const { events } = await handle.fetchHistory();
    if (events?.some((event) => event.timerStartedEventAttributes) === true) return;
    await sleep(200);
  }
}

/** Bytes in use when nothing is left to collect: finalizers of one collection leave work for the next. */
async function heapInUse(): Promise<number> {
  const sizes: number[] = [];
  for (let round = 0; round < 5; round += 1) {
    await sleep(100);
    globalThis.gc?.();
    sizes.push(process.memoryUsage().heapUsed);
  }
  return Math.min(...sizes);
}

answerOnce((request) => measure(request as HeapRequest)); // sent by heap.ts alone
