/** Hand-made flows and a little driver for tests of the interpreter. */
import { expect } from 'vitest';
import type { BlockIr, CallStep, ExprIr, FlowIr, StepIr, TextIr } from '../../../src/contracts/ir.js';
import type { ApprovalRequest } from '../../../src/contracts/approval.js';
import type { Command } from '../../../src/contracts/interpreter-command.js';
import type { RunContext, RunEvent } from '../../../src/contracts/interpreter-event.js';
import type { Understanding } from '../../../src/contracts/understanding.js';
import { reduce, startRun } from '../../../src/workflows/interpreter/reduce.js';
import type { RunState } from '../../../src/workflows/interpreter/state.js';
import type { Json, JsonObject } from '../../../src/contracts/json.js';

export const value = (json: Json): ExprIr => ({ k: 'value', value: json });

/** `read('steps.quote.amount')`. */
export function read(path: string): ExprIr {
  const [root = '', ...rest] = path.split('.');
  return { k: 'read', root, path: rest };
}

export const text = (key: string): TextIr => ({ key, args: [] });

type Given<S> = S extends StepIr ? Omit<S, 'named' | 'title' | 'line'> : never;

export const step = (given: Given<StepIr>): StepIr => ({
  named: true,
  title: `Title of ${given.id}`,
  line: 1,
  ...given,
});

export const say = (id: string, words = id): StepIr => step({ kind: 'say', id, text: text(words) });

export const end = (id: string, result: string, outputs: Readonly<Record<string, ExprIr>> = {}): StepIr =>
  step({ kind: 'end', id, result, outputs });

export const handover = (id: string): StepIr =>
  step({ kind: 'handover', id, queue: 'service', reason: text(`why ${id}`) });

/** What the compiler writes for an outcome that the flow does not handle. */
export const byDefault = (name: string): BlockIr => ({
  steps: [say(`${name}Say`), handover(`${name}Handover`), end(`${name}End`, 'handed_over')],
  default: true,
});

const outcomeNames = [
  'refused',
  'unknown',
  'unavailable',
  'unverified',
  'rejected',
  'expired',
  'superseded',
] as const;

export function call(id: string, more: Partial<CallStep> = {}): StepIr {
  const outcomes = Object.fromEntries(outcomeNames.map((name) => [name, byDefault(`${id}${name}`)]));
  return step({
    kind: 'call',
    id,
    operation: 'orders.get',
    effect: 'read',
    inputs: {},
    ...more,
    outcomes: { ...outcomes, ...more.outcomes },
  });
}

export const flow = (...steps: StepIr[]): FlowIr => ({
  schema: 1,
  flow: 'test-flow',
  title: 'A flow for tests',
  merchant: { id: 'demo', name: 'Demo shop', language: 'en', zone: 'Europe/Berlin' },
  inputs: {},
  results: {},
  policy: { 'refund.days': 14, plain: 'x' },
  steps,
  sentences: {
    ask_facts: 'Who? ${missing}',
    ask_facts_again: 'No match. ${missing}',
    ask_again: 'Again? ${missing}',
    internal_error: 'Sorry.',
    accepted: 'It is being worked on.',
  },
  defaultQueue: 'service',
});

export const understanding = (more: Partial<Understanding> = {}): Understanding => ({
  intent: 'wismo',
  confidence: 0.9,
  calibrated: true,
  margin: 0.5,
  candidates: [],
  secondary: [],
  entities: [],
  language: 'en',
  flags: [],
  sure: true,
  provider: { id: 'test', model: 'm', version: '1', latencyMs: 1 },
  ...more,
});

export function context(
  inputs: JsonObject = {},
  conversation: Partial<RunContext['conversation']> = {},
): RunContext {
  return {
    runId: 'run-1',
    workflowId: 'wf-1',
    inputs,
    depth: 0,
    conversation: {
      id: 'c1',
      workflowId: 'demo/c1',
      language: 'en',
      facts: {},
      receivedAt: 1000,
      ...conversation,
    },
  };
}

export const request = (more: Partial<ApprovalRequest> = {}): Omit<ApprovalRequest, 'id'> => ({
  digest: 'd1',
  operation: 'payments.refund',
  role: 'refund-approver',
  escalateTo: 'team-lead',
  summary: {},
  requestedAt: 1000,
  expiresAt: 100_000,
  remindAt: 20_000,
  escalateAt: 50_000,
  ...more,
});

/** A decision in time on the request of a step's first visit. */
export const decisionOn = (step: string) =>
  ({
    requestId: `wf-1#${step}#1`,
    digest: 'd1',
    decision: 'approved',
    token: 't',
    approver: 'anna',
    decidedAt: 2,
    escalated: false,
  }) as const;

type Timeless = RunEvent extends infer E ? (E extends unknown ? Omit<E, 'now'> : never) : never;

/** The value, which nobody can change any more. */
export function freeze<T>(given: T): T {
  if (typeof given === 'object' && given !== null && !Object.isFrozen(given)) {
    Object.freeze(given);
    Object.values(given).forEach(freeze);
  }
  return given;
}

/** What crosses a process border or stands in a history must survive it as it is: no `undefined`, nothing but JSON. */
function plain<T>(given: T): T {
  expect(JSON.parse(JSON.stringify(given))).toStrictEqual(given);
  return given;
}

/** A run that is told events and remembers all its commands. */
export class Run {
  state: RunState;
  commands: readonly Command[];
  readonly all: Command[] = [];
  taken = true;
  now = 1000;

  constructor(
    readonly flow: FlowIr,
    given: RunContext = context(),
  ) {
    const { state, commands } = plain(startRun(flow, given, this.now));
    this.state = state;
    this.commands = commands;
    this.all.push(...commands);
  }

  /** Tells an event; `commands` are those that it led to. */
  tell(event: Timeless): this {
    this.now += 1;
    const { state, commands, taken } = plain(
      reduce(this.flow, freeze(this.state), { ...event, now: this.now }),
    );
    this.state = state;
    this.commands = commands;
    this.taken = taken;
    this.all.push(...commands);
    return this;
  }

  /** `['call refund#1', 'end handed_over']`, and so on. */
  get acts(): string[] {
    return this.commands.map(act);
  }

  command<D extends Command['do']>(what: D): Extract<Command, { do: D }> {
    const found = this.commands.find(
      (command): command is Extract<Command, { do: D }> => command.do === what,
    );
    if (found === undefined) throw new Error(`no ${what} among ${this.acts.join(', ')}`);
    return found;
  }
}

function act(command: Command): string {
  if (command.do === 'end') return `end ${command.result}`;
  return command.do === 'fail' ? `fail ${command.code}` : `${command.do} ${command.id}`;
}
