/** What can be read at a place in a flow, and what is known there. */
import type { ExprIr, FieldType } from '../contracts/ir.js';
import { readsRoot } from './expressions/roots-of.js';
import { both, either, type Facts, noFacts, without } from './narrowing-facts.js';
import type { FieldTypes } from './types/type.js';

/** What a completed step provides: fields that are always present, and those that depend on its `result`. */
export interface StepView {
  fields: FieldTypes;
  results?: Readonly<Record<string, FieldTypes>>;
  /** Its own mistakes have been reported: anything may be read from it. */
  broken?: true;
}

/** A yes_or_no question asked on the way here: what it named, and how. */
interface Question {
  id: string;
  named: readonly ExprIr[];
  /** It, or a value that it names, cannot be read, which is told already: it may have named anything. */
  unread?: true;
}

/** Grows along the flow, never changes. */
export interface Scope {
  /** Roots other than `steps`; the type of one with reported mistakes is `undefined`. */
  roots: ReadonlyMap<string, FieldType | undefined>;
  steps: ReadonlyMap<string, StepView>;
  facts: Facts;
  questions: readonly Question[];
  /** True if the conversation is with people on every path here. */
  handedOver: boolean;
  /** List macros around this place. */
  macros: number;
  /** The surrounding blocks that run side by side or repeatedly. */
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

/** The scope with more facts. */
export const knowing = (scope: Scope, facts: Facts): Scope =>
  facts.size === 0 ? scope : { ...scope, facts: both(scope.facts, facts) };

/** The scope with one more root: `item`, `option`, a macro's variable. */
export const withRoot = (scope: Scope, name: string, type: FieldType | undefined): Scope => ({
  ...scope,
  roots: new Map(scope.roots).set(name, type),
  facts: without(scope.facts, name),
  // A yes to what one item costs is not a yes to the next item's cost.
  questions: scope.questions.filter(({ named }) => !named.some((expr) => readsRoot(expr, name))),
});

/** The scope inside a block that can run more than once: an earlier yes would count each time. */
export const unconfirmed = (scope: Scope): Scope => ({ ...scope, questions: [] });

/** The scope after a yes has been used: each counts for one call. */
export const spent = (scope: Scope, ...used: readonly (string | undefined)[]): Scope => ({
  ...scope,
  questions: scope.questions.filter(({ id }) => !used.includes(id)),
});

/** The scope of a block that runs side by side or repeatedly. */
export const insideOf = (scope: Scope, surrounding: Surrounding): Scope => ({
  ...scope,
  inside: new Set([...scope.inside, surrounding]),
});

/** The scope after a step. */
export const withStep = (scope: Scope, id: string | undefined, view: StepView): Scope =>
  id === undefined
    ? scope
    : { ...scope, steps: new Map(scope.steps).set(id, view), facts: without(scope.facts, `steps.${id}`) };

/** The scope after branches: what was readable before them, and what every branch that goes on knows. */
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

/** The questions asked before the blocks that none of them has used. */
const unspent = (before: Scope, ends: readonly Scope[]): Scope['questions'] =>
  before.questions.filter((question) => ends.every((end) => end.questions.includes(question)));

/** The scope after side-by-side blocks that have all run to their ends: what any of them knows still holds. */
export const together = (before: Scope, ends: readonly Scope[]): Scope => ({
  ...before,
  facts: ends.reduce((facts, end) => both(facts, end.facts), before.facts),
  handedOver: ends.some((end) => end.handedOver),
});
