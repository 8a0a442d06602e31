/** One turn of the interpreter: a mutable copy of the state, the commands it emits, and what they may cost. */
import type { Json, JsonObject } from '../../contracts/json.js';
import type { Scope } from './expression/evaluate.js';
import { isRecord } from './expression/value-kinds.js';
import type { FlowIr, StepIr } from '../../contracts/ir.js';
import { jsonBytes, maxDataBytes } from './limits.js';
import type { Command } from '../../contracts/interpreter-command.js';
import { RunError } from './run-error.js';
import { copyState, type Cursor, type RunState } from './state.js';

// The day of a moment, where the merchant is.

const clocks = new Map<string, Intl.DateTimeFormat>();

/** The day (`yyyy-MM-dd`) that a moment (epoch milliseconds) falls on in an IANA zone. */
export function dayIn(zone: string, moment: number): string {
  const clock = clocks.get(zone) ?? clockOf(zone);
  clocks.set(zone, clock);
  const parts = new Map(clock.formatToParts(moment).map(({ type, value }) => [type, value]));
  return (['year', 'month', 'day'] as const).map((part) => parts.get(part)).join('-');
}

const clockOf = (timeZone: string): Intl.DateTimeFormat =>
  new Intl.DateTimeFormat('en-GB', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });

/** Lives for one event; only `state` and `commands` outlast the call to `reduce`. */
export class Turn {
  readonly state: RunState;
  readonly commands: Command[] = [];
  /** Threads that can go on. */
  readonly ready: Cursor[] = [];
  private readonly roots: ReadonlyMap<string, Json>;

  constructor(
    readonly flow: FlowIr,
    state: RunState,
    /** Workflow time, epoch milliseconds. */
    readonly now: number,
  ) {
    this.state = copyState(state);
    const { runId, inputs, conversation } = state.context;
    this.roots = new Map<string, Json>([
      ['inputs', inputs],
      ['policy', nested(flow.policy)],
      ['merchant', { ...flow.merchant }],
      ['conversation', { id: conversation.id, language: conversation.language }],
      [
        'run',
        {
          id: runId,
          now,
          // read by few: only they pay for the calendar
          get today() {
            return dayIn(flow.merchant.zone, now);
          },
        },
      ],
    ]);
  }

  /** Gives a command to the driver. */
  emit(command: Command): void {
    this.commands.push(command);
  }

  /** Agents who have answered for the customer so far, if any: none of them may approve the result. */
  get agents(): { answeredBy?: readonly string[] } {
    const { answeredBy } = this.state;
    return answeredBy.length === 0 ? {} : { answeredBy };
  }

  /** Pays for steps, list items and long texts. */
  burn(steps: number): void {
    this.state.fuel = Math.max(0, this.state.fuel - steps);
    if (this.state.fuel === 0) throw new RunError('fuel_spent');
  }

  /** Adds or subtracts bytes of data that the run holds. */
  hold(bytes: number): void {
    if (this.state.bytes + bytes > maxDataBytes) throw new RunError('data_too_large');
    this.state.bytes += bytes;
  }

  /** Stores a step's outputs; a step without its own name cannot be read, so nothing is stored for it. */
  write(cursor: Cursor, step: StepIr, outputs: JsonObject | undefined): void {
    if (outputs === undefined || !step.named) return;
    const steps = cursor.branch?.steps ?? this.state.steps;
    const before = steps[step.id];
    this.hold(jsonBytes(outputs) - (before === undefined ? 0 : jsonBytes(before)));
    steps[step.id] = outputs;
  }

  /** The step outputs that can be read at the cursor. */
  stepsAt({ branch }: Cursor): Readonly<Record<string, JsonObject>> {
    return branch === undefined ? this.state.steps : { ...this.state.steps, ...branch.steps };
  }

  /** What an expression at the cursor can read; `item` is that of the innermost `each`. */
  scope(cursor: Cursor, more: Readonly<Record<string, Json>> = {}): Scope {
    const roots = new Map<string, Json>([...this.roots, ...Object.entries(more)]);
    roots.set('steps', this.stepsAt(cursor));
    const loop = cursor.frames.findLast((frame) => frame.loop !== undefined)?.loop;
    const item = loop?.items[loop.at];
    if (item !== undefined) roots.set('item', item);
    return { roots, burn: this.burn.bind(this) };
  }
}

/** `{ 'refund.days': 14 }` as `{ refund: { days: 14 } }`: names in merchant.yaml have dots, paths have parts. */
function nested(policy: Readonly<Record<string, Json>>): JsonObject {
  return Object.entries(policy).reduce((tree, [name, value]) => planted(tree, name.split('.'), value), {});
}

function planted(tree: JsonObject, [name = '', ...rest]: readonly string[], value: Json): JsonObject {
  if (rest.length === 0) return { ...tree, [name]: value };
  const below = Object.hasOwn(tree, name) ? tree[name] : undefined;
  return { ...tree, [name]: planted(below !== undefined && isRecord(below) ? below : {}, rest, value) };
}
