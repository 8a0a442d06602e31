/** The runs of one workflow: its own, and the sub-flows inlined in it. What comes from outside is passed to the right one. */
import { defineSignal, setHandler, workflowInfo } from '@temporalio/workflow';
import { canWrite, hasWritten } from '../interpreter/describe.js';
import { messageNames, type RunSignal, type RunStart } from '../contracts/messages.js';
import { run } from './activity-options.js';
import { Approvals } from './approvals.js';
import type { Ending } from './ending.js';
import { FlowRun, type Surroundings } from './flow-run.js';
import { Shown } from './shown.js';

const runSignal = defineSignal<[RunSignal]>(messageNames.runSignal);

/** Registers the handlers at once, so that no early answer or decision is lost. */
export class Host implements Surroundings {
  /** The workflow's own run. */
  readonly own: FlowRun;
  readonly approvals: Approvals;
  readonly shown: Shown;
  readonly #runs = new Map<string, FlowRun>();
  /** The result of the newest inlined run that has changed something. */
  #changed: string | undefined;

  constructor(start: RunStart) {
    this.approvals = new Approvals(start);
    this.own = new FlowRun(workflowInfo().workflowId, start, this);
    this.shown = new Shown(this.own);
    this.#runs.set(this.own.id, this.own);
    setHandler(runSignal, (signal) => this.#receive(signal));
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

  /** Shows operators where the workflow stands, all its runs together. */
  show(): void {
    this.shown.update([...this.#runs.values()]);
  }

  async #receive(signal: RunSignal): Promise<void> {
    const told = this.#runs.get(signal.run ?? this.own.id);
    if (told !== undefined) told.runner.receive(signal);
    // The inlined run has ended meanwhile.
    else if (signal.type === 'answer') this.own.runner.returnMessage(signal.messageId);
    else if (signal.type === 'told' && signal.run !== undefined) await this.#reportAlone(signal.run, signal);
  }

  /** Nobody waits any more for how a write of an inlined run came out; the workflow ends once people have been told. */
  #reportAlone(workflowId: string, { step, visit }: { step: string; visit: number }): Promise<void> {
    const { merchant } = this.own.start;
    const summary = 'Tell people of a write whose run has ended';
    return run('reportAlone', summary, { merchant, workflowId, step, visit });
  }
}
