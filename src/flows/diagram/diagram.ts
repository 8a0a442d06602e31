/** A compiled flow as a Mermaid flowchart, for people who are responsible for it but write no code. */
import type { FlowIr } from '../../contracts/ir.js';
import { titlesIn } from '../../workflows/interpreter/steps-in.js';
import type { Band } from '../../contracts/policy.js';
import { compiledKindOf } from '../steps/registry.js';
import { Graph, type GraphData } from './mermaid-flowchart.js';
import { Pen } from './pen.js';

/** What to draw besides the flow itself. */
export interface DiagramOptions {
  /** Draws default outcomes in full; otherwise one dashed edge stands for them. */
  all?: boolean;
  /** The merchant's bands by name, to spell them out at an approval. */
  bands?: Readonly<Record<string, Band>>;
}

/** The flow as Mermaid text, ending in a line break. */
export const diagramOf = (flow: FlowIr, options: DiagramOptions = {}): string =>
  drawn(flow, options).toString();

/** The same as data, for pages that lay it out themselves. */
export const graphOf = (flow: FlowIr, options: DiagramOptions = {}): GraphData => drawn(flow, options).data;

function drawn(flow: FlowIr, { all = false, bands = {} }: DiagramOptions): Graph {
  const graph = new Graph();
  const titles = titlesIn(flow.steps);
  const start = graph.node('end', [flow.title]);
  const options = { all, bands, titleOf: (id: string) => titles.get(id) };
  const pen = new Pen(graph, options, (step, ...rest) => compiledKindOf(step).draw(step, ...rest));
  pen.steps(flow.steps, [{ from: start }]);
  return graph;
}
