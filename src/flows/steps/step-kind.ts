/**
 * What a kind of step is: its form, its checks, its compilation, and how what is compiled is drawn, told and counted. One file
 * each, one line in `registry.ts`; how it runs is in `src/workflows/interpreter/steps`.
 */
import { z } from 'zod';
import type { BlockIr, DurationIr, StepIr } from '../../contracts/ir.js';
import type { LooseEnd } from '../diagram/mermaid-flowchart.js';
import type { Pen } from '../diagram/pen.js';
import type { Reach } from '../reach.js';
import type { Compilation, CompiledStep, Place } from '../compilation.js';
import { type Blocks, openBlocks } from '../schema-parts.js';

/** How many events of a run's history something causes in the worst case. */
export interface EventCount {
  /** Of steps one after the other. */
  steps(steps: readonly StepIr[]): number;
  /** Of the one block that is taken; one that ends the flow is taken once, however often a loop repeats. */
  most(blocks: readonly BlockIr[]): number;
}

/** What is known of a compiled step of a kind. */
export interface CompiledKind<Step extends StepIr = StepIr> {
  /** Draws it after the loose ends given; returns the loose ends that it leaves. */
  draw: (step: Step, pen: Pen, open: readonly LooseEnd[]) => readonly LooseEnd[];
  /** Events of a run's history in the worst case. */
  events: (step: Step, count: EventCount) => number;
  /** What it can do; `ofFlow` gives the reach of a sub-flow. */
  reach?: (step: Step, ofFlow: (name: string) => Reach) => Partial<Reach>;
  /** What a run does when it enters the step, in words; nothing where calls and texts are told anyway. */
  entered?: (step: Step) => string;
  /** What came of it, in words; `values` are its outputs as a text. */
  left?: (step: Step, outcome: string, values: () => string) => string | undefined;
}

/** Compiled steps of a kind, by the kind of the compiled step. */
type CompiledKinds = { readonly [Kind in StepIr['kind']]?: CompiledKind<Extract<StepIr, { kind: Kind }>> };

/** Events of an activity, of a timer, and of an approval with its reminders. */
export const events = { activity: 3, timer: 2, approval: 20 } as const;

/** Events of a timer for so long; an activity works out business time first. */
export const timerEvents = (duration: DurationIr | undefined): number =>
  duration !== undefined && 'ms' in duration ? events.timer : events.activity + events.timer;

/** A kind of step; `schema` is the form of the whole step, in which `kind` is a key. */
export interface StepKind {
  kind: string;
  schema: (blocks: Blocks) => z.ZodObject;
  /** The same with blocks checked later; created once, because creating a schema takes longer than using it. */
  form: z.ZodObject;
  /** `step` is what `form` has parsed. */
  compile: (flow: Compilation, step: unknown, place: Place) => CompiledStep;
  compiled: Readonly<Partial<Record<StepIr['kind'], CompiledKind>>>;
}

/** Creates a kind whose `compile` gets the type that its `schema` parses. */
export function stepKind<S extends z.ZodObject>(definition: {
  kind: string;
  schema: (blocks: Blocks) => S;
  compile: (flow: Compilation, step: z.infer<S>, place: Place) => CompiledStep;
  compiled: CompiledKinds;
}): StepKind {
  const { kind, schema, compile, compiled } = definition;
  return {
    kind,
    schema,
    form: schema(openBlocks),
    // The caller passes what this kind's own form has parsed; see `compileStep`.
    compile: (flow, step, place) => compile(flow, step as z.infer<S>, place),
    // Each is looked up by the kind of the step that it gets; see `compiledKindOf`.
    compiled: compiled as StepKind['compiled'],
  };
}

/** The keys that every step has. */
export const common = {
  id: z
    .string()
    .optional()
    .describe('The step’s name, in camelCase. Later steps read its outputs as `steps.<id>`.'),
};

/** The fields that every compiled step starts with. */
export const base = ({ id, named, line }: Place, title: string) => ({ id, named, title, line });

/** A text for people, cut to the length of a title. */
export const titled = (verb: string, words: string): string => {
  const text = `${verb}: ${words.replaceAll(/\s+/g, ' ').trim()}`;
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
};
