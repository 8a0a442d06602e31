/** Where the boxes of a flow's diagram stand: layers from top to bottom, by dagre. */
import dagre from '@dagrejs/dagre';
import type { Graph, GraphEdge, GraphNode } from '../api/contract';

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

/** A line between boxes: the points that it runs through, and where its label stands, which nothing else crosses. */
export interface PlacedEdge {
  points: readonly Point[];
  label?: Point & { width: number; height: number };
}

/** A place in the drawing. */
export interface Point {
  x: number;
  y: number;
}

const width = 216;
const lineHeight = 18;
/** So many fit with the widest words; a line breaks only between them, so fewer than its width has room for. */
const charactersInLine = 23;

/** The widest that a label may be, and what a character of it takes. */
const label = { width: 168, character: 6.5, around: 12 };

/** The field of a label: one that is longer than it may be wide has several lines. */
function labelField(text: string): { width: number; height: number } {
  const whole = text.length * label.character + label.around;
  if (whole <= label.width) return { width: whole, height: lineHeight + 2 };
  const lines = linesFor(text, Math.floor((label.width - label.around) / label.character));
  return { width: label.width, height: lines * lineHeight + 2 };
}

/** How many lines a text takes that breaks between words, and within those that are too long. */
function linesFor(text: string, characters: number): number {
  let [lines, room] = [1, characters];
  for (const { length } of text.split(/\s+/)) {
    if (length > room && room < characters) [lines, room] = [lines + 1, characters];
    const more = Math.max(0, Math.ceil(length / characters) - 1);
    [lines, room] = [lines + more, room - (length - more * characters) - 1];
  }
  return lines;
}

/** A drawing as it was laid out; edges are in the order of the graph. */
interface Placed {
  nodes: PlacedNode[];
  groups: PlacedGroup[];
  edges: PlacedEdge[];
}

/** Places all of it; `labelOf` is what the label of a line reads that has one. */
export function placed(graph: Graph, labelOf: (edge: GraphEdge) => string): Placed {
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
  graph.edges.forEach((edge, at) => {
    const size = edge.label === undefined ? {} : { ...labelField(labelOf(edge)), labelpos: 'c' };
    drawn.setEdge(edge.from, edge.to, size, String(at));
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
    edges: graph.edges.map((edge, at) => {
      const { from, to } = edge;
      const { points: laid, x, y } = drawn.edge(from, to, String(at)) as PlacedEdge & Point;
      const points = downwards(laid, boxOf(from), boxOf(to));
      return {
        points,
        ...(edge.label === undefined ? {} : { label: { x, y, ...labelField(labelOf(edge)) } }),
      };
    }),
  };
}

/** From the foot of one box to the head of another below it; what leads back stays as it was laid out. */
function downwards(
  points: readonly Point[],
  from: Point & { width: number; height: number },
  to: Point & { width: number },
): readonly Point[] {
  if (to.y < from.y + from.height) return points;
  const foot = { x: from.x + from.width / 2, y: from.y + from.height };
  return [foot, ...points.slice(1, -1), { x: to.x + to.width / 2, y: to.y }];
}

function isWithin(graph: Graph, group: string | undefined, wanted: string): boolean {
  for (let at = group; at !== undefined; at = graph.groups.find(({ id }) => id === at)?.parent)
    if (at === wanted) return true;
  return false;
}

function heightOf({ lines, shape }: GraphNode): number {
  const written = lines.reduce((sum, line) => sum + linesFor(line, charactersInLine), 0);
  return written * lineHeight + (lines.length - 1) * 2 + (shape === 'step' ? 20 : 26);
}
