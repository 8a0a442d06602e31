/** Kinds of steps: a line each. */
import type { StepIr } from '../../contracts/ir.js';
import { ask } from './ask.js';
import { call } from './call.js';
import { choose } from './choose.js';
import { classify } from './classify.js';
import { each } from './each.js';
import { end } from './end.js';
import { extract } from './extract.js';
import { handover } from './handover.js';
import { ifStep } from './if.js';
import { parallel } from './parallel.js';
import { repeat } from './repeat.js';
import { say } from './say.js';
import { set } from './set.js';
import type { CompiledKind, StepKind } from './step-kind.js';
import { subflow } from './subflow.js';
import { wait } from './wait.js';

/** Every kind of step by the key that names it. */
export const stepKinds: ReadonlyMap<string, StepKind> = new Map(
  [
    classify,
    extract,
    call,
    subflow,
    set,
    choose,
    ifStep,
    each,
    parallel,
    repeat,
    ask,
    say,
    handover,
    wait,
    end,
  ].map((kind) => [kind.kind, kind]),
);

const compiledKinds: ReadonlyMap<string, CompiledKind> = new Map(
  [...stepKinds.values()].flatMap(({ compiled }) => Object.entries(compiled)),
);

/** What is known of the kind of a compiled step. */
export function compiledKindOf(step: StepIr): CompiledKind {
  const kind = compiledKinds.get(step.kind);
  if (kind === undefined) throw new Error(`No kind of step compiles to ${step.kind}.`);
  return kind;
}
