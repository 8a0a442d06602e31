/** Ways through a flow on which customers are told nothing, where others tell them something. */
import type { BlockIr, StepIr } from '../../contracts/ir.js';
import { blocksOf } from '../../workflows/interpreter/steps/registry.js';
import { stepsIn } from '../../workflows/interpreter/steps-in.js';
import type { Compilation } from '../compilation.js';
import { valueAt } from '../yaml/zod-issues.js';

/** A way on which nothing has been said yet, and the branching that may have been meant to say something. */
interface Quiet {
  since?: StepIr;
}

/** What can be at a place: a way that has said something, and one that has not; neither where nothing arrives. */
interface Ways {
  said: boolean;
  quiet?: Quiet;
}

/** What a walk looks at, and what it tells. */
interface Watch {
  speaks: (flow: string) => boolean;
  ended: (ways: Ways, end: Extract<StepIr, { kind: 'end' }>) => void;
}

const start: Ways = { said: false, quiet: {} };

/** Warns about a branch with the sentences, after which the flow ends; without the branch, nothing is said. */
export function warnOfSilence(flow: Compilation, steps: readonly StepIr[]): void {
  const warned = new Set<string>();
  const speaks = (name: string): boolean => flow.callees.get(name)?.reach.speaks === true;
  const ended: Watch['ended'] = ({ quiet }, end) => {
    const since = quiet?.since;
    const path = since && flow.places.get(since.id);
    if (since === undefined || path === undefined || warned.has(since.id)) return;
    warned.add(since.id);
    const says = [...stepsIn([since])].filter(({ kind }) => kind === 'say');
    const last = says.length > 1 ? says.at(-1) : undefined;
    const at = last && flow.places.get(last.id);
    const raw = valueAt(flow.document.value, [...path, since.kind]);
    const condition = typeof raw === 'string' ? raw : '';
    const when =
      since.kind === 'if'
        ? `If \`${condition}\` is false`
        : `In the cases of \`choose: ${condition}\` without steps`;
    const message = `${when}, the flow ends as \`${end.result}\` in line ${end.line} without having said anything to the customer.`;
    const hint =
      at === undefined
        ? 'Add what the customer reads in that case, under `else:` or after these steps.'
        : `If this sentence is meant for both cases, write it after the \`${since.kind}\` in line ${since.line}, indented as that line is; otherwise, say something in the other case, too.`;
    flow.warn(at === undefined ? [...path, since.kind] : [...at, 'say'], 'way_without_reply', message, hint, {
      at: 'key',
    });
  };
  walk(steps, start, { speaks, ended });
}

/** Whether a flow tells the customer something on every way to a result of its own. */
export function alwaysSpeaks(steps: readonly StepIr[], speaks: Watch['speaks']): boolean {
  let isQuiet = false;
  walk(steps, start, { speaks, ended: ({ quiet }) => (isQuiet ||= quiet !== undefined) });
  return !isQuiet;
}

function walk(steps: readonly StepIr[], before: Ways, watch: Watch): Ways {
  return steps.reduce((ways, step) => through(step, ways, watch), before);
}

function through(step: StepIr, before: Ways, watch: Watch): Ways {
  if (!before.said && before.quiet === undefined) return before;
  const inside = (block: BlockIr): Ways => walk(block.steps, before, watch);
  switch (step.kind) {
    case 'say':
    case 'handover':
      return { said: true };
    case 'ask':
      watchBlocks(step, { said: true }, watch);
      return { said: true };
    case 'subflow':
      return watch.speaks(step.flow) ? { said: true } : before;
    case 'end':
      watch.ended(before, step);
      return { said: false };
    case 'if':
    case 'choose':
      return behindBranches(
        step,
        before,
        blocksOf(step).map(([, block]) => ({ block, ways: inside(block) })),
      );
    case 'each':
    case 'repeat':
    case 'parallel': {
      // How often a loop runs is not known; what it says is taken for said.
      watchBlocks(step, before, watch);
      return [...stepsIn([step])].some(({ kind }) => kind === 'say') ? { said: true } : before;
    }
    default:
      return [before, ...blocksOf(step).map(([, block]) => inside(block))].reduce(either);
  }
}

function watchBlocks(step: StepIr, before: Ways, watch: Watch): void {
  for (const [, block] of blocksOf(step)) walk(block.steps, before, watch);
}

const either = (left: Ways, right: Ways): Ways => {
  const quiet = left.quiet?.since === undefined ? (right.quiet ?? left.quiet) : left.quiet;
  return { said: left.said || right.said, ...(quiet && { quiet }) };
};

/** Behind branches of which one says something, and another has no steps at all: the flow may have been meant otherwise. */
function behindBranches(
  step: StepIr,
  before: Ways,
  branches: readonly { block: BlockIr; ways: Ways }[],
): Ways {
  const after = branches.map(({ ways }) => ways).reduce(either, { said: false });
  const isSplit =
    !before.said &&
    after.quiet !== undefined &&
    after.quiet.since === undefined &&
    branches.some(({ block, ways }) => ways.said && lastSays(block)) &&
    branches.some(({ block }) => block.steps.length === 0);
  return isSplit ? { ...after, quiet: { since: step } } : after;
}

/** A question in a branch is asked for the flow's own sake; a sentence at its end is for the customer's. */
const lastSays = ({ steps }: BlockIr): boolean =>
  steps.at(-1)?.kind === 'say' && steps.every(({ kind }) => kind !== 'ask');
