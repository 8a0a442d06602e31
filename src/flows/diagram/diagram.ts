/** A compiled flow as a Mermaid flowchart, for people who are responsible for it but write no code. */
import type { FlowIr } from '../../contracts/ir.js';
import { titlesIn } from '../../workflows/interpreter/steps-in.js';
import type { Band } from '../../contracts/policy.js';
import { Drawing } from './draw.js';
import { Graph } from './graph.js';

/** What to draw besides the flow itself. */
export interface DiagramOptions {
  /** Draws default outcomes in full; otherwise one dashed edge stands for them. */
  all?: boolean;
  /** The merchant's bands by name, to spell them out at an approval. */
  bands?: Readonly<Record<string, Band>>;
}

/** The flow as Mermaid text, ending in a line break. */
export function diagramOf(flow: FlowIr, { all = false, bands = {} }: DiagramOptions = {}): string {
  const graph = new Graph();
  const titles = titlesIn(flow.steps);
  const start = graph.node('end', [flow.title]);
  const drawing = new Drawing(graph, { all, bands, titleOf: (id) => titles.get(id) });
  drawing.steps(flow.steps, [{ from: start }]);
  return graph.toString();
}
