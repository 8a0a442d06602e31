/** How each kind of step runs: a line each. */
import type { BlockIr, StepIr } from '../../../contracts/ir.js';
import type { StepClause } from '../visit.js';
import { ask } from './ask.js';
import { awaitEvent } from './await.js';
import { call } from './call.js';
import { choose } from './choose.js';
import { classify } from './classify.js';
import { each } from './each.js';
import { end } from './end.js';
import { extract } from './extract.js';
import { handover } from './handover.js';
import { branchOnCondition } from './if.js';
import { parallel } from './parallel.js';
import { repeat } from './repeat.js';
import { say } from './say.js';
import { set } from './set.js';
import { subflow } from './subflow.js';
import { wait } from './wait.js';

type Clauses = { readonly [Kind in StepIr['kind']]: StepClause<Extract<StepIr, { kind: Kind }>> };

const clauses: Clauses = {
  classify,
  extract,
  call,
  subflow,
  set,
  choose,
  if: branchOnCondition,
  each,
  parallel,
  repeat,
  ask,
  say,
  handover,
  wait,
  await: awaitEvent,
  end,
};

/** The clause of a step's kind. */
export const clauseOf = (step: StepIr): StepClause => clauses[step.kind];

/** The blocks of a step by branch name, in reading order. */
export const blocksOf = (step: StepIr): readonly (readonly [branch: string, block: BlockIr])[] =>
  clauseOf(step).blocks?.(step) ?? [];
