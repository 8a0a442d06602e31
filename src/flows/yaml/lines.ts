/** Lines of a text around an offset. */

/** Offset of the line's first character. */
export const lineStart = (text: string, offset: number): number => text.lastIndexOf('\n', offset - 1) + 1;

/** Offset of the line's end. */
export function lineEnd(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  return end < 0 ? text.length : end;
}

/** The line at an offset. */
export const lineAt = (text: string, offset: number): string =>
  text.slice(lineStart(text, offset), lineEnd(text, offset));

/** A line with a key and a value: the part before the value, and the value. */
export function keyedLine(line: string): { before: string; value: string } {
  // A key of several words is a sentence with its translation; in a list it would be a text.
  const [, before = '', value = ''] =
    /^\s*((?:- )*[\w.-]+:\s+|(?:- )+|"(?:[^"\\]|\\.)*":\s+|[^\s"'#-][^:]*(?::\S[^:]*)*:\s+)?(.*)$/.exec(
      line,
    ) ?? [];
  return { before, value: value.trim() };
}

/** The line with its value in quotes, ready to paste. */
export function quotedLine(line: string): string {
  const { before, value } = keyedLine(line);
  return `${before}${JSON.stringify(unquoted(value))}`;
}

/** `'It's fine'` as `It's fine`: the author meant the outer quotes as quotes. */
function unquoted(value: string): string {
  const inner = /^(["'])(.*)\1$/s.exec(value)?.[2];
  return inner === undefined || inner.includes('${') ? value : inner;
}
