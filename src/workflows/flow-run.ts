/** One run of a flow: it loads the flow, and drives the interpreter from event to event until the run has ended. */
import { describe, type Described, waitingOn } from './interpreter/describe.js';
import type { LoadedFlow } from '../contracts/activities.js';
import type { FlowIr } from '../contracts/ir.js';
import type { Command } from '../contracts/interpreter-command.js';
import type { RunContext, RunEvent } from '../contracts/interpreter-event.js';
import type { RunEnd, RunStart, RunProgress } from '../contracts/workflow-messages.js';
import { reduce, type Reduced, startRun } from './interpreter/reduce.js';
import { progressOf, RunNotes } from './interpreter/run-progress.js';
import { subflowSummary } from './interpreter/command-summary.js';
import { recordNumber } from './interpreter/wait-status.js';
import type { RunState } from './interpreter/state.js';
import type { Approvals } from './approvals.js';
import { CommandRunner } from './command-runner.js';
import { type Ending, endOf, isDoable, isEnding } from './ending.js';
import { EventQueue, type NewEvent } from './event-queue.js';
import { childStart, messageToLoad, type Started, withText } from './start-message.js';
import type { Runtime } from './runtime.js';
import { handedOn, type UndeliveredReplies } from './undelivered-replies.js';

// Sub-flows as child workflows: `<parent>/<step>/<visit>`, under their own flow's name (DESIGN §10).

type SubflowCommand = Extract<Command, { do: 'subflow' }>;

/** Id of a sub-flow's run, which its keys begin with, whether it is a workflow or inlined. */
const subflowId = (parent: string, { step, visit }: SubflowCommand): string => `${parent}/${step}/${visit}`;

/** Runs a sub-flow and waits for its end; one already started (after a reset) is only awaited. */
async function runSubflow(
  runtime: Runtime,
  workflowId: string,
  start: RunStart,
  { money, summary }: { money: boolean; summary: string },
): Promise<RunEnd> {
  const child = await runtime.startChild({
    ...{ workflowId, start, summary },
    onClose: money ? 'abandon' : 'cancel',
  });
  if (child !== undefined) return child.result();
  return runtime.run('awaitRun', 'Wait for the run that was started before', { workflowId });
}

/** The workflow around a run. */
export interface Surroundings {
  readonly runtime: Runtime;
  readonly approvals: Approvals;
  readonly replies: UndeliveredReplies;
  /** Runs a sub-flow in this workflow to its end. */
  inline(run: FlowRun): Promise<Ending>;
  /** Called when a run has done all that it does, before it ends. */
  finish(run: FlowRun): Promise<void>;
  /** Called when a run has nothing more to do for now. */
  rest(): void;
}

/** A run that is a workflow of its own, or is inlined in its caller's. */
export class FlowRun {
  readonly runner: CommandRunner;
  /** The flow that runs, once it is loaded. */
  loaded: LoadedFlow | undefined;
  readonly #inbox: EventQueue<RunEvent>;
  #state: RunState | undefined;
  #started: Started | undefined;
  readonly #notes = new RunNotes();
  /** The newest inlined run of each step. */
  readonly #inlined = new Map<string, FlowRun>();

  /** `id`: the workflow's, or for an inlined run the id that it would have as a workflow. */
  constructor(
    readonly id: string,
    readonly start: RunStart,
    private readonly surroundings: Surroundings,
  ) {
    this.#inbox = new EventQueue(surroundings.runtime);
    this.runner = new CommandRunner(this, {
      approvals: surroundings.approvals,
      replies: surroundings.replies,
      runtime: surroundings.runtime,
      push: this.push.bind(this),
      subflow: (command) => this.#subflow(command),
    });
  }

  /** Adds an event to the inbox. */
  push(event: NewEvent<RunEvent>): void {
    this.#inbox.push(event);
  }

  /** The run in business words, with the sub-flows inlined in it. */
  get details(): string {
    const { flow, state, below } = this.described() ?? {};
    return flow === undefined || state === undefined ? '' : describe(flow, state, below);
  }

  /** Where the run stands; undefined while it has not begun. */
  get state(): RunState | undefined {
    return this.#state;
  }

  /** Where the run stands, and where those do that are or were inlined in it; nothing while it has not begun. */
  get progress(): RunProgress {
    const { loaded } = this;
    if (loaded === undefined || this.#state === undefined) return [];
    const { hash, ir } = loaded;
    const own = { run: this.id, flow: ir.flow, hash, steps: progressOf(ir, this.#state) };
    return [own, ...[...this.#inlined.values()].flatMap(({ progress }) => progress)];
  }

  /** Number of the record that it is about, if it is known. */
  get about(): string | undefined {
    return this.#state === undefined ? undefined : recordNumber(this.#state);
  }

  /** What the run itself waits for. */
  get waitingOn(): readonly string[] {
    const { flow, state } = this.described() ?? {};
    return flow === undefined || state === undefined ? [] : waitingOn(state, flow);
  }

  /** Runs the flow to its end. */
  async drive(): Promise<Ending> {
    const { runtime } = this.surroundings;
    const { merchant, flow, hash } = this.start;
    const request = { merchant, flow, ...(hash === undefined ? {} : { hash }), ...messageToLoad(this.start) };
    const loading = () => runtime.run('loadFlow', `Load the flow ${flow}`, request);
    const { ir, text } = (this.loaded = await this.surroundings.replies.during(loading));
    const started = (this.#started = withText(this.start, text));
    const context = this.#context(started);
    const begunAt = runtime.now();
    let step = (flow: FlowIr): Reduced => startRun(flow, context, begunAt);
    let { state, commands } = step(ir);
    for (;;) {
      runtime.onProgress?.({ id: this.id, flow: ir, before: this.#state, after: state, repeat: step });
      this.#state = state;
      const ending = commands.find(isEnding);
      for (const command of commands.filter(isDoable)) {
        const done = this.runner.execute(command);
        // Final commands run one after the other; until then, the interpreter decides what runs side by side.
        if (ending !== undefined) await done;
      }
      if (ending !== undefined) {
        await this.runner.drain();
        await this.surroundings.finish(this);
        this.#note(state, this.loaded, ending);
        runtime.onEnding?.({ id: this.id, flow: ir, ending });
        return ending;
      }
      // What has come meanwhile changes the state at once: only one that lasts is shown.
      if (this.#inbox.length === 0) {
        this.surroundings.rest();
        this.#note(state, this.loaded);
      }
      await runtime.condition(() => this.#inbox.length > 0);
      const event = this.#inbox.shift();
      if (event === undefined) continue;
      const before = state;
      step = (flow) => reduce(flow, before, event);
      const reduced = step(ir);
      if (!reduced.taken) this.#giveBack(event);
      ({ state, commands } = reduced);
    }
  }

  /**
   * Sends answers that came while the run was ending back, so that none is lost, and tells its end where the conversation has
   * asked for it: what arrives meanwhile is told as well, and nothing is awaited between the last look and the run's end.
   */
  async sendAtEnd(): Promise<void> {
    while (this.#inbox.length > 0 || this.runner.isEndWanted) {
      for (let event = this.#inbox.shift(); event !== undefined; event = this.#inbox.shift())
        this.#giveBack(event);
      if (this.runner.isEndWanted) this.runner.announceEnd();
      await this.runner.drain();
    }
  }

  /** Leaves a note if the run has begun or ceased to wait somewhere, or has ended. */
  #note(state: RunState, { hash, ir }: LoadedFlow, end?: Ending): void {
    const { runtime } = this.surroundings;
    const note = this.#notes.news(ir, state, { run: this, hash, at: runtime.now() }, end);
    if (note !== undefined) runtime.noteRun?.(note);
  }

  /** Sends a customer's message back that the run did not wait for. */
  #giveBack(event: RunEvent): void {
    if (event.is === 'answered') this.runner.sendBack(event.answer);
    if (event.is === 'backed_out') this.runner.returnMessage(event.messageId);
  }

  /** A sub-flow that can move money is always a workflow of its own, which nothing that happens to this one touches. */
  async #subflow(command: SubflowCommand): Promise<void> {
    const { runtime, replies } = this.surroundings;
    const ended = (end: RunEnd): void => {
      this.push({ is: 'subflow_ended', id: command.id, ...end });
    };
    const start = childStart(this.#started ?? this.start, command, this.runner.messageIds);
    const id = subflowId(this.id, command);
    if (command.money || this.loaded?.inline !== true) {
      const summary = subflowSummary(command, this.loaded?.ir);
      const undelivered = replies.take();
      await replies.delivered();
      const withReplies = undelivered.length === 0 ? start : { ...start, undelivered: handedOn(undelivered) };
      ended(await runSubflow(runtime, id, withReplies, { money: command.money, summary }));
      return;
    }
    const inlined = new FlowRun(id, start, this.surroundings);
    this.#inlined.set(command.step, inlined);
    const ending = await this.surroundings.inline(inlined);
    // The caller goes on about the message that brought the sub-flow to its end.
    runtime.traces?.goOnIn(inlined.#inbox.trace);
    ended(endOf(ending));
  }

  /** The run as it is described; undefined while it has not begun. */
  described(): Described | undefined {
    if (this.loaded === undefined || this.#state === undefined) return undefined;
    const [flow, state] = [this.loaded.ir, this.#state];
    return { flow, state, below: (step) => this.#inlined.get(step)?.described() };
  }

  #context({ inputs, conversation, depth, answeredBy }: Started): RunContext {
    return {
      workflowId: this.id,
      runId: this.surroundings.runtime.runId,
      ...{ inputs, conversation, depth },
      ...(answeredBy === undefined ? {} : { answeredBy }),
    };
  }
}
