/** Prints issues as a compiler does: the place, the line with a caret, what to do. */
import type { Issue } from '../contracts/issue.js';

/** Longest piece of a line that is shown. */
const WIDTH = 120;

/** `file:line:column code message`, the line, a caret under the place, and the hint; sorted by file and line. Warnings say so before their code. */
export function printIssues(issues: readonly Issue[]): string {
  return inOrder(issues).map(printIssue).join('\n\n');
}

/** One issue; without a line there is no caret. */
export function printIssue({ file, line, column, code, message, hint, source, level }: Issue): string {
  const head = `${file}:${line}:${column} ${level === undefined ? '' : `${level} `}${code} ${message}`;
  const shown = source === undefined || source.trim() === '' ? [] : excerpt(source, column);
  return [head, ...shown, `    ${hint}`].join('\n');
}

/** The line with a caret below it; for a long line, the part around the place. */
function excerpt(source: string, column: number): string[] {
  const from = column > WIDTH - 20 ? column - 40 : 0;
  const part = source.slice(from, from + WIDTH);
  // Tabs stay tabs below the line, so that the caret lines up however wide they are shown.
  const indent = part.slice(0, Math.max(0, column - 1 - from)).replaceAll(/[^\t]/g, ' ');
  return [`    ${part}`, `    ${indent}^`];
}

function inOrder(issues: readonly Issue[]): Issue[] {
  return [...issues].sort((a, b) => {
    if (a.file !== b.file) return a.file < b.file ? -1 : 1;
    return a.line - b.line || a.column - b.column;
  });
}
