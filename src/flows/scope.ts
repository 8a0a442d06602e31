/** What can be read at a place of a flow, and what is known there. */
import type { ExprIr, FieldType } from '../contracts/ir.js';
import { readsRoot } from './expressions/roots-of.js';
import { both, either, type Facts, noFacts, without } from './facts.js';
import type { FieldTypes } from './types/type.js';

/** What a step that has run gives: fields that are always there, and those that depend on its `result`. */
export interface StepView {
  fields: FieldTypes;
  results?: Readonly<Record<string, FieldTypes>>;
  /** Its own mistakes are told already: whatever is read of it passes. */
  broken?: true;
}

/** A yes_or_no question that was asked on the way here: what it named, and how. */
interface Question {
  id: string;
  named: readonly ExprIr[];
}

/** Grows along the flow, never changes. */
export interface Scope {
  /** Roots but `steps`; `undefined` is the type of one whose mistakes are told already. */
  roots: ReadonlyMap<string, FieldType | undefined>;
  steps: ReadonlyMap<string, StepView>;
  facts: Facts;
  questions: readonly Question[];
  /** True if the conversation is with people on every way here. */
  handedOver: boolean;
  /** List macros around this place. */
  macros: number;
  /** Blocks around this place that run beside themselves or others, or again and again. */
  inside: ReadonlySet<Surrounding>;
}

/** What a block around a place does to it. */
type Surrounding = 'side_by_side' | 'repeat';

/** The scope at a flow's first step. */
export const firstScope = (roots: ReadonlyMap<string, FieldType | undefined>): Scope => ({
  roots,
  steps: new Map(),
  facts: noFacts,
  questions: [],
  handedOver: false,
  macros: 0,
  inside: new Set(),
});

/** The scope where more is known. */
export const knowing = (scope: Scope, facts: Facts): Scope =>
  facts.size === 0 ? scope : { ...scope, facts: both(scope.facts, facts) };

/** The scope where a root has a value: `item`, `option`, the variable of a macro. */
export const withRoot = (scope: Scope, name: string, type: FieldType | undefined): Scope => ({
  ...scope,
  roots: new Map(scope.roots).set(name, type),
  facts: without(scope.facts, name),
  // A yes to what one item costs is none to what the next one does.
  questions: scope.questions.filter(({ named }) => !named.some((expr) => readsRoot(expr, name))),
});

/** The scope inside a block that can run more than once: a yes that was said before it would count each time. */
export const unconfirmed = (scope: Scope): Scope => ({ ...scope, questions: [] });

/** The scope where a yes has been used: it counts for one call. */
export const spent = (scope: Scope, ...used: readonly (string | undefined)[]): Scope => ({
  ...scope,
  questions: scope.questions.filter(({ id }) => !used.includes(id)),
});

/** The scope of a block that runs side by side or repeatedly. */
export const insideOf = (scope: Scope, surrounding: Surrounding): Scope => ({
  ...scope,
  inside: new Set([...scope.inside, surrounding]),
});

/** The scope behind a step. */
export const withStep = (scope: Scope, id: string | undefined, view: StepView): Scope =>
  id === undefined
    ? scope
    : { ...scope, steps: new Map(scope.steps).set(id, view), facts: without(scope.facts, `steps.${id}`) };

/** The scope behind branches: what was readable before them, and what is known at the end of each that goes on. */
export function merged(before: Scope, ends: readonly Scope[]): Scope {
  const [first, ...others] = ends;
  if (first === undefined) return before;
  return {
    ...before,
    facts: both(
      before.facts,
      others.reduce((facts, end) => either(facts, end.facts), first.facts),
    ),
    questions: unspent(before, ends),
    handedOver: ends.every((end) => end.handedOver),
  };
}

/** The questions before blocks that none of them has used. */
const unspent = (before: Scope, ends: readonly Scope[]): Scope['questions'] =>
  before.questions.filter((question) => ends.every((end) => end.questions.includes(question)));

/** The scope behind blocks that have all run to their ends, side by side: what is known at the end of any is known. */
export const together = (before: Scope, ends: readonly Scope[]): Scope => ({
  ...before,
  facts: ends.reduce((facts, end) => both(facts, end.facts), before.facts),
  handedOver: ends.some((end) => end.handedOver),
});
