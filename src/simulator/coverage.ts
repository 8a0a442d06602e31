/** Which branches, cases, outcomes and results of flows the tests have taken. */
import type { BlockIr, FlowIr, StepIr } from '../contracts/ir.js';
import { stepsIn } from '../interpreter/steps-in.js';
import { blocksOf } from '../interpreter/steps/registry.js';
import type { Outcome } from './happened.js';

/** Something of a flow that a test can take; `line` is where it stands in the flow's file. */
export interface Point {
  /** In words: `refund: outcome expired (by default)`. */
  what: string;
  line: number;
  taken: boolean;
}

/** One flow's points. */
export interface FlowCoverage {
  flow: string;
  merchant: string;
  points: readonly Point[];
}

interface Watched {
  flow: FlowIr;
  /** The flow whose blocks tell when they are entered. */
  watching: FlowIr;
  entered: Set<BlockIr>;
  results: Set<string>;
}

/** Watches flows while tests are played. */
export class Coverage {
  readonly #flows = new Map<FlowIr, Watched>();

  /** The flow to run in place of another, so that its blocks are seen when they are entered. */
  watch(flow: FlowIr): FlowIr {
    return this.#watched(flow).watching;
  }

  /** Notes how the runs of a played test have ended. */
  ended({ story }: Outcome): void {
    for (const happened of story) {
      if (happened.is !== 'ended') continue;
      for (const { flow, results } of this.#flows.values())
        if (flow.flow === happened.flow) results.add(happened.result);
    }
  }

  /** The points of a flow, in the order of its file. */
  of(flow: FlowIr): FlowCoverage {
    const { entered, results } = this.#watched(flow);
    const points = [
      ...flow.steps.flatMap((step) => pointsIn(step, entered)),
      ...Object.keys(flow.results).map((result) => ({
        what: `result ${result}`,
        line: lineOfEnd(flow.steps, result) ?? 1,
        taken: results.has(result),
      })),
    ];
    return { flow: flow.flow, merchant: flow.merchant.id, points };
  }

  #watched(flow: FlowIr): Watched {
    const known = this.#flows.get(flow);
    if (known !== undefined) return known;
    const entered = new Set<BlockIr>();
    const steps = flow.steps.map((step) => watchedStep(step, entered));
    const watched = { flow, watching: { ...flow, steps }, entered, results: new Set<string>() };
    this.#flows.set(flow, watched);
    return watched;
  }
}

/** How much of the points is taken, in whole percent; only all of them are 100. */
export function percent(points: readonly Point[]): number {
  const taken = points.filter((point) => point.taken).length;
  return points.length === 0 ? 100 : Math.floor((taken / points.length) * 100);
}

/**
 * The interpreter looks at the steps of a block when, and only when, it is entered: so a block whose `steps` tell that
 * they were read tells also of those that hold none.
 */
function watchedBlock(block: BlockIr, entered: Set<BlockIr>): BlockIr {
  const steps = block.steps.map((step) => watchedStep(step, entered));
  return {
    ...block,
    get steps() {
      entered.add(block);
      return steps;
    },
  };
}

/** A step with its blocks watched, whatever its kind: a block is what has a list of steps. */
function watchedStep(step: StepIr, entered: Set<BlockIr>): StepIr {
  const blocks = new Set<unknown>(blocksOf(step).map(([, block]) => block));
  const watched = (value: unknown): unknown => {
    if (blocks.has(value)) return watchedBlock(value as BlockIr, entered); // it is one of the step's blocks
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
    const entries = Object.entries(value);
    if (!entries.some(([, inner]) => blocks.has(inner))) return value;
    return Object.fromEntries(entries.map(([name, inner]) => [name, watched(inner)]));
  };
  const entries = Object.entries(step).map(([name, value]) => [name, watched(value)]);
  return Object.fromEntries(entries) as StepIr; // the same fields, with blocks that read the same
}

function pointsIn(step: StepIr, entered: ReadonlySet<BlockIr>): Point[] {
  return blocksOf(step).flatMap(([branch, block]) => {
    const byDefault = block.default === true;
    // Every call has this default, but nobody is ever in doubt about what was only read.
    if (byDefault && branch === 'unknown' && step.kind === 'call' && step.effect === 'read') return [];
    const first = block.steps[0];
    const line = byDefault || first === undefined ? step.line : first.line;
    const what = `${nameOf(step)}: ${wordsFor(step, branch)}${byDefault ? ' (by default)' : ''}`;
    const inner = byDefault ? [] : block.steps.flatMap((each) => pointsIn(each, entered));
    return [{ what, line, taken: entered.has(block) }, ...inner];
  });
}

/** Where the flow first ends with a result. */
function lineOfEnd(steps: readonly StepIr[], result: string): number | undefined {
  for (const step of stepsIn(steps)) if (step.kind === 'end' && step.result === result) return step.line;
  return undefined;
}

const nameOf = (step: StepIr): string => (step.named ? `${step.kind} ${step.id}` : step.kind);

function wordsFor({ kind }: StepIr, branch: string): string {
  if (branch.startsWith('case ') || kind === 'if' || branch === 'else' || branch === 'do') return branch;
  return kind === 'parallel' ? `branch ${branch}` : `outcome ${branch}`;
}
