/** How long a run's history can get: Temporal ends a run with too long a history, even mid-work. */
import { programLocale } from '../languages/program-locale.js';
import type { BlockIr, DurationIr, StepIr } from '../contracts/ir.js';
import type { Compilation } from './compilation.js';
import { looksOf } from './looks.js';
import { blocksOf } from '../interpreter/steps/registry.js';

/**
 * Most events that a flow may cause by the estimate below. The workflow tasks between them, batched or not, about
 * double it: still well below Temporal's limit of 51,200, with room for what customers and approvers send.
 */
const MAX_EVENTS = 10_000;

const ACTIVITY = 3;
const TIMER = 2;

/** The engine asks for facts only once per run, so those questions are not counted for each call. */
const APPROVAL = 20;

/** Reports the innermost loop that makes a run too long in the worst case. */
export function reportLongHistory(flow: Compilation, steps: readonly StepIr[]): void {
  const loop = tooLong(steps, 1, MAX_EVENTS);
  const path = loop && flow.places.get(loop.id);
  if (loop === undefined || path === undefined) return;
  const message = `With up to ${loop.atMost} times this, a run can have about ${rounded(inSteps(steps))} events.`;
  flow.reportIssue([...path, 'atMost'], 'history_too_long', message, hintFor(loop, steps));
}

type Loop = Extract<StepIr, { kind: 'each' | 'repeat' }>;

const isLoop = (step: StepIr): step is Loop => step.kind === 'each' || step.kind === 'repeat';

/** The innermost loop whose repetitions cause more events than are left, if there is one. */
function tooLong(steps: readonly StepIr[], times: number, left: number): Loop | undefined {
  let rest = left;
  for (const step of steps) {
    const events = times * inStep(step);
    if (events > rest) {
      const inner = isLoop(step) ? times * step.atMost : times;
      const loop = blocksIn(step)
        .map((block) => tooLong(block.steps, inner, rest))
        .find((found) => found !== undefined);
      return loop ?? (isLoop(step) ? step : undefined);
    }
    rest -= events;
  }
  return undefined;
}

/** The loop bound that would make the flow fit, if there is one. */
function hintFor(loop: Loop, steps: readonly StepIr[]): string | undefined {
  const without = inSteps(steps) - inStep(loop);
  const fitting = Math.floor(((MAX_EVENTS - without) / inStep(loop)) * loop.atMost);
  return fitting >= 1
    ? `Write \`atMost: ${fitting}\` or less, or move what it does into a sub-flow.`
    : undefined;
}

const rounded = (events: number): string => (Math.ceil(events / 100) * 100).toLocaleString(programLocale);

const inSteps = (steps: readonly StepIr[]): number =>
  steps.reduce((events, step) => events + inStep(step), 0);

/** Only one branch is taken; one that ends the flow is taken once, however often a loop repeats. */
const most = (blocks: readonly BlockIr[]): number =>
  Math.max(0, ...blocks.map(({ steps }) => (steps.at(-1)?.kind === 'end' ? 0 : inSteps(steps))));

/** An activity works out business time first. */
const timer = (duration: DurationIr | undefined): number =>
  duration !== undefined && 'ms' in duration ? TIMER : ACTIVITY + TIMER;

const blocksIn = (step: StepIr): BlockIr[] => blocksOf(step).map(([, block]) => block);

/** Events of a step in the worst case. */
function inStep(step: StepIr): number {
  switch (step.kind) {
    case 'call':
      return ACTIVITY + (step.undo ? ACTIVITY : 0) + (step.approval ? APPROVAL : 0) + most(blocksIn(step));
    case 'classify':
    case 'extract':
      return ACTIVITY + most(blocksIn(step));
    case 'say':
    case 'handover':
      return ACTIVITY;
    case 'subflow':
      return 2 * ACTIVITY;
    case 'ask':
      return 2 * ACTIVITY + TIMER + most(blocksIn(step));
    case 'wait':
      return timer(step.for);
    case 'await':
      return (
        looksOf(step) * (inSteps(step.look?.do.steps ?? []) + ACTIVITY + TIMER) +
        most([step.outcomes.expired])
      );
    case 'parallel':
      return blocksIn(step).reduce((events, { steps }) => events + inSteps(steps), 0);
    case 'each':
      return step.atMost * inSteps(step.do.steps);
    case 'repeat':
      return step.atMost * (inSteps(step.do.steps) + timer(step.every)) + most([step.outcomes.gave_up]);
    default:
      return most(blocksIn(step));
  }
}
