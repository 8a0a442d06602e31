/** `format: csv`: a list of `{ column: text }`. */
import { parse } from 'csv-parse/sync';
import type { Json } from '../../../contracts/json.js';
import type { Cooperative } from '../cooperative.js';
import { type Format, NotRead } from './body-reader.js';

/** CSV (RFC 4180) with the delimiter and quote of the system. */
export const csv: Format = {
  keys: ['delimiter', 'quote', 'header'],
  compile: ({ delimiter = ',', quote = '"', header }, { report, path }) => {
    if (header && new Set(header).size < header.length) {
      report.add([...path, 'header'], 'connection_answer_invalid', 'Two columns have the same name.');
      return undefined;
    }
    if (delimiter === quote || /[\r\n]/.test(delimiter + quote)) {
      report.add([...path, 'delimiter'], 'connection_answer_invalid', 'This cannot separate columns.');
      return undefined;
    }
    return (text) => recordsOf(text, { delimiter, quote }, header);
  },
};

/** How a system separates and quotes columns; `quote` is '' if there is none. */
interface Marks {
  delimiter: string;
  quote: string;
}

/** Maximum lines: tiny ones take more memory than their text. A long response may have one per 7 characters. */
const mostLines = ({ length }: string): number => Math.max(300_000, Math.floor(length / 7));
/** Characters that are read before other work may go on. */
const PIECE = 16_384;

function* recordsOf(text: string, marks: Marks, stated: readonly string[] | undefined): Cooperative<Json> {
  const records: Json[] = [];
  const most = mostLines(text);
  let width: number | undefined;
  let columns: readonly (readonly [number, string])[] = [];
  for (const piece of piecesOf(text, marks.quote)) {
    for (const row of rowsOf(piece.text, marks, piece.end)) {
      if (width !== undefined && row.length !== width) throw new NotRead('unreadable', WRONG);
      if (width === undefined) {
        width = row.length;
        columns = columnsOf(row, stated);
        if (!stated) continue;
      }
      if (records.length >= most) throw new NotRead('refused', 'The answer has more lines than allowed.');
      records.push(Object.fromEntries(columns.map(([index, name]) => [name, row[index] ?? ''])));
    }
    yield;
  }
  return records;
}

const WRONG =
  'The answer is not valid CSV: a line has more or fewer columns than the first, or a quote is wrong.';

function rowsOf(text: string, { delimiter, quote }: Marks, end: string): string[][] {
  const quoted = quote === '' ? { quote: false as const } : { quote, escape: quote };
  try {
    return parse(text, { delimiter, ...quoted, record_delimiter: end, skip_empty_lines: true });
  } catch {
    // The parser's own message would contain the line.
    throw new NotRead('unreadable', WRONG);
  }
}

/** Pieces of whole lines, about as long as one read; all lines end as the first one does. */
function* piecesOf(text: string, quote: string): Generator<{ text: string; end: string }> {
  let [start, looked, open] = [0, 0, false];
  let end: string | undefined;
  for (;;) {
    const from = end === undefined ? looked : Math.max(looked, start + PIECE);
    const found = lineEnd(text, from, end);
    if (!found) break;
    // Inside quotes a line end is part of a value.
    open = open !== isOdd(text, looked, found.index, quote);
    looked = found.index + found.end.length;
    if (open) continue;
    end ??= found.end;
    yield { text: text.slice(start, looked), end };
    start = looked;
  }
  yield { text: text.slice(start), end: end ?? '\n' };
}

function lineEnd(
  text: string,
  from: number,
  known: string | undefined,
): { index: number; end: string } | undefined {
  if (known !== undefined) {
    const index = text.indexOf(known, from);
    return index === -1 ? undefined : { index, end: known };
  }
  LINE_END.lastIndex = from;
  const match = LINE_END.exec(text);
  return match ? { index: match.index, end: match[0] } : undefined;
}

const LINE_END = /\r\n?|\n/g;

/** Whether there is an odd number of quotes in a range. */
function isOdd(text: string, start: number, end: number, quote: string): boolean {
  let odd = false;
  if (quote === '') return odd;
  for (let at = text.indexOf(quote, start); at !== -1 && at < end; at = text.indexOf(quote, at + 1))
    odd = !odd;
  return odd;
}

function columnsOf(
  first: readonly string[],
  stated: readonly string[] | undefined,
): (readonly [number, string])[] {
  const header = stated ?? first.map((name) => name.trim());
  if (header.length !== first.length)
    throw new NotRead('unreadable', 'The lines of the answer do not have as many columns as `header`.');
  if (new Set(header).size < header.length)
    throw new NotRead('unreadable', 'Two columns of the answer have the same name.');
  return [...header.entries()].filter(([, name]) => name !== '__proto__');
}
