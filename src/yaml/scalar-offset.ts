/** The file position of a character of a scalar's value, whatever its style: plain, quoted, folded. */
import { Scalar } from 'yaml';

/** Offset in the file of `value[index]`: aligns the value with the source, treating all white space alike. */
export function scalarOffset(node: Scalar, text: string, index: number): number {
  const [start, end] = node.range ?? [0, 0];
  const value = typeof node.value === 'string' ? node.value : '';
  let offset = firstCharacter(node, text, start);
  for (let at = 0; at < index && offset < end; at++) offset = advance(text, offset, value, at, node.type);
  return Math.min(landing(text, offset, value[index], node.type), Math.max(start, end - 1));
}

/** After the opening quote, or at the first line of a block. */
function firstCharacter(node: Scalar, text: string, start: number): number {
  if (node.type === Scalar.QUOTE_DOUBLE || node.type === Scalar.QUOTE_SINGLE) return start + 1;
  if (node.type === Scalar.BLOCK_FOLDED || node.type === Scalar.BLOCK_LITERAL) {
    return skipSpace(text, text.indexOf('\n', start) + 1);
  }
  return start;
}

/** The offset after the source of `value[at]`. */
function advance(text: string, offset: number, value: string, at: number, style: Scalar['type']): number {
  if (isSpace(value[at])) {
    // Folding turns a line end and the following indentation into one blank.
    return isSpace(value[at + 1]) && !isLineEnd(text[offset]) ? offset + 1 : skipSpace(text, offset);
  }
  return landing(text, offset, value[at], style) + 1;
}

/** The offset of the source character for `character`: after a backslash, or the second of two quotes. */
function landing(text: string, offset: number, character: string | undefined, style: Scalar['type']): number {
  if (style === Scalar.QUOTE_DOUBLE && text[offset] === '\\') return offset + 1;
  if (style === Scalar.QUOTE_SINGLE && character === "'" && text[offset + 1] === "'") return offset + 1;
  return offset;
}

function skipSpace(text: string, offset: number): number {
  while (isSpace(text[offset])) offset++;
  return offset;
}

const isLineEnd = (character: string | undefined): boolean => character === '\n' || character === '\r';
const isSpace = (character: string | undefined): boolean =>
  character === ' ' || character === '\t' || isLineEnd(character);
