/** How commands write: results to standard output, plain in a pipe, foreign text without control characters. */
import { plainAmount } from '../contracts/currency.js';
import { styleText } from 'node:util';
import type { Json } from '../contracts/json.js';
import { plain } from '../platform/observability/print-failure.js';

/** A colour or weight of `util.styleText`. */
type Style = Parameters<typeof styleText>[0];

/** Writes one line of result. */
export function printLine(text = ''): void {
  process.stdout.write(`${text}\n`);
}

/** Writes text that already ends in a line break. */
export function printText(text: string): void {
  process.stdout.write(text);
}

/** Writes a result for programs: one line in a pipe, indented on a terminal. */
export function printJson(value: unknown): void {
  printLine(JSON.stringify(value, undefined, process.stdout.isTTY ? 2 : undefined));
}

/** Writes a progress line, on a terminal only. */
export function printProgress(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`${painted('dim', text)}\n`);
}

/** Styles the text on a terminal that supports colours. */
export function painted(style: Style, text: string): string {
  const colours = process.stdout.isTTY && process.env['NO_COLOR'] === undefined;
  return colours ? styleText(style, text) : text;
}

/** Writes rows as a table with a header; values are sanitized, columns as wide as their widest value. */
export function printTable(head: readonly string[], rows: readonly (readonly string[])[]): void {
  const cells = rows.map((row) => row.map((cell) => plain(cell).replaceAll('\n', ' ')));
  const widths = head.map((title, column) =>
    Math.max(title.length, ...cells.map((row) => row[column]?.length ?? 0)),
  );
  const line = (row: readonly string[]): string =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  printLine(painted('bold', line(head)));
  for (const row of cells) printLine(line(row));
}

/** Writes names and values, one pair per line. */
export function printFields(fields: Readonly<Record<string, string>>): void {
  const width = Math.max(...Object.keys(fields).map((name) => name.length)) + 1;
  for (const [name, value] of Object.entries(fields))
    printLine(`${`${name}:`.padEnd(width)} ${plain(value)}`);
}

/** A connection string without its password. */
export function withoutPassword(url: string): string {
  if (!URL.canParse(url)) return url.replace(/:[^:@/]*@/, ':***@');
  const parsed = new URL(url);
  if (parsed.password === '' && !parsed.searchParams.has('password')) return url;
  parsed.password &&= '***';
  parsed.searchParams.delete('password');
  return parsed.href;
}

/** A value of a business record on one line, e.g. `result refundable, amount 12.50 EUR`. */
export function valueText(value: Json): string {
  // Moments are epoch milliseconds, far larger than any other number of an order.
  if (typeof value === 'number' && value > 1e11) return new Date(value).toISOString();
  if (typeof value !== 'object' || value === null) return String(value);
  if (isList(value)) return value.map(valueText).join('; ');
  const { minor, currency } = value;
  if (typeof minor === 'number' && typeof currency === 'string' && /^[A-Z]{3}$/.test(currency))
    return plainAmount({ minor, currency });
  const parts = Object.entries(value).map(([name, part]) => `${inWords(name)} ${valueText(part)}`);
  return parts.join(', ');
}

/** A field's name as words: `orderNumber` is `order number`. */
export function inWords(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

const isList = (value: Json): value is readonly Json[] => Array.isArray(value);
