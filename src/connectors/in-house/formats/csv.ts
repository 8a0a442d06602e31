/** `format: csv`: a list of `{ column: text }`. */
import { parse } from 'csv-parse/sync';
import type { Json } from '../../../json.js';
import { type Format, NotRead } from './body.js';

/** CSV, RFC 4180, with the delimiter and quote of the system. */
export const csv: Format = {
  keys: ['delimiter', 'quote', 'header'],
  compile: ({ delimiter = ',', quote = '"', header }, { report, path }) => {
    if (header && new Set(header).size < header.length) {
      report.add([...path, 'header'], 'connection_answer_invalid', 'Two columns have the same name.');
      return undefined;
    }
    if (delimiter === quote || /[\r\n]/.test(delimiter + quote)) {
      report.add([...path, 'delimiter'], 'connection_answer_invalid', 'This cannot part columns.');
      return undefined;
    }
    return (text) => recordsOf(rowsOf(text, delimiter, quote), header);
  },
};

function rowsOf(text: string, delimiter: string, quote: string): string[][] {
  try {
    return parse(text, { delimiter, quote: quote === '' ? false : quote, skip_empty_lines: true });
  } catch {
    // Its message would hold the line.
    throw new NotRead(
      'unreadable',
      'It is no CSV: a line has more or fewer columns than the first, or a quote is wrong.',
    );
  }
}

function recordsOf(rows: string[][], stated: readonly string[] | undefined): Json {
  const [first = []] = rows;
  const header = stated ?? first.map((name) => name.trim());
  if (header.length !== first.length)
    throw new NotRead('unreadable', 'Its lines do not have as many columns as `header`.');
  if (new Set(header).size < header.length)
    throw new NotRead('unreadable', 'Two of its columns have the same name.');
  const columns = [...header.entries()].filter(([, name]) => name !== '__proto__');
  return rows
    .slice(stated ? 0 : 1)
    .map((row) => Object.fromEntries(columns.map(([index, name]) => [name, row[index] ?? ''])));
}
