/** What a diagram says to an agent: in their language, and without the conditions as developers write them. */
import type { Graph, GraphNode } from '../api/contract';
import type { Words } from '../words/en';

/** A part of an expression: `steps.parcels.items`, `size(lines)`. */
const expression = /[.()[\]]/;

/** A line of a box or of a list of steps, without expressions. */
export function plainLine(words: Words, line: string): string {
  if (line.startsWith('Repeat until: ')) return words.diagram.repeats;
  if (line.startsWith('For each of: ') && expression.test(line)) return words.diagram.each;
  return words.lines(
    line
      // A value behind the last sentence is a list that few have.
      .replace(/(?<=[.?!])\s*‹[^›]*›$/, '')
      .replaceAll(/‹([^›]*)›/g, (whole, inside: string) => (expression.test(inside) ? '‹…›' : whole)),
  );
}

/** The graph as it is drawn; conditions only if they are asked for. */
export function shownGraph(graph: Graph, words: Words, withConditions: boolean): Graph {
  const linesOf = ({ shape, lines }: GraphNode): string[] => {
    if (withConditions) return lines.map(words.lines);
    // The result of a step is named by the step's title.
    const isPlain = shape !== 'decision' || /^Result of: /.test(lines[0] ?? '');
    return isPlain ? lines.map((line) => plainLine(words, line)) : [words.diagram.condition];
  };
  return { ...graph, nodes: graph.nodes.map((node) => ({ ...node, lines: linesOf(node) })) };
}
