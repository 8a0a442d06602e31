/** What the port of workflows promises: each is a workflow that writes down what happens to it. */
import { ApplicationFailure } from '@temporalio/common';
import { messageNames, type RunEnd, type RunStart } from '../../../src/contracts/workflow-messages.js';
import type { Runtime } from '../../../src/workflows/runtime.js';

type Work = (runtime: Runtime, start: RunStart) => Promise<readonly unknown[]>;

const second = 1000;

/** The arguments of a run of such a workflow, by its name. */
export const startOf = (flow: string): RunStart => ({
  ...{ merchant: 'demo', flow, inputs: {}, depth: 0 },
  conversation: { id: 'c', workflowId: 'demo/c', language: 'en', facts: {}, receivedAt: 0 },
});

const child = (runtime: Runtime, id: string, flow: string) => ({
  ...{ workflowId: `${runtime.workflowId}/${id}`, start: startOf(flow), summary: flow },
});

/** The type of the innermost failure. */
function typeOf(error: unknown): unknown {
  let found: unknown;
  for (let cause = error; cause instanceof Error; cause = cause.cause)
    if (cause instanceof ApplicationFailure) found = cause.type;
  return found;
}

const release = { merchant: 'demo', workflowId: 'w', step: 's', visit: 1 };

/** By name, what it does, and writes down. */
export const promises: Readonly<Record<string, Work>> = {
  async 'timers go off in the order of their moments, and one in the past at once'(runtime) {
    const seen: unknown[] = [];
    const begun = runtime.now();
    const until = (ms: number) => runtime.timer(() => Promise.resolve(begun + ms)).over;
    await Promise.all(
      [20 * second, 10 * second, -second].map((ms) => until(ms).then((isFired) => seen.push([ms, isFired]))),
    );
    return [...seen, runtime.now() - begun >= 20 * second];
  },
  async 'a timer that is cancelled never goes off, even while its moment is found out'(runtime) {
    const timer = runtime.timer(() => Promise.resolve(runtime.now() + 10 * second));
    const unknown = runtime.timer(() =>
      runtime.run('resolveMoment', 'Find out', { merchant: 'demo', day: '2026-03-02' }),
    );
    timer.cancel();
    unknown.cancel();
    const later = runtime.timer(() => Promise.resolve(runtime.now() + 60 * second)).over;
    return [await timer.over, await unknown.over, await later];
  },
  async 'whoever waits for the same wakes together, and then looks again'(runtime) {
    const seen: string[] = [];
    let isFree = true;
    const take = async (name: string): Promise<void> => {
      while (!isFree) await runtime.condition(() => isFree);
      isFree = false;
      await runtime.timer(() => Promise.resolve(runtime.now() + second)).over;
      seen.push(name);
      isFree = true;
    };
    await Promise.all([take('one'), take('two'), take('three')]);
    return seen;
  },
  async 'what an activity gets and gives is a copy'(runtime) {
    const request = { ...release, step: 'as it was' };
    const released = runtime.run('releaseMoney', 'Release', request).then((given: unknown) => given);
    request.step = 'changed since';
    return [await released];
  },
  async 'an activity is retried until it succeeds'(runtime) {
    const begun = runtime.now();
    const tried = runtime.run('notifyConversation', 'Try', {
      ...{ merchant: 'demo', conversation: 'c', workflowId: `${runtime.workflowId}/retried` },
      signal: { type: 'returned', messageId: 'm' },
    });
    return [await tried.then((number: unknown) => number), runtime.now() - begun >= 10 * second];
  },
  async 'one that fails for good says why'(runtime) {
    const failed = runtime.run('handOver', 'Fail', { queue: 'never' } as never);
    return [await failed.then(() => 'done', typeOf)];
  },
  async 'a child has its result, and a failure its type'(runtime) {
    const ends = await runtime.startChild({ ...child(runtime, 'ends', 'ends'), onClose: 'abandon' });
    const fails = await runtime.startChild({ ...child(runtime, 'fails', 'fails'), onClose: 'abandon' });
    return [await ends?.result(), await fails?.result().then(() => 'ended', typeOf)];
  },
  async 'a child that is there is not started, nor is one again that was to be once'(runtime) {
    const one = child(runtime, 'one', 'ends');
    const open = child(runtime, 'open', 'waits');
    const first = await runtime.startChild({ ...one, onClose: 'abandon', isOnce: true });
    await first?.result();
    const again = await runtime.startChild({ ...one, onClose: 'abandon', isOnce: true });
    const other = await runtime.startChild({ ...one, onClose: 'abandon' });
    await other?.result();
    await runtime.startChild({ ...open, onClose: 'cancel' });
    const twice = await runtime.startChild({ ...open, onClose: 'cancel' });
    return [first !== undefined, again !== undefined, other !== undefined, twice !== undefined];
  },
  async 'a signal reaches an open run and no closed one'(runtime) {
    const waits = await runtime.startChild({ ...child(runtime, 'w', 'waits'), onClose: 'cancel' });
    const arrived = await runtime.signalRun(`${runtime.workflowId}/w`, { type: 'with_people' });
    const end = await waits?.result();
    return [arrived, end, await runtime.signalRun(`${runtime.workflowId}/w`, { type: 'with_people' })];
  },
  async 'children that are to be cancelled are, once their parent has closed'(runtime) {
    const parent = await runtime.startChild({ ...child(runtime, 'p', 'leaves'), onClose: 'abandon' });
    await parent?.result();
    await runtime.timer(() => Promise.resolve(runtime.now() + second)).over;
    return [
      await runtime.signalRun(`${runtime.workflowId}/p/cancelled`, { type: 'with_people' }),
      await runtime.signalRun(`${runtime.workflowId}/p/abandoned`, { type: 'with_people' }),
    ];
  },
  async 'updates are refused by their validator, or handled to their end; queries are answered'(runtime) {
    const seen: unknown[] = [];
    runtime.onUpdate(
      messageNames.decide,
      async (message: { decision: string }) => {
        await runtime.timer(() => Promise.resolve(runtime.now() + second)).over;
        seen.push(message.decision);
        return { accepted: true };
      },
      ({ decision }) => {
        if (decision === 'rejected') throw ApplicationFailure.nonRetryable('not now', 'approval_stale');
      },
    );
    runtime.onQuery(messageNames.approvals, () => seen);
    await runtime.condition(() => !runtime.areHandlersFinished());
    await runtime.condition(() => runtime.areHandlersFinished());
    return seen;
  },
  async 'a cancellation is told, and cuts nothing off'(runtime) {
    let isCancelled = false;
    return runtime.uncancelled(
      async () => {
        await runtime.condition(() => isCancelled);
        await runtime.timer(() => Promise.resolve(runtime.now() + second)).over;
        return ['went on', isCancelled];
      },
      () => {
        isCancelled = true;
      },
    );
  },
  async 'a workflow that continues as new begins with what it was given'(runtime, start) {
    if (start.intent === undefined) return runtime.continueAsNew({ ...start, intent: 'refund' });
    return [start.intent];
  },
  ends: () => Promise.resolve([]),
  fails: () => Promise.reject(ApplicationFailure.nonRetryable('internal', 'internal')),
  async waits(runtime) {
    let isOver = false;
    const finish = (): void => {
      isOver = true;
    };
    runtime.onSignal(messageNames.runSignal, finish);
    return runtime.uncancelled(async () => {
      await runtime.condition(() => isOver);
      return ['signalled'];
    }, finish);
  },
  async leaves(runtime) {
    await runtime.startChild({ ...child(runtime, 'cancelled', 'waits'), onClose: 'cancel' });
    await runtime.startChild({ ...child(runtime, 'abandoned', 'waits'), onClose: 'abandon' });
    return [];
  },
};

/** Runs one as a flow's run, which gives what was written down. */
export async function keep(runtime: Runtime, start: RunStart): Promise<RunEnd> {
  const work = promises[start.flow];
  if (work === undefined) throw ApplicationFailure.nonRetryable(`there is no ${start.flow}`, 'unknown');
  return { result: 'kept', outputs: { seen: JSON.parse(JSON.stringify(await work(runtime, start))) } };
}
