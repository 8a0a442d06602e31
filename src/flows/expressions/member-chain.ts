/** Reads as written: names with dots. */
import type { Node } from './parse.js';

/** A name in a path, and its place in the expression. */
export interface Part {
  name: string;
  at: number;
}

/** A root and the names after it. */
export interface Chain {
  root: Part;
  parts: readonly Part[];
}

/** The chain of a node that consists only of names and dots. */
export function chainOf(node: Node): Chain | undefined {
  if (node.op === 'id') return { root: { name: node.args, at: node.start }, parts: [] };
  if (node.op !== '.') return undefined;
  const before = chainOf(node.args[0]);
  return before && { ...before, parts: [...before.parts, { name: node.args[1], at: node.pos }] };
}
