/** An entry of a merchant's knowledge as it is served: what customers ask, and compiled answers. */
import type { ExprIr, TextIr } from '../../contracts/ir.js';

/** An answer by language; `when`: the condition under which it is told. */
export interface KnowledgeAnswer {
  when?: ExprIr;
  texts: ReadonlyMap<string, TextIr>;
}

/** One entry. */
export interface KnowledgeEntry {
  topic: string;
  /** How customers ask it, by language. */
  asks: ReadonlyMap<string, readonly string[]>;
  /** Cases first, in their order; the general answer is the last one. */
  answers: readonly KnowledgeAnswer[];
  /** The last day on which it is told, `yyyy-MM-dd`. */
  until?: string;
  source?: string;
  /** Hash of the file's content, by which a history tells which answer was given. */
  version: string;
}
