/** Flow runs in virtual time, each driven by the interpreter, with commands carried out over the fixture. */
import { CallFailure, NotNow } from '../activities/calls/failures.js';
import { waitingOn } from '../workflows/interpreter/describe.js';
import type { FlowIr } from '../contracts/ir.js';
import type { ApprovalRequest } from '../contracts/approval.js';
import type { AskCommand, Command } from '../contracts/interpreter-command.js';
import type { ConversationContext, Said } from '../contracts/conversation.js';
import type { RunEvent } from '../contracts/run-event.js';
import type { Matter } from '../contracts/handover.js';
import type { RunSignal } from '../contracts/workflow-messages.js';
import type { Understanding } from '../contracts/understanding.js';
import { matterOf } from '../workflows/interpreter/handover-matter.js';
import { reduce, type Reduced, startRun } from '../workflows/interpreter/reduce.js';
import { recordNumber, WaitStatusReporter } from '../workflows/interpreter/wait-status.js';
import type { RunState } from '../workflows/interpreter/state.js';
import type { JsonObject } from '../contracts/json.js';
import { addDuration, openingOn } from '../merchants/calendar.js';
import { retryDelayMs } from './retry-delay.js';
import type { Conversation } from './conversation.js';
import type { Fixture } from './fixture.js';
import type { FlowTest } from './flow-test.js';
import type { RunEnd } from './test-happenings.js';
import { Unscripted } from './scripted-answers.js';
import { ReportedEvents } from './reported-events.js';
import type { VirtualClock } from './virtual-clock.js';

/** Lets coverage observe a flow; returns the flow to run. */
export type Watch = (flow: FlowIr) => FlowIr;

type NewEvent = RunEvent extends infer E ? (E extends unknown ? Omit<E, 'now'> : never) : never;
type Doing<Kind extends Command['do']> = Extract<Command, { do: Kind }>;

/** A run of a flow, and who is notified of its end. */
interface Run {
  id: string;
  flow: FlowIr;
  hash: string;
  state: RunState;
  depth: number;
  onEnd: (end: RunEnd) => void;
  intent?: string | undefined;
  /** What the conversation knows of its wait status. */
  reported: WaitStatusReporter;
  /** What the customer has said, newest first. */
  said: readonly Said[];
}

/** What a run starts with. */
export interface Starting extends Omit<Run, 'flow' | 'state' | 'reported' | 'said'> {
  source: FlowIr;
  inputs: JsonObject;
  /** For a sub-flow: agents who answered for the customer before it began. */
  answeredBy?: readonly string[] | undefined;
  /** What it knows of the conversation besides what the test says. */
  conversation?: Partial<ConversationContext>;
}

/** What runs need. */
export interface RunsOptions {
  test: FlowTest;
  watch: Watch;
  clock: VirtualClock;
  fixture: Fixture;
  conversation: Conversation;
  /** What a text of a flow means; what the test says of it by default. */
  understand?: (text: string, apart?: readonly string[]) => Understanding | Promise<Understanding>;
  /** Called with what people are told of a run that hands over. */
  onHandover?: ((matter: Matter) => void) | undefined;
  /** Called when a run has gone on, with its state before. */
  onProgress?: (flow: FlowIr, before: RunState | undefined, after: RunState) => void;
}

/** The unfinished runs of one test, and the approvals that they request. */
export class Runs {
  /** What systems tell of their own accord. */
  readonly reported: ReportedEvents;
  readonly #runs = new Map<string, Run>();
  readonly #requests = new Map<string, { run: string; request: ApprovalRequest }>();

  constructor(readonly options: RunsOptions) {
    this.reported = new ReportedEvents(options.test.given.config, options.clock);
  }

  /** What the open runs wait for, in operators' terms. */
  get waitsFor(): string[] {
    return this.waitsForIn('');
  }

  /** The same for a run and its sub-flows. */
  waitsForIn(root: string): string[] {
    const runs = [...this.#runs.values()].filter(({ id }) => id.startsWith(root));
    return [...new Set(runs.flatMap(({ state, flow }) => waitingOn(state, flow)))];
  }

  /** The newest approval request. */
  get request(): { run: string; request: ApprovalRequest } | undefined {
    return [...this.#requests.values()].at(-1);
  }

  /** Starts a run; a sub-flow is one level deeper. */
  async start({ source, inputs, answeredBy, conversation: known, ...named }: Starting): Promise<void> {
    const { clock, test, watch } = this.options;
    const { language, facts, now, policy } = test.given;
    const { id, depth } = named;
    const flow = { ...watch(source), policy: { ...source.policy, ...policy } };
    const conversation = { id: 'test', workflowId: 'test', language, facts, receivedAt: now, ...known };
    const agents = answeredBy === undefined ? {} : { answeredBy };
    const context = { runId: id, workflowId: id, inputs, conversation, depth, ...agents };
    const started = startRun(flow, context, clock.now);
    const said = conversation.said ?? [];
    const run = { ...named, flow, said, state: started.state, reported: new WaitStatusReporter() };
    this.#runs.set(id, run);
    this.options.onProgress?.(flow, undefined, started.state);
    await this.#follow(run, started);
  }

  /** Delivers an event to a run, after all earlier events; one that is not taken is given back. */
  deliver(id: string, event: NewEvent, giveBack?: () => Promise<void>): void {
    const { clock } = this.options;
    clock.soon(async () => {
      const run = this.#runs.get(id);
      if (run === undefined) return giveBack?.();
      const before = run.state;
      const reduced = reduce(run.flow, before, { ...event, now: clock.now });
      this.options.onProgress?.(run.flow, before, reduced.state);
      await this.#follow(run, reduced);
      if (!reduced.taken) await giveBack?.();
    });
  }

  /** A signal of the conversation; false if the run is closed. */
  signal(id: string, signal: RunSignal): boolean {
    if (!this.#runs.has(id)) return false;
    const { clock, conversation } = this.options;
    if (signal.type === 'with_people') this.deliver(id, { is: 'with_people' });
    if (signal.type === 'answer' || signal.type === 'backed_out') {
      const { messageId } = signal;
      const run = this.#runs.get(id);
      if (run !== undefined && signal.type === 'answer') run.said = [{ messageId }, ...run.said];
      const event: NewEvent =
        signal.type === 'answer'
          ? { is: 'answered', id: signal.key, answer: signal.answer }
          : { is: 'backed_out', messageId };
      this.deliver(id, event, () => conversation.receive({ type: 'returned', messageId }, clock.now));
    }
    return true;
  }

  async #follow(run: Run, { state, commands }: Reduced): Promise<void> {
    run.state = state;
    for (const command of commands) await this.#carryOut(run, command);
    const waitStatus = run.reported.news([state]);
    const { clock, conversation } = this.options;
    if (waitStatus !== undefined)
      await conversation.receive({ type: 'run_waiting', run: run.id, waitStatus }, clock.now);
  }

  async #carryOut(run: Run, command: Command): Promise<void> {
    const { clock, fixture } = this.options;
    switch (command.do) {
      case 'understand':
      case 'say':
      case 'ask':
      case 'withdraw_ask':
      case 'handover':
        return this.#talk(run, command);
      case 'call':
        return this.#call(run, command, clock.now, 1);
      case 'subflow':
        return this.#subflow(run, command);
      case 'request_approval':
        this.#requestApproval(run, command.request);
        return;
      case 'withdraw_approval':
        this.#requests.delete(command.id);
        return;
      case 'release':
        return fixture.release({ merchant: this.#merchant, workflowId: run.id, call: command });
      case 'timer':
        this.#timer(run, command);
        return;
      case 'listen':
        this.deliver(run.id, { is: 'listened', id: command.id, ...this.reported.listen(run.id, command) });
        return;
      case 'cancel_timer':
        clock.cancel(`${run.id}/${command.id}`);
        return;
      case 'end':
      case 'fail':
        this.#ended(run, command.do === 'end' ? command : { failed: command.code });
    }
  }

  /** What goes to the customer and to people. */
  async #talk(
    run: Run,
    command: Doing<'understand' | 'say' | 'ask' | 'withdraw_ask' | 'handover'>,
  ): Promise<void> {
    const { clock, fixture, conversation } = this.options;
    const { id } = command;
    switch (command.do) {
      case 'understand': {
        const { understand = (text: string, apart?: readonly string[]) => fixture.understand(text, apart) } =
          this.options;
        const understanding = await understand(command.text, command.apart);
        this.deliver(run.id, { is: 'understood', id, understanding });
        return;
      }
      case 'say':
        conversation.say(command.text, clock.now);
        this.deliver(run.id, { is: 'said', id });
        return;
      case 'ask':
        return this.#ask(run, command);
      case 'withdraw_ask':
        return conversation.receive({ type: 'ask_closed', run: run.id, key: id }, clock.now);
      case 'handover':
        this.options.onHandover?.(matterOf(run.id, { ...run, below: () => undefined }));
        conversation.noteHandover(command.queue, command.reason, clock.now);
        this.deliver(run.id, { is: 'handed_over', id });
        return conversation.receive({ type: 'handed_over', queue: command.queue }, clock.now);
    }
  }

  async #ask(run: Run, command: AskCommand): Promise<void> {
    const { clock, conversation } = this.options;
    const asked = await conversation.ask(command, run.said, clock.now);
    this.deliver(run.id, { is: 'asked', id: command.id, ...asked });
    if (asked.said !== undefined) return;
    const about = recordNumber(run.state);
    const { id, intent } = run;
    const known = { ...(intent === undefined ? {} : { intent }), ...(about === undefined ? {} : { about }) };
    await conversation.announce({ run: id, ...known }, command, asked.labels, clock.now);
  }

  #requestApproval(run: Run, request: ApprovalRequest): void {
    this.#requests.set(request.id, { run: run.id, request });
    this.#note({ is: 'approval_asked', role: request.role, operation: request.operation });
  }

  #timer(run: Run, { id, until, on, for: duration = { ms: 0 } }: Doing<'timer'>): void {
    const { clock, test } = this.options;
    const { config } = test.given;
    const day = on === undefined ? undefined : openingOn(config, on);
    clock.at(until ?? day ?? addDuration(config, clock.now, duration), `${run.id}/${id}`, () => {
      this.deliver(run.id, { is: 'timer_fired', id });
    });
  }

  async #call(run: Run, call: Doing<'call'>, scheduledAt: number, attempt: number): Promise<void> {
    const { clock, fixture } = this.options;
    const { id: workflowId, hash } = run;
    const named = { merchant: this.#merchant, workflowId, flow: run.flow.flow, hash };
    const request = { ...named, conversation: 'test', call };
    const tried = { id: `${workflowId}/${call.id}/${attempt}`, attempt, scheduledAt };
    try {
      const result = await fixture.call(request, tried, (made) => {
        this.#note({ is: 'called', operation: made.operation, inputs: made.inputs });
      });
      this.deliver(run.id, { is: 'called', id: call.id, result });
    } catch (error) {
      if (error instanceof CallFailure) this.deliver(run.id, { is: 'failed', id: call.id, code: error.code });
      else if (error instanceof NotNow) {
        const again = (): Promise<void> => this.#call(run, call, scheduledAt, attempt + 1);
        const at = clock.now + (error.afterMs ?? retryDelayMs(attempt));
        clock.at(at, `${run.id}/${call.id}/again`, again, { inFlight: true });
      } else throw error;
    }
  }

  async #subflow(run: Run, command: Doing<'subflow'>): Promise<void> {
    const { test, fixture } = this.options;
    const { id, step, visit, flow, inputs, answeredBy } = command;
    const scripted = fixture.subflow(flow, inputs);
    if (scripted !== undefined) {
      this.deliver(run.id, { ...scripted, is: 'subflow_ended', id });
      return;
    }
    const child = test.merchant.flows.get(flow);
    if (child === undefined) throw new Unscripted(`There is no flow \`${flow}\`.`, 'Check the merchant.');
    await this.start({
      id: `${run.id}/${step}/${visit}`,
      ...{ source: child.ir, hash: child.hash, inputs, depth: run.depth + 1, answeredBy, intent: run.intent },
      conversation: { said: run.said },
      onEnd: (end) => {
        if ('failed' in end) this.deliver(run.id, { is: 'failed', id, code: end.failed });
        else this.deliver(run.id, { is: 'subflow_ended', id, ...end });
      },
    });
  }

  #ended(run: Run, end: RunEnd): void {
    this.#runs.delete(run.id);
    const { flow } = run.flow;
    if ('failed' in end) {
      this.#note({ is: 'failed', flow, code: end.failed });
      run.onEnd(end);
      return;
    }
    const { result, outputs, answeredBy } = end;
    this.#note({ is: 'ended', flow, result });
    run.onEnd({ result, outputs, ...(answeredBy === undefined ? {} : { answeredBy }) });
  }

  get #merchant(): string {
    return this.options.test.merchant.config.merchant;
  }

  #note(happening: Parameters<Conversation['note']>[0]): void {
    this.options.conversation.note(happening, this.options.clock.now);
  }
}
