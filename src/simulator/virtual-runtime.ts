/** The runtime of workflows in virtual time: activities are run one after the other, and whatever they get and give is copied. */
import { ApplicationFailure } from '@temporalio/common';
import { msToNumber } from '@temporalio/common/lib/time.js';
import type { Activities } from '../contracts/activities.js';
import type { Try } from '../contracts/call-request.js';
import { messageNames, type RunEnd, type RunSignal, type RunStart } from '../contracts/workflow-messages.js';
import { type ConversationStart, converse } from '../workflows/conversation.js';
import type {
  Child,
  ChildStart,
  RunEnding,
  RunTransition,
  Runtime,
  SignalMessages,
  Timer,
} from '../workflows/runtime.js';
import { retryDelayMs } from '../workflows/retry-policy.js';
import { runFlow } from '../workflows/run-flow.js';
import type { VirtualClock } from './virtual-clock.js';

/** What workflows run on. */
export interface VirtualOptions {
  clock: VirtualClock;
  activities: Partial<Activities>;
  /** Activities that are done only when nothing else is left to do: the other order of what happens at once. */
  isLast?: (activity: keyof Activities) => boolean;
  /** What stands in the place of a child: its end, or that it is there already. */
  standIn?: (child: ChildStart) => RunEnd | 'there' | undefined;
  /** What a run does, if it does not run a flow. */
  run?: typeof runFlow;
  /** Called with each run that is started. */
  onStart?: (workflowId: string, start: RunStart) => void;
  /** Called with each signal to a run that is open. */
  onRunSignal?: (workflowId: string, signal: RunSignal) => void;
  observe?: Pick<Runtime, 'onProgress' | 'onEnding'>;
  /** From how many events on a history is long; as many as Temporal recommends by default. */
  longHistory?: number;
}

type Handlers = Map<string, (message: unknown) => unknown>;

/** All workflows of one test, by their ids. */
export class VirtualTemporal {
  readonly #workflows = new Map<string, VirtualWorkflow>();
  #attempt: Try = { id: '', attempt: 1, scheduledAt: 0 };
  #attempts = 0;

  constructor(readonly options: VirtualOptions) {}

  /** The attempt at an activity that has just begun. */
  get attempt(): Try {
    return this.#attempt;
  }

  /** Starts a run; false if one with its id is open, or `isOnce` was there before. */
  startRun(workflowId: string, start: RunStart, isOnce = false): boolean {
    const before = this.#workflows.get(workflowId);
    if (before !== undefined && (isOnce || before.isOpen)) return false;
    this.options.onStart?.(workflowId, start);
    const { run = runFlow } = this.options;
    this.start(workflowId, (runtime, renewed) =>
      run(runtime, copied((renewed as RunStart | undefined) ?? start)),
    );
    return true;
  }

  /** Starts a conversation. */
  startConversation(workflowId: string, start: ConversationStart): void {
    this.start(workflowId, (runtime, renewed) =>
      converse(runtime, copied((renewed as ConversationStart | undefined) ?? start)),
    );
  }

  /** Signals a workflow; false if it is closed. */
  signal<Name extends keyof SignalMessages>(id: string, name: Name, message: SignalMessages[Name]): boolean {
    const workflow = this.#workflows.get(id);
    if (workflow?.isOpen !== true) return false;
    if (name === messageNames.runSignal) this.options.onRunSignal?.(id, message as RunSignal);
    workflow.signal(name, copied(message));
    return true;
  }

  /** Updates a workflow; rejects if it is closed, or its validator refuses. */
  async update<Answer>(id: string, name: string, message: unknown): Promise<Answer> {
    return copied(await this.#opened(id).update(name, copied(message))) as Answer;
  }

  /** Asks a workflow, open or closed. */
  query(id: string, name: string): unknown {
    return copied(this.#workflows.get(id)?.query(name));
  }

  /** Requests the cancellation of a workflow. */
  cancel(id: string): void {
    this.#workflows.get(id)?.cancel();
  }

  /** How a run ends; rejects with its failure. */
  result(id: string): Promise<unknown> {
    return this.#opened(id).result;
  }

  /** What the open workflows wait for whose ids begin so, by their `waitingOn`. */
  waitsFor(id = ''): string[] {
    const open = [...this.#workflows.values()].filter(
      (each) => each.isOpen && each.workflowId.startsWith(id),
    );
    return [...new Set(open.flatMap(({ attributes }) => attributes.waitingOn ?? []))];
  }

  /** Whether a workflow is open. */
  isOpen(id: string): boolean {
    return this.#workflows.get(id)?.isOpen === true;
  }

  /** The attempt that begins now. */
  began(attempt: number, scheduledAt: number): void {
    this.#attempt = { id: `attempt-${(this.#attempts += 1)}`, attempt, scheduledAt };
  }

  /** Starts any workflow; `renewed`: with what it has continued as new. */
  start(
    workflowId: string,
    work: (runtime: Runtime, renewed: object | undefined) => Promise<unknown>,
    renewed?: object,
  ): void {
    const workflow = new VirtualWorkflow(workflowId, this, (start) => {
      this.start(workflowId, work, start);
    });
    this.#workflows.set(workflowId, workflow);
    this.options.clock.soon(() => {
      workflow.begin(() => work(workflow, renewed));
    });
  }

  #opened(id: string): VirtualWorkflow {
    const workflow = this.#workflows.get(id);
    if (workflow === undefined) throw new Error(`there is no workflow ${id}`);
    return workflow;
  }
}

let executions = 0;

/** One execution of a workflow, which is its own runtime. */
class VirtualWorkflow implements Runtime {
  readonly runId = `execution-${(executions += 1)}`;
  readonly build = undefined;
  readonly result: Promise<unknown>;
  attributes: Parameters<Runtime['showAttributes']>[0] = {};
  isOpen = true;
  readonly #signals: Handlers = new Map();
  readonly #updates: Handlers = new Map();
  readonly #queries: Handlers = new Map();
  readonly #validators: Handlers = new Map();
  /** Signals for which there is no handler yet. */
  readonly #early: [string, unknown][] = [];
  /** Children to cancel when this closes. */
  readonly #children: string[] = [];
  readonly #timers = new Set<string>();
  readonly #clock: VirtualClock;
  #close: (outcome: Promise<unknown>) => void = () => undefined;
  #onCancelled: (() => void) | undefined;
  #isCancelled = false;
  #handling = 0;
  #events = 0;
  #timersStarted = 0;

  constructor(
    readonly workflowId: string,
    readonly server: VirtualTemporal,
    readonly renew: (start: object) => void,
  ) {
    this.#clock = server.options.clock;
    this.result = new Promise((resolve) => {
      this.#close = resolve;
    });
    // Whoever waits for it hears of a failure.
    this.result.catch(() => undefined);
  }

  onProgress(progress: RunTransition): void {
    this.server.options.observe?.onProgress?.(progress);
  }

  onEnding(run: RunEnding): void {
    this.server.options.observe?.onEnding?.(run);
  }

  begin(work: () => Promise<unknown>): void {
    const ended = work();
    const close = (): void => {
      this.#closed();
      this.#close(ended);
    };
    ended.then(close, close);
  }

  now(): number {
    return this.#clock.now;
  }

  condition(holds: () => boolean): Promise<void> {
    return this.#clock.condition(() => this.isOpen && holds());
  }

  timer(until: () => Promise<number>): Timer {
    const key = `${this.runId}/timer-${(this.#timersStarted += 1)}`;
    let isOver = false;
    let finish: (isFired: boolean) => void = () => undefined;
    const over = new Promise<boolean>((resolve) => {
      finish = (isFired) => {
        isOver = true;
        this.#timers.delete(key);
        resolve(isFired);
      };
    });
    const started = until().then((at) => {
      if (isOver || !this.isOpen) return;
      this.#events += 1;
      this.#timers.add(key);
      this.#clock.at(at, key, () => {
        finish(true);
      });
    });
    return {
      over: Promise.all([over, started]).then(([isFired]) => isFired),
      cancel: () => {
        if (isOver) return;
        this.#clock.cancel(key);
        finish(false);
      },
    };
  }

  run<N extends keyof Activities>(
    name: N,
    _summary: string,
    request: Parameters<Activities[N]>[0],
  ): Promise<Awaited<ReturnType<Activities[N]>>> {
    type Result = Awaited<ReturnType<Activities[N]>>;
    const activity = this.server.options.activities[name] as
      ((given: unknown) => Promise<Result>) | undefined;
    if (activity === undefined) throw new Error(`nothing does ${name} in virtual time`);
    const scheduledAt = this.#clock.now;
    const given = copied(request);
    this.#events += 1;
    return new Promise((resolve, reject) => {
      const attempt = async (number: number): Promise<void> => {
        if (!this.isOpen) return;
        this.server.began(number, scheduledAt);
        try {
          const result = await activity(copied(given));
          // A flow never changes, and whoever reads it may be observed.
          resolve(name === 'loadFlow' ? result : copied(result));
        } catch (error) {
          if (!(error instanceof ApplicationFailure)) throw error;
          if (error.nonRetryable === true) reject(new Error(`${name} has failed`, { cause: error }));
          else this.#retry(`${this.runId}/retry-${this.#events}`, number, error, attempt);
        }
      };
      this.#clock.soon(() => attempt(1), { last: this.server.options.isLast?.(name) === true });
    });
  }

  startChild(child: ChildStart): Promise<Child | undefined> {
    const { workflowId, start, onClose, isOnce } = child;
    this.#events += 1;
    const end = this.server.options.standIn?.(child);
    if (end === 'there') return Promise.resolve(undefined);
    if (end !== undefined) return Promise.resolve({ result: () => Promise.resolve(copied(end)) });
    if (!this.server.startRun(workflowId, start, isOnce)) return Promise.resolve(undefined);
    if (onClose === 'cancel') this.#children.push(workflowId);
    return Promise.resolve({
      result: async () => {
        try {
          return copied((await this.server.result(workflowId)) as RunEnd); // a run returns this
        } catch (error) {
          throw new Error('a child has failed', { cause: error });
        }
      },
    });
  }

  async signalRun(workflowId: string, signal: RunSignal): Promise<boolean> {
    this.#events += 1;
    const arrived = this.server.signal(workflowId, messageNames.runSignal, signal);
    await new Promise<void>((resolve) => {
      this.#clock.soon(resolve, { last: this.server.options.isLast?.('understandMessage') === true });
    });
    return arrived;
  }

  onSignal<Name extends keyof SignalMessages>(
    name: Name,
    handle: (message: SignalMessages[Name]) => void | Promise<void>,
  ): void {
    this.#signals.set(name, (message) => this.#counted(handle(message as SignalMessages[Name])));
    for (const [early, message] of this.#early.splice(0)) this.signal(early, message);
  }

  onUpdate<Message, Answer>(
    name: string,
    handle: (message: Message) => Promise<Answer>,
    validate?: (message: Message) => void,
  ): void {
    this.#updates.set(name, (message) => this.#counted(handle(message as Message)));
    if (validate !== undefined)
      this.#validators.set(name, (message) => {
        validate(message as Message);
      });
  }

  onQuery(name: string, answer: () => unknown): void {
    this.#queries.set(name, answer);
  }

  areHandlersFinished(): boolean {
    return this.#handling === 0;
  }

  uncancelled<Result>(work: () => Promise<Result>, onCancelled: () => void): Promise<Result> {
    this.#onCancelled = onCancelled;
    if (this.#isCancelled) onCancelled();
    return work();
  }

  // Nobody looks at details here.
  showDetails = (): void => undefined;

  showAttributes(attributes: Parameters<Runtime['showAttributes']>[0]): void {
    this.attributes = { ...this.attributes, ...attributes };
  }

  isHistoryLong(): boolean {
    return this.#events >= (this.server.options.longHistory ?? 1000);
  }

  isOutdated = (): boolean => false;

  continueAsNew(start: object): Promise<never> {
    this.#closed();
    this.renew(copied(start));
    return new Promise(() => undefined);
  }

  /** Handles a signal, or keeps it until there is a handler. */
  signal(name: string, message: unknown): void {
    this.#events += 1;
    const handle = this.#signals.get(name);
    if (handle === undefined) this.#early.push([name, message]);
    else handle(message);
  }

  update(name: string, message: unknown): unknown {
    if (!this.isOpen) throw new Error(`${this.workflowId} is closed`);
    this.#validators.get(name)?.(message);
    return this.#updates.get(name)?.(message);
  }

  query(name: string): unknown {
    return this.#queries.get(name)?.(undefined);
  }

  cancel(): void {
    if (!this.isOpen || this.#isCancelled) return;
    this.#isCancelled = true;
    this.#onCancelled?.();
  }

  #retry(
    key: string,
    number: number,
    { nextRetryDelay }: ApplicationFailure,
    attempt: (number: number) => Promise<void>,
  ): void {
    const delay = nextRetryDelay == null ? retryDelayMs(number) : msToNumber(nextRetryDelay);
    this.#clock.at(this.#clock.now + delay, key, () => attempt(number + 1), { inFlight: true });
  }

  async #counted<Result>(handled: Result | Promise<Result>): Promise<Result> {
    this.#handling += 1;
    try {
      return await handled;
    } finally {
      this.#handling -= 1;
    }
  }

  #closed(): void {
    this.isOpen = false;
    for (const key of this.#timers) this.#clock.cancel(key);
    for (const child of this.#children) this.server.cancel(child);
  }
}

/** What crosses between workflows and activities, as JSON does it. */
function copied<T>(value: T): T {
  return value === undefined ? value : (JSON.parse(JSON.stringify(value)) as T);
}
