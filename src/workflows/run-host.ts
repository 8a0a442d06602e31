/** The runs of one workflow: its own, and the sub-flows inlined in it. What comes from outside is passed to the right one. */
import { canWrite, hasWritten } from './interpreter/describe.js';
import { messageNames, type RunSignal, type RunStart } from '../contracts/workflow-messages.js';
import { Approvals } from './approvals.js';
import type { Ending } from './ending.js';
import { FlowRun, type Surroundings } from './flow-run.js';
import { WaitStatusReporter } from './interpreter/wait-status.js';
import type { Runtime, ShownAttributes } from './runtime.js';
import { UndeliveredReplies } from './undelivered-replies.js';

// What operators see of a workflow: details after every step, and search attributes when they change.

/** Every upsert is an event, so what is new goes together and nothing goes twice. */
class Shown {
  readonly #runtime: Runtime;
  readonly #own: FlowRun;
  #waiting: readonly string[] = [];
  readonly #waitReporter = new WaitStatusReporter();
  #versionShown: boolean;

  /** `own`: the workflow's own run; of most main flows the starter did not know the version. */
  constructor(runtime: Runtime, own: FlowRun) {
    this.#runtime = runtime;
    this.#own = own;
    this.#versionShown = own.start.hash !== undefined;
  }

  /** Shows where the runs of the workflow stand, and tells the conversation when they wait for anybody but the customer. */
  update(runs: readonly FlowRun[]): void {
    this.#runtime.showDetails(this.#own.details);
    const waiting = [...new Set(runs.flatMap((run) => run.waitingOn))];
    if (waiting.join() !== this.#waiting.join()) {
      this.#waiting = waiting;
      this.#upsert(waitingFor(waiting));
    }
    const waitStatus = this.#waitReporter.news(runs.flatMap(({ state }) => state ?? []));
    if (waitStatus !== undefined) this.#own.runner.announceWaiting(waitStatus);
  }

  /** Shows that the workflow waits for nothing any more, and the outcome, if one is given. */
  end(outcome?: string): void {
    this.#runtime.showDetails(this.#own.details);
    if (this.#waiting.length > 0 || outcome !== undefined)
      this.#upsert({
        ...(this.#waiting.length === 0 ? {} : waitingFor([])),
        ...(outcome === undefined ? {} : { outcome }),
      });
  }

  #upsert(attributes: ShownAttributes): void {
    const flowHash = this.#versionShown ? undefined : this.#own.loaded?.hash;
    if (flowHash !== undefined) this.#versionShown = true;
    this.#runtime.showAttributes({ ...(flowHash === undefined ? {} : { flowHash }), ...attributes });
  }
}

/** `customer`, `approval:<role>`, `event`, `timer`. */
const waitingFor = (what: readonly string[]): ShownAttributes => ({
  waitingOn: what.length === 0 ? null : what,
});

/** Registers the handlers at once, so that no early answer or decision is lost. */
export class Host implements Surroundings {
  /** The workflow's own run. */
  readonly own: FlowRun;
  readonly approvals: Approvals;
  readonly replies: UndeliveredReplies;
  readonly shown: Shown;
  readonly #runs = new Map<string, FlowRun>();
  /** The result of the newest inlined run that has changed something. */
  #changed: string | undefined;

  constructor(
    readonly runtime: Runtime,
    start: RunStart,
  ) {
    this.approvals = new Approvals(runtime, start);
    this.replies = new UndeliveredReplies(runtime, start, (error) => this.own.runner.handOverLost(error));
    this.own = new FlowRun(runtime.workflowId, start, this);
    this.shown = new Shown(runtime, this.own);
    this.#runs.set(this.own.id, this.own);
    runtime.onSignal(messageNames.runSignal, (signal) => this.#receive(signal));
    runtime.onQuery(messageNames.progress, () => this.own.progress);
  }

  /** Runs a sub-flow in this workflow; an answer may reach it from now until it has ended. */
  async inline(run: FlowRun): Promise<Ending> {
    this.#runs.set(run.id, run);
    const ending = await run.drive();
    this.#runs.delete(run.id);
    if (ending.do === 'end' && hasWritten(run.described())) this.#changed = ending.result;
    await run.sendAtEnd();
    return ending;
  }

  /**
   * How the workflow came out, for whoever looks for it; undefined if that is its caller's alone. A run in it that has
   * changed something says more than a main flow that only called it.
   */
  outcome(ending: Ending): string | undefined {
    const { start, loaded } = this.own;
    if (start.depth > 0 && !canWrite(loaded?.ir) && this.#changed === undefined) return undefined;
    if (ending.do !== 'end') return 'failed';
    const { result } = ending;
    return hasWritten(this.own.described()) || result === 'handed_over' ? result : (this.#changed ?? result);
  }

  /** Tells every run that it has been cancelled. */
  cancel(): void {
    for (const run of this.#runs.values()) run.push({ is: 'cancelled' });
  }

  /** Delivers what was said before the workflow's own run ends; after an inlined one the turn goes on. */
  async finish(run: FlowRun): Promise<void> {
    if (run === this.own) await this.replies.deliverByItself();
  }

  /** Delivers what was said, and shows operators where the workflow stands, all its runs together. */
  rest(): void {
    this.replies.deliverAtRest();
    this.shown.update([...this.#runs.values()]);
  }

  async #receive(signal: RunSignal): Promise<void> {
    const waitReporter = this.#runs.get(signal.run ?? this.own.id);
    if (waitReporter !== undefined) waitReporter.runner.receive(signal);
    // The inlined run has ended meanwhile.
    else if (signal.type === 'answer' || signal.type === 'backed_out')
      this.own.runner.returnMessage(signal.messageId);
    else if (signal.type === 'reported' && signal.run !== undefined)
      await this.#reportAlone(signal.run, signal);
  }

  /** Nobody waits any more for how a write of an inlined run came out; the workflow ends once people have been told. */
  #reportAlone(workflowId: string, { step, visit }: { step: string; visit: number }): Promise<void> {
    const { merchant } = this.own.start;
    const summary = 'Tell agents about a write whose run has ended';
    return this.runtime.run('reportAlone', summary, { merchant, workflowId, step, visit });
  }
}
