/** Parses an expression's CEL syntax with cel-js, which does nothing else here (DESIGN §4, Expressions). */
import { type ASTNode, Environment, ParseError } from '@marcbachmann/cel-js';
import { explainSyntax, MAX_LENGTH, type SyntaxMistake, tooDeep, tooLong } from './syntax.js';

/** A node of CEL's syntax tree; `start` is a character offset in the expression. */
export type Node = ASTNode;

const parser = new Environment({
  limits: { maxAstNodes: 500, maxDepth: 50, maxListElements: 100, maxMapEntries: 10, maxCallArguments: 8 },
});

/** The tree, or the syntax mistake and its place. */
export function parseExpression(source: string): { node: Node } | SyntaxMistake {
  if (source.trim() === '')
    return {
      at: 0,
      message: 'The expression is empty.',
      hint: 'Write what is to be read: `${inputs.orderNumber}`.',
    };
  if (source.length > MAX_LENGTH) return tooLong;
  try {
    return { node: parser.parse(source).ast };
  } catch (error) {
    if (error instanceof ParseError) return explainSyntax(source, error.range?.start ?? 0, error.summary);
    if (error instanceof RangeError) return tooDeep(0);
    // cel-js expands its macros while parsing, and rejects their arguments with errors of other kinds.
    return { at: 0, message: 'The expression cannot be read.' };
  }
}

/** A piece of a text: words, or an expression with the place of its first character. */
export type Piece = { words: string } | { source: string; at: number };

/** Splits a text at its `${…}`; `unclosed` is where one starts that does not end. */
export function splitText(text: string): { pieces: Piece[]; unclosed?: number } {
  const pieces: Piece[] = [];
  let from = 0;
  for (;;) {
    const start = text.indexOf('${', from);
    if (start < 0) break;
    const end = closingBrace(text, start + 2);
    if (end === undefined) return { pieces, unclosed: start };
    if (start > from) pieces.push({ words: text.slice(from, start) });
    pieces.push({ source: text.slice(start + 2, end), at: start + 2 });
    from = end + 1;
  }
  if (from < text.length) pieces.push({ words: text.slice(from) });
  return { pieces };
}

/** The brace that closes an expression, skipping those inside a text or a nested pair. */
function closingBrace(text: string, from: number): number | undefined {
  let depth = 0;
  let quote: string | undefined;
  for (let at = from; at < text.length; at++) {
    const character = text[at];
    if (quote !== undefined) {
      if (character === '\\') at++;
      else if (character === quote) quote = undefined;
    } else if (character === '"' || character === "'") quote = character;
    else if (character === '{') depth++;
    else if (character === '}' && depth-- === 0) return at;
  }
  return undefined;
}
