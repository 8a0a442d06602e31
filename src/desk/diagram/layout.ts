/** Where the boxes of a flow's diagram stand: layers from top to bottom, by dagre. */
import dagre from '@dagrejs/dagre';
import type { Graph, GraphNode } from '../api/contract';

/** A box with its place. */
export interface PlacedNode extends GraphNode {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** A frame around boxes. */
export interface PlacedGroup {
  id: string;
  title: string;
  x: number;
  y: number;
  width: number;
  height: number;
}

const width = 216;
const lineHeight = 18;
/** So many fit with the widest words; a line breaks only between them, so fewer than its width has room for. */
const charactersInLine = 23;

/** Places all of it. */
export function placed(graph: Graph): { nodes: PlacedNode[]; groups: PlacedGroup[] } {
  const drawn = new dagre.graphlib.Graph({ compound: true, multigraph: true });
  drawn.setGraph({ rankdir: 'TB', nodesep: 40, ranksep: 52, marginx: 12, marginy: 12 });
  drawn.setDefaultEdgeLabel(() => ({}));
  const groups = graph.groups.filter(({ id }) => graph.nodes.some(({ group }) => isWithin(graph, group, id)));
  for (const { id } of groups) drawn.setNode(id, {});
  for (const { id, parent } of groups) if (parent !== undefined) drawn.setParent(id, parent);
  for (const node of graph.nodes) {
    drawn.setNode(node.id, { width, height: heightOf(node) });
    if (node.group !== undefined) drawn.setParent(node.id, node.group);
  }
  graph.edges.forEach(({ from, to, label }, at) => {
    const size =
      label === undefined ? {} : { width: Math.min(label.length * 6.5, 150), height: 20, labelpos: 'c' };
    drawn.setEdge(from, to, size, String(at));
  });
  dagre.layout(drawn);
  const boxOf = (id: string): { x: number; y: number; width: number; height: number } => {
    const {
      x,
      y,
      width: wide,
      height,
    } = drawn.node(id) as { x: number; y: number; width: number; height: number };
    return { x: x - wide / 2, y: y - height / 2, width: wide, height };
  };
  return {
    nodes: graph.nodes.map((node) => ({ ...node, ...boxOf(node.id) })),
    groups: groups.map(({ id, title }) => ({ id, title, ...boxOf(id) })),
  };
}

function isWithin(graph: Graph, group: string | undefined, wanted: string): boolean {
  for (let at = group; at !== undefined; at = graph.groups.find(({ id }) => id === at)?.parent)
    if (at === wanted) return true;
  return false;
}

function heightOf({ lines, shape }: GraphNode): number {
  const written = lines.reduce(
    (sum, line) => sum + Math.max(1, Math.ceil(line.length / charactersInLine)),
    0,
  );
  return written * lineHeight + (shape === 'step' ? 20 : 26);
}
