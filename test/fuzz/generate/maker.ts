/** Makes the steps of one flow: what every kind of step needs of the flow around it. */
import type { FieldTypes } from '../../../src/flows/types/type.js';
import type { Json, JsonObject } from '../../../src/contracts/json.js';
import { free, Expressions } from './expressions.js';
import type { Scope } from './scope.js';
import { makers } from './steps/registry.js';
import type { Tape } from './tape.js';
import type { Callee } from './world.js';

/** Where a step stands. */
export interface Place {
  scope: Scope;
  /** Blocks around it. */
  depth: number;
  /** Beside others: nothing here may ask the customer. */
  quiet: boolean;
  /** In a `repeat`: nothing here may write or move money. */
  reading: boolean;
  /** Loops around it. */
  loops: number;
}

/** Steps, and where the next one stands. */
export interface Made {
  steps: readonly JsonObject[];
  place: Place;
}

/** A block; `ended` if no way leads out of it. */
export interface Block extends Made {
  ended: boolean;
}

/** Makes steps of a kind, or answers that there is nothing for it here. */
export type Make = (maker: Maker, place: Place) => Made | undefined;

/** Deepest nest of blocks. */
const MAX_DEPTH = 3;

/** The steps of one flow in the making. */
export class Maker {
  /** How often each kind of step, and each form of it, was made. */
  readonly made = new Map<string, number>();
  readonly callees: readonly Callee[];
  readonly called = new Set<string>();
  asks = false;
  money = false;
  readonly #compared = new Set<string>();
  #ids = 0;

  constructor(
    readonly tape: Tape,
    readonly results: Readonly<Record<string, FieldTypes>>,
    callees: readonly Callee[],
    private left: number,
  ) {
    this.callees = callees;
  }

  /** Counts a kind. */
  count(...kinds: readonly string[]): void {
    for (const kind of kinds) this.made.set(kind, (this.made.get(kind) ?? 0) + 1);
  }

  /** A new step's id. */
  id(): string {
    this.#ids += 1;
    return `s${this.#ids}`;
  }

  /** Expressions at a place. */
  at({ scope }: Place): Expressions {
    return new Expressions(this.tape, scope, this.#compared);
  }

  /** Enums that were compared, so that not all of their values may be left. */
  isCompared(path: string): boolean {
    return this.#compared.has(path);
  }

  /** Remembers that not all values of a path may be left. */
  compare(path: string): void {
    this.#compared.add(path);
  }

  /** Some steps, in a block below a place; it ends the flow only if it is told to. */
  below(place: Place, end = false): Block {
    const size = place.depth >= MAX_DEPTH ? 0 : this.tape.below(3);
    return this.block({ ...place, depth: place.depth + 1 }, size, end);
  }

  /** A block of steps. */
  block(place: Place, size: number, end: boolean): Block {
    const steps: JsonObject[] = [];
    let here = place;
    for (let count = 0; count < size && this.left > 0; count += 1) {
      const made = this.step(here);
      steps.push(...made.steps);
      here = { ...made.place, depth: place.depth };
    }
    if (end) steps.push(...this.ending(here));
    return { steps, place: here, ended: end };
  }

  private step(place: Place): Made {
    this.left -= 1;
    for (let attempt = 0; attempt < 4; attempt += 1) {
      const made = this.tape.one(makers)(this, place);
      if (made !== undefined) return made;
    }
    return { steps: [], place };
  }

  /** The end of a way: a result with its outputs, now and then by people. */
  ending(place: Place): JsonObject[] {
    this.count('end');
    // The last line of a flow always returns a result of its own: a flow has at least one.
    if (place.depth > 0 && this.tape.chance(15)) {
      this.count('handover');
      return [{ handover: 'default' }, { end: { result: 'handed_over' } }];
    }
    const [result, fields] = this.tape.one(Object.entries(this.results)) ?? ['', {}];
    return [{ end: { result, ...this.given(fields, place) } }];
  }

  /** Values for fields: all that are needed, some of the others. */
  given(fields: FieldTypes, place: Place): JsonObject {
    const make = this.at(place);
    const entries = Object.entries(fields).flatMap(([name, { type, optional }]): [string, Json][] => {
      if (optional === true && !this.tape.chance(50)) return [];
      const value = make.value(type);
      return value === undefined ? [] : [[name, value]];
    });
    return Object.fromEntries(entries);
  }

  /** True if every field that is needed can be given at a place. */
  canGive(fields: FieldTypes, place: Place): boolean {
    const make = this.at(place);
    return Object.values(fields).every(
      ({ type, optional }) =>
        optional === true || make.literal(type) !== undefined || make.of(type, 0) !== undefined,
    );
  }

  /** Outputs whose types nobody has declared: as many as asked for. */
  outputsPlan(count: number): FieldTypes {
    const types = Array.from(
      { length: count },
      (_, index) => [`o${index + 1}`, { type: this.tape.one(free) }] as const,
    );
    return Object.fromEntries(types);
  }

  /** Those outputs, at the end of a block. */
  outputs(plan: FieldTypes, place: Place): JsonObject {
    const make = this.at(place);
    return Object.fromEntries(Object.entries(plan).map(([name, { type }]) => [name, `\${${make.of(type)}}`]));
  }

  /** The handler of an outcome that ends the flow. */
  endingHandler(place: Place): JsonObject[] {
    const words = this.tape.chance(50) ? [{ say: this.at(place).sentence('That did not work') }] : [];
    if (words.length > 0) this.count('say');
    return [...words, ...this.ending(place)];
  }
}
