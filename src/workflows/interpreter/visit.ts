/** A visit to a step: what its clause works with, and how it says what comes next. */
import type { Json, JsonObject } from '../../contracts/json.js';
import { evaluate, evaluateAll } from './expression/evaluate.js';
import type { BlockIr, ExprIr, StepIr, TextIr } from '../../contracts/ir.js';
import type { Command, Sentence } from '../../contracts/interpreter-command.js';
import type { RunEvent } from '../../contracts/interpreter-event.js';
import type { Cursor, ForkWait, Frame, Loop, Wait } from './state.js';
import type { Turn } from './turn.js';

/** The step at the end of a cursor, during one turn. */
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

  /** `<step>#<visit>`: the id of the visit's first command, and the prefix of all others. */
  get key(): string {
    return `${this.step.id}#${this.number}`;
  }

  /** Gives a command to the driver. */
  emit(command: Command): void {
    this.turn.emit(command);
  }

  /** The value of an expression at the step's place. */
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

  /** The fixed delay of a reply while the run is discreet; the activity counts from this moment. */
  get delay(): { notBefore?: number } {
    return this.turn.state.discreet ? { notBefore: this.turn.state.receivedAt } : {};
  }
}

/** What comes after a step; `outcome` is the word that operators read, never a value. */
export type Move =
  /** The step has ended: go on to the one after it. */
  | { to: 'next'; outputs?: JsonObject; outcome?: string }
  /** Run one of the step's blocks; the block's outputs become the step's. */
  | {
      to: 'branch';
      branch: string;
      outcome?: string;
      outputs?: JsonObject;
      loop?: Loop;
      round?: number;
      until?: number;
    }
  /** Branches begin side by side, and the step waits for them. */
  | { to: 'fork'; wait: ForkWait; branches: readonly Fork[] }
  /** Wait for an event. */
  | { to: 'wait'; wait: Wait }
  /** The run has ended. */
  | { to: 'end'; result: string; outputs: JsonObject };

/** A branch to begin: its name, its block, and its item if there is one. */
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
  /** Withdraws what is open outside (question, timer, approval) when the run ends while the step waits. */
  close?(visit: Visit<S>, wait: Wait): void;
  /** What the step waits for has permanently failed, and the run with it. */
  lost?(visit: Visit<S>, wait: Wait): void;
  /** The step's blocks by branch name, in reading order. */
  blocks?(step: S): readonly (readonly [branch: string, block: BlockIr])[];
  /** A block of the step has run to its end with `outputs`; without this, the step ends. */
  blockEnded?(visit: Visit<S>, block: Frame, outputs: JsonObject | undefined): Move;
  /** A side-by-side branch has run to its end. */
  branchEnded?(visit: Visit<S>, wait: ForkWait, name: string, outputs: JsonObject | undefined): Move;
  /** Goes on if the step was waiting for its turn. */
  resume?(visit: Visit<S>, wait: Wait): Move | undefined;
}
