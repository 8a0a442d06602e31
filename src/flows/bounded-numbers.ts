/** Whole numbers with bounds: how many items, rounds, attempts. */
import type { Path } from './yaml/document.js';
import type { Compilation } from './compilation.js';
import { parseInteger } from './literals.js';

/** Which numbers are allowed, with an example. */
export interface Bounds {
  from: number;
  to: number;
  example: number;
}

/** Reads a number; reports text that is not a number or is out of bounds. */
export function boundAt(flow: Compilation, raw: string, path: Path, { from, to, example }: Bounds): number {
  const number = parseInteger(raw);
  if (number !== undefined && number >= from && number <= to) return number;
  const message = `\`${raw}\` is not a whole number from ${from} to ${to}.`;
  flow.reportIssue(path, 'type_mismatch', message, `Write \`${String(path.at(-1))}: ${example}\`.`);
  return from;
}
