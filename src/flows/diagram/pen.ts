/** What a kind of step draws itself with: nodes, edges to them, and what lies inside. A step's loose ends lead to the next one. */
import type { BlockIr, StepIr } from '../../contracts/ir.js';
import type { Band } from '../../contracts/policy.js';
import { nameWords } from '../../contracts/operator-words.js';
import type { Graph, LooseEnd, Shape } from './mermaid-flowchart.js';

/** What to draw besides the flow itself. */
export interface PenOptions {
  /** Draws the merchant's default blocks in full. */
  all: boolean;
  /** The merchant's bands by name. */
  bands: Readonly<Record<string, Band>>;
  /** What people call a step. */
  titleOf: (id: string) => string | undefined;
}

/** Draws a step after the loose ends given; returns the loose ends that it leaves. */
export type DrawStep = (step: StepIr, pen: Pen, open: readonly LooseEnd[]) => readonly LooseEnd[];

/** Draws into a graph. */
export class Pen {
  #people: string | undefined;

  constructor(
    readonly graph: Graph,
    readonly options: PenOptions,
    private readonly draw: DrawStep,
  ) {}

  /** Draws steps after the loose ends given; returns the loose ends they leave. */
  steps(steps: readonly StepIr[], open: readonly LooseEnd[]): readonly LooseEnd[] {
    return steps.reduce((ends, step) => this.graph.ofStep(step.id, () => this.draw(step, this, ends)), open);
  }

  /** Draws a node after the loose ends given; returns its id. */
  node(
    shape: Shape,
    lines: readonly string[],
    open: readonly LooseEnd[],
    mark?: 'money' | 'approval',
  ): string {
    const node = this.graph.node(shape, lines, mark);
    this.graph.connect(open, node);
    return node;
  }

  /** Draws a node from which only one way leads on. */
  passing(shape: Shape, lines: readonly string[], open: readonly LooseEnd[]): LooseEnd[] {
    return [{ from: this.node(shape, lines, open) }];
  }

  /** Draws blocks, to each of which an edge with its name leads. */
  branches(node: string, branches: readonly (readonly [string, BlockIr])[]): LooseEnd[] {
    return branches.flatMap(([name, block]) =>
      this.steps(block.steps, [{ from: node, label: nameWords(name), outcomes: [name] }]),
    );
  }

  /** Draws the outcomes of a step: those the flow writes, and one edge for all left to the merchant's default. */
  withOutcomes(node: string, outcomes: Readonly<Record<string, BlockIr | undefined>>): LooseEnd[] {
    const blocks = Object.entries(outcomes).flatMap(([name, block]): [string, BlockIr][] =>
      block === undefined ? [] : [[name, block]],
    );
    const drawn = blocks.filter(([, block]) => this.options.all || block.default !== true);
    const others = blocks.filter((each) => !drawn.includes(each)).map(([name]) => name);
    if (others.length > 0) this.handOver(node, others);
    const raw = drawn.flatMap(([name, block]) => {
      const way = { from: node, label: nameWords(name), outcomes: [name] };
      return this.steps(block.steps, [{ ...way, ...(block.default === true ? { dashed: true } : {}) }]);
    });
    return [{ from: node }, ...raw];
  }

  /** Draws that people take over where nothing else is written: after these outcomes of the step. */
  handOver(from: string, outcomes: readonly string[]): void {
    this.#people ??= this.graph.atTop('people', ['An agent takes over']);
    this.graph.connect([{ from, label: 'otherwise: hand off', dashed: true, outcomes }], this.#people);
  }
}
