/** Runs of flows in virtual time: each driven by the interpreter, its commands carried out in the scripted world. */
import { waitingOn } from '../interpreter/describe.js';
import type { CallStep, FlowIr } from '../interpreter/ir.js';
import type { ApprovalRequest, Command, RunEvent } from '../interpreter/protocol.js';
import { reduce, type Reduced, startRun } from '../interpreter/reduce.js';
import type { RunState } from '../interpreter/state.js';
import { callsIn } from '../interpreter/steps-in.js';
import type { JsonObject } from '../json.js';
import { addDuration, openingOn } from '../merchants/calendar.js';
import type { Agenda } from './agenda.js';
import type { Conversation } from './conversation.js';
import type { FlowTest } from './flow-test.js';
import type { RunEnd } from './happened.js';
import { Unscripted } from './script.js';
import type { World } from './world.js';

/** Lets whoever counts see which flow is run; gives the flow to run. */
export type Watch = (flow: FlowIr) => FlowIr;

/** An event without its time. */
type NewEvent = RunEvent extends infer E ? (E extends unknown ? Omit<E, 'now'> : never) : never;
type Doing<Kind extends Command['do']> = Extract<Command, { do: Kind }>;

/** A run of a flow, and whom it tells how it has ended. */
interface Run {
  id: string;
  flow: FlowIr;
  calls: ReadonlyMap<string, CallStep>;
  state: RunState;
  depth: number;
  onEnd: (end: RunEnd) => void;
}

/** What runs work with. */
export interface RunsOptions {
  test: FlowTest;
  watch: Watch;
  agenda: Agenda;
  world: World;
  conversation: Conversation;
}

/** The runs of one test that have not ended, and the approvals that they ask for. */
export class Runs {
  readonly #runs = new Map<string, Run>();
  readonly #requests = new Map<string, { run: string; request: ApprovalRequest }>();

  constructor(readonly options: RunsOptions) {}

  /** What the open runs wait for, as operators see it. */
  get waitsFor(): string[] {
    return [...new Set([...this.#runs.values()].flatMap(({ state, flow }) => waitingOn(state, flow)))];
  }

  /** The newest approval that is asked for. */
  get request(): { run: string; request: ApprovalRequest } | undefined {
    return [...this.#requests.values()].at(-1);
  }

  /** Starts a run; a sub-flow is one deeper. */
  start(id: string, source: FlowIr, inputs: JsonObject, depth: number, onEnd: Run['onEnd']): void {
    const { agenda, test, watch } = this.options;
    const { language, facts, now, policy } = test.given;
    const own = Object.entries(policy).filter(([name]) => Object.hasOwn(source.policy, name));
    const flow = { ...watch(source), policy: { ...source.policy, ...Object.fromEntries(own) } };
    const conversation = { id: 'test', workflowId: 'test', language, facts, receivedAt: now };
    const started = startRun(flow, { runId: id, workflowId: id, inputs, conversation, depth }, agenda.now);
    // Looked up in the flow itself: the watched one takes every look at a block for its being entered.
    const calls = callsIn(source.steps);
    const run = { id, flow, calls, state: started.state, depth, onEnd };
    this.#runs.set(id, run);
    this.#follow(run, started);
  }

  /** Tells a run an event, after everything that was told before. */
  tell(id: string, event: NewEvent): void {
    const { agenda } = this.options;
    agenda.soon(() => {
      const run = this.#runs.get(id);
      if (run === undefined) return;
      // One of the events again, with its time.
      this.#follow(run, reduce(run.flow, run.state, { ...event, now: agenda.now }));
    });
  }

  /** Tells all runs that people have the conversation now. */
  leaveToPeople(): void {
    for (const id of this.#runs.keys()) this.tell(id, { is: 'with_people' });
  }

  #follow(run: Run, { state, commands }: Reduced): void {
    run.state = state;
    for (const command of commands) this.#carryOut(run, command);
  }

  #carryOut(run: Run, command: Command): void {
    const { agenda } = this.options;
    switch (command.do) {
      case 'understand':
      case 'say':
      case 'ask':
      case 'withdraw_ask':
      case 'handover':
        this.#talk(run, command);
        return;
      case 'call':
        this.#call(run, command, agenda.now, 0);
        return;
      case 'subflow':
        this.#subflow(run, command);
        return;
      case 'request_approval':
        this.#requestApproval(run, command.request);
        return;
      case 'withdraw_approval':
        this.#requests.delete(command.id);
        return;
      case 'release':
        return;
      case 'timer':
        this.#timer(run, command);
        return;
      case 'cancel_timer':
        agenda.cancel(`${run.id}/${command.id}`);
        return;
      case 'end':
        this.#ended(run, { result: command.result, outputs: command.outputs });
        return;
      case 'fail':
        this.#ended(run, { failed: command.code });
    }
  }

  /** What goes to the customer and to people. */
  #talk(run: Run, command: Doing<'understand' | 'say' | 'ask' | 'withdraw_ask' | 'handover'>): void {
    const { agenda, world, conversation } = this.options;
    const { id } = command;
    switch (command.do) {
      case 'understand':
        this.tell(run.id, { is: 'understood', id, understanding: world.understand(command.text) });
        return;
      case 'say':
        conversation.say(command.text, agenda.now);
        this.tell(run.id, { is: 'said', id });
        return;
      case 'ask':
        this.tell(run.id, { is: 'asked', id, ...conversation.ask(run.id, command, agenda.now) });
        if (conversation.withPeople) this.tell(run.id, { is: 'with_people' });
        return;
      case 'withdraw_ask':
        conversation.withdraw(run.id, id);
        return;
      case 'handover':
        conversation.handOver(command.queue, command.reason, agenda.now);
        this.tell(run.id, { is: 'handed_over', id });
        this.leaveToPeople();
    }
  }

  #requestApproval(run: Run, request: ApprovalRequest): void {
    this.#requests.set(request.id, { run: run.id, request });
    this.#note({ is: 'approval_asked', role: request.role, operation: request.operation });
  }

  #timer(run: Run, { id, until, on, for: duration = { ms: 0 } }: Doing<'timer'>): void {
    const { agenda, test } = this.options;
    const { config } = test.given;
    const day = on === undefined ? undefined : openingOn(config, on);
    agenda.at(until ?? day ?? addDuration(config, agenda.now, duration), `${run.id}/${id}`, () => {
      this.tell(run.id, { is: 'timer_fired', id });
    });
  }

  #call(run: Run, call: Doing<'call'>, since: number, tries: number): void {
    const step = run.calls.get(call.step);
    if (step === undefined) return;
    const { agenda, world } = this.options;
    const { now } = agenda;
    const before = world.calls.length;
    const answer = world.call(run.id, step, call, { now, since, tries });
    for (const made of world.calls.slice(before))
      this.#note({ is: 'called', operation: made.operation, inputs: made.inputs });
    if (answer.is === 'result') this.tell(run.id, { is: 'called', id: call.id, result: answer.result });
    if (answer.is === 'failed') this.tell(run.id, { is: 'failed', id: call.id, code: answer.code });
    if (answer.is !== 'not_now') return;
    const again = (): void => {
      this.#call(run, call, since, tries + 1);
    };
    agenda.at(now + answer.afterMs, `${run.id}/${call.id}/again`, again, { inFlight: true });
  }

  #subflow(run: Run, { id, step, visit, flow, inputs }: Doing<'subflow'>): void {
    const { test, world } = this.options;
    const scripted = world.subflow(flow, inputs);
    if (scripted !== undefined) {
      const { result, outputs } = scripted;
      this.tell(run.id, { is: 'subflow_ended', id, result, outputs });
      return;
    }
    const child = test.merchant.flows.get(flow);
    if (child === undefined) throw new Unscripted(`There is no flow \`${flow}\`.`, 'Check the merchant.');
    this.start(`${run.id}/${step}/${visit}`, child.ir, inputs, run.depth + 1, (end) => {
      if ('failed' in end) this.tell(run.id, { is: 'failed', id, code: end.failed });
      else this.tell(run.id, { is: 'subflow_ended', id, ...end });
    });
  }

  #ended(run: Run, end: RunEnd): void {
    this.#runs.delete(run.id);
    const { flow } = run.flow;
    this.#note(
      'failed' in end ? { is: 'failed', flow, code: end.failed } : { is: 'ended', flow, result: end.result },
    );
    run.onEnd(end);
  }

  #note(happening: Parameters<Conversation['note']>[0]): void {
    this.options.conversation.note(happening, this.options.agenda.now);
  }
}
