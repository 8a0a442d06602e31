/** Finds too deep nesting by tokens alone: the parser recurses, and a stack overflow would end the process. */
import { Lexer } from 'yaml';

/** Maximum depth of nesting. */
const MAX_DEPTH = 64;

/** Maximum indentation of a line. */
const MAX_INDENT = 200;

/** Tokens with which the lexer marks a document, a scalar and a broken flow; they are not in the file's text. */
const marks = new Set(['\u0002', '\u0018', '\u001f']);

/** Offset of the first character that is nested too deeply, or undefined. */
export function tooDeepAt(text: string): number | undefined {
  const indented = new RegExp(`^[ \\t]{${MAX_INDENT}}`, 'm').exec(text);
  if (indented !== null) return indented.index;
  let offset = 0;
  let inFlow = 0;
  let inLine = 0;
  for (const token of new Lexer().lex(text)) {
    if (token === '[' || token === '{') inFlow++;
    else if (token === ']' || token === '}') inFlow--;
    else if (token === '-' || token === '?') inLine++;
    else if (token.startsWith('\n') || token.startsWith('\r')) inLine = 0;
    if (inFlow > MAX_DEPTH || inLine > MAX_DEPTH) return offset;
    if (!marks.has(token)) offset += token.length;
  }
  return undefined;
}
