/** A visit of a step: what its clause works with, and how it says what comes next. */
import type { Json, JsonObject } from '../contracts/json.js';
import { evaluate, evaluateAll } from './expression/evaluate.js';
import type { BlockIr, ExprIr, StepIr, TextIr } from '../contracts/ir.js';
import type { Command, Sentence } from '../contracts/command.js';
import type { RunEvent } from '../contracts/event.js';
import type { Cursor, ForkWait, Frame, Loop, Wait } from './state.js';
import type { Turn } from './turn.js';

/** The step at the end of a cursor, in the course of one turn. */
export class Visit<S extends StepIr = StepIr> {
  constructor(
    readonly turn: Turn,
    readonly cursor: Cursor,
    readonly step: S,
  ) {}

  /** How often the step was entered, this time included. */
  get number(): number {
    return this.cursor.frames.at(-1)?.visit ?? 0;
  }

  /** `<step>#<visit>`: the id of the visit's first command, and the start of all its others. */
  get key(): string {
    return `${this.step.id}#${this.number}`;
  }

  /** Gives a command to the driver. */
  emit(command: Command): void {
    this.turn.emit(command);
  }

  /** The value of an expression where the step stands. */
  value(expr: ExprIr, more?: Readonly<Record<string, Json>>): Json {
    return evaluate(expr, this.turn.scope(this.cursor, more));
  }

  /** The values of named expressions. */
  record(exprs: Readonly<Record<string, ExprIr>>): JsonObject {
    return evaluateAll(exprs, this.turn.scope(this.cursor));
  }

  /** A text with its values, to be written in the customer's language by the activity. */
  sentence(text: TextIr, more?: Readonly<Record<string, Json>>): Sentence {
    const args = text.args.map(({ source, type, expr }) => ({ source, type, value: this.value(expr, more) }));
    return { key: text.key, args };
  }

  /** The fixed delay of a reply, while the run is discreet: the activity counts it from this moment. */
  get delay(): { notBefore?: number } {
    return this.turn.state.discreet ? { notBefore: this.turn.state.receivedAt } : {};
  }
}

/** What a step says comes next; `outcome` is the word that operators read, never a value. */
export type Move =
  /** The step has ended: the one after it is next. */
  | { to: 'next'; outputs?: JsonObject; outcome?: string }
  /** One of the step's blocks is next; what the block gives becomes the step's outputs. */
  | { to: 'branch'; branch: string; outcome?: string; outputs?: JsonObject; loop?: Loop; round?: number }
  /** Branches begin side by side, and the step waits for them. */
  | { to: 'fork'; wait: ForkWait; branches: readonly Fork[] }
  /** An event is next. */
  | { to: 'wait'; wait: Wait }
  /** The run has ended. */
  | { to: 'end'; result: string; outputs: JsonObject };

/** A branch that begins: its name, which block it runs, and its item where there is one. */
export interface Fork {
  name: string;
  block: string;
  item?: Json;
}

/** How a kind of step runs; one file each in `steps/`. */
export interface StepClause<S extends StepIr = StepIr> {
  /** Begins a visit. */
  enter(visit: Visit<S>): Move;
  /** Takes an event while the step waits; `undefined` if it is not for this step, or too late. */
  on?(visit: Visit<S>, wait: Wait, event: RunEvent): Move | undefined;
  /** Takes back what is open outside (question, timer, approval) when the run ends while the step waits. */
  close?(visit: Visit<S>, wait: Wait): void;
  /** What the step waits for has failed for good, and the run with it. */
  lost?(visit: Visit<S>, wait: Wait): void;
  /** The step's blocks by branch name, in reading order. */
  blocks?(step: S): readonly (readonly [branch: string, block: BlockIr])[];
  /** A block of the step has run to its end and gave `outputs`; without this, the step has ended. */
  blockEnded?(visit: Visit<S>, block: Frame, outputs: JsonObject | undefined): Move;
  /** A branch beside others has run to its end. */
  branchEnded?(visit: Visit<S>, wait: ForkWait, name: string, outputs: JsonObject | undefined): Move;
  /** Goes on where it waited for its turn, if it is. */
  resume?(visit: Visit<S>, wait: Wait): Move | undefined;
}
