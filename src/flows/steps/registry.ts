/** Kinds of steps: a line each. */
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
import type { StepKind } from './step-kind.js';
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
