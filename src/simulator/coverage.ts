/** Which branches, cases, outcomes and results of flows the tests cover. */
import type { BlockIr, FlowIr, StepIr } from '../contracts/ir.js';
import { stepsIn } from '../workflows/interpreter/steps-in.js';
import { blocksOf } from '../workflows/interpreter/steps/registry.js';
import type { Outcome } from './test-happenings.js';

/** A part of a flow that a test can cover; `line` is its line in the flow's file. */
export interface Point {
  /** Description: `refund: outcome expired (by default)`. */
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
  /** The instrumented flow, whose blocks record when they are entered. */
  watching: FlowIr;
  entered: Set<BlockIr>;
  results: Set<string>;
}

/** Records the coverage of flows while tests run. */
export class Coverage {
  readonly #flows = new Map<FlowIr, Watched>();

  /** The instrumented flow to run instead, which records the blocks entered. */
  watch(flow: FlowIr): FlowIr {
    return this.#watched(flow).watching;
  }

  /** Records how the runs of a test ended. */
  ended({ story }: Outcome): void {
    for (const happened of story) {
      if (happened.is !== 'ended') continue;
      for (const { flow, results } of this.#flows.values())
        if (flow.flow === happened.flow) results.add(happened.result);
    }
  }

  /** The points of a flow, in file order. */
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

/** The share of points covered, in whole percent, rounded down: only full coverage gives 100. */
export function percent(points: readonly Point[]): number {
  const taken = points.filter((point) => point.taken).length;
  return points.length === 0 ? 100 : Math.floor((taken / points.length) * 100);
}

/**
 * The interpreter reads a block's steps exactly when it enters the block, so a `steps` getter that records reads
 * covers even empty blocks.
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

/** A step of any kind with its blocks watched: a block is whatever has a list of steps. */
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
    // Every call has this default, but the outcome of a read is never unknown.
    if (byDefault && branch === 'unknown' && step.kind === 'call' && step.effect === 'read') return [];
    const first = block.steps[0];
    const line = byDefault || first === undefined ? step.line : first.line;
    const what = `${nameOf(step)}: ${wordsFor(step, branch)}${byDefault ? ' (default)' : ''}`;
    const inner = byDefault ? [] : block.steps.flatMap((each) => pointsIn(each, entered));
    return [{ what, line, taken: entered.has(block) }, ...inner];
  });
}

/** The line where the flow first ends with a result. */
function lineOfEnd(steps: readonly StepIr[], result: string): number | undefined {
  for (const step of stepsIn(steps)) if (step.kind === 'end' && step.result === result) return step.line;
  return undefined;
}

const nameOf = (step: StepIr): string => (step.named ? `${step.kind} ${step.id}` : step.kind);

function wordsFor({ kind }: StepIr, branch: string): string {
  if (branch.startsWith('case ') || kind === 'if' || branch === 'else' || branch === 'do') return branch;
  return kind === 'parallel' ? `branch ${branch}` : `outcome ${branch}`;
}
