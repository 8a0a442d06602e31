/** A run on the reducer, watched: what it has opened outside, and what must never happen. */
import { isDeepStrictEqual } from 'node:util';
import { stepsIn } from '../../../src/workflows/interpreter/steps-in.js';
import type { CallStep, FlowIr } from '../../../src/contracts/ir.js';
import type { Effect } from '../../../src/contracts/effect.js';
import type { CallCommand, Command } from '../../../src/contracts/interpreter-command.js';
import type { Decision } from '../../../src/contracts/approval.js';
import type { RunContext, RunEvent } from '../../../src/contracts/interpreter-event.js';
import { reduce, startRun } from '../../../src/workflows/interpreter/reduce.js';
import type { RunState } from '../../../src/workflows/interpreter/state.js';
import type { Json } from '../../../src/contracts/json.js';

/** A command that is open outside until it is answered or taken back. */
export type Open = Extract<
  Command,
  { do: 'understand' | 'call' | 'subflow' | 'say' | 'handover' | 'ask' | 'timer' | 'request_approval' }
>;

const opens: ReadonlySet<Command['do']> = new Set([
  'understand',
  'call',
  'subflow',
  'say',
  'handover',
  'ask',
  'timer',
  'request_approval',
]);

const isOpening = (command: Command): command is Open => opens.has(command.do);

/** One run, from its start. */
export class PlayedRun {
  state: RunState;
  /** What is open outside, by what it is and its id, in the order in which it was opened. */
  readonly open = new Map<string, Open>();
  /** What was open once. */
  readonly closed: Open[] = [];
  /** Questions that stand in the outbox. */
  readonly asked = new Set<string>();
  /** What a run said and did, in order. */
  readonly commands: Command[] = [];
  /** What the last event led to. */
  latest: readonly Command[] = [];
  readonly #opened = new Set<string>();
  readonly #approved: Decision[] = [];
  readonly #answers = new Map<string, Json>();
  readonly #money: ReadonlyMap<string, CallStep>;
  readonly #effects: ReadonlyMap<string, Effect>;

  constructor(
    readonly flow: FlowIr,
    context: RunContext,
    now: number,
  ) {
    const calls = [...stepsIn(flow.steps)].filter((step) => step.kind === 'call');
    this.#effects = new Map(calls.map(({ id, effect }) => [id, effect]));
    this.#money = new Map(calls.filter(({ effect }) => effect === 'money').map((step) => [step.id, step]));
    const { state, commands } = startRun(flow, context, now);
    this.state = state;
    this.#take(commands);
  }

  /** Lets an event happen; answers whether the run took it. */
  happens(event: RunEvent, thorough = false): boolean {
    const before = this.state;
    const waited = 'id' in event && [...this.open.values()].some(({ id }) => id === event.id);
    const { state, commands, taken } = reduce(this.flow, before, event);
    if (thorough) this.#isJson(before, event, state);
    must(taken || (state === before && commands.length === 0), 'what is not taken changes nothing');
    must(
      !taken || waited || !('id' in event),
      `nothing waits for ${event.is} ${'id' in event ? event.id : ''}`,
    );
    this.state = state;
    this.#close(event, taken);
    this.#take(commands);
    return taken;
  }

  /** What may not be open when the run has ended: reads and last words may, for they change nothing. */
  leftOpen(): Open[] {
    return [...this.open.values()].filter((command) => {
      if (command.do === 'call') return this.#effects.get(command.step) !== 'read';
      return !['understand', 'say', 'handover'].includes(command.do);
    });
  }

  #isJson(before: RunState, event: RunEvent, state: RunState): void {
    const revived = JSON.parse(JSON.stringify(before)) as RunState;
    must(isDeepStrictEqual(revived, before), 'the state is JSON');
    const again = reduce(this.flow, revived, event).state;
    const differ = Object.entries(state).filter(
      ([key, value]) => !isDeepStrictEqual(value, again[key as keyof RunState]),
    );
    must(
      differ.length === 0,
      `a run goes on from its JSON as from itself: ${differ.map(([key]) => key).join(', ')}`,
    );
  }

  #close(event: RunEvent, taken: boolean): void {
    if (!('id' in event)) return;
    if (event.is === 'asked') {
      this.asked.add(event.id);
      return;
    }
    // A decision is followed by its withdrawal; an answer that was not taken leaves its question open.
    if (event.is === 'decided' || (event.is === 'answered' && !taken)) {
      if (taken && event.is === 'decided') this.#approved.push(event.decision);
      return;
    }
    if (taken && event.is === 'answered') this.#answers.set(stepOf(event.id), event.answer.value);
    for (const [key, command] of this.open)
      if (command.id === event.id && (taken || answers[command.do] === event.is)) this.#shut(key);
  }

  #take(commands: readonly Command[]): void {
    this.latest = commands;
    this.commands.push(...commands);
    for (const command of commands) {
      if (command.do === 'withdraw_ask') this.#shut(`ask ${command.id}`);
      if (command.do === 'cancel_timer') this.#shut(`timer ${command.id}`);
      if (command.do === 'withdraw_approval') this.#shut(`request_approval ${command.id}`);
      if (command.do === 'call') this.#mayGoOut(command);
      if (!isOpening(command)) continue;
      const key = `${command.do} ${command.id}`;
      must(!this.#opened.has(key), `${key} is given once`);
      this.#opened.add(key);
      this.open.set(key, command);
    }
    const endings = this.commands.filter(({ do: what }) => what === 'end' || what === 'fail').length;
    must(endings === (this.state.ended === undefined ? 0 : 1), 'a run ends once, and says so');
  }

  #shut(key: string): void {
    const command = this.open.get(key);
    if (command === undefined) return;
    this.open.delete(key);
    this.closed.push(command);
  }

  /** Money moves after exactly this request was approved, or within a band after the customer's own yes. */
  #mayGoOut(call: CallCommand): void {
    const step = this.#money.get(call.step);
    if (step === undefined) return;
    const { decision } = call;
    const request = `${this.state.context.workflowId}#${call.step}#${call.visit}`;
    if (decision !== undefined) {
      must(
        decision.requestId === request && decision.decision === 'approved',
        'the decision is on this very call',
      );
      must(
        this.#approved.some((approved) => isDeepStrictEqual(approved, decision)),
        'the decision was made',
      );
    }
    if (call.confirmed !== undefined) {
      const question = step.confirmedBy;
      must(question !== undefined && this.#answers.get(question) === 'yes', 'the customer has said yes');
    }
  }
}

const answers: Readonly<Record<Open['do'], RunEvent['is']>> = {
  understand: 'understood',
  call: 'called',
  subflow: 'subflow_ended',
  say: 'said',
  handover: 'handed_over',
  ask: 'answered',
  timer: 'timer_fired',
  request_approval: 'decided',
};

const stepOf = (id: string): string => id.split('#')[0] ?? id;

/** Fails with the promise that was broken. */
export function must(holds: boolean, promise: string): void {
  if (!holds) throw new Error(`Broken: ${promise}.`);
}
