/** How large a computed value may grow, told before it is written out: parts that are shared many times over are cheap to hold and dear to write. */
import type { Json } from '../../contracts/json.js';
import { jsonBytes, maxResultBytes } from '../limits.js';
import { RunError } from '../run-error.js';
import { isList } from './values.js';

/** Fuel for reading or making a text or list of this length, so that growing is bounded as looping is. */
export const lengthCost = (length: number): number => Math.ceil(length / 1024);

/** Ends the run if a text of this length could never be a result. */
export function boundText(length: number): void {
  if (length > maxResultBytes) throw new RunError('data_too_large');
}

/** Ends the run if a list of this length could never be a result: an item takes a character and a comma. */
export const boundList = (length: number): void => {
  boundText(length * 2);
};

/** Ends the run if the value takes more than 64 kB as JSON; the count stops there. */
export function boundResult(value: Json): void {
  if (left(value, maxResultBytes) < 0 || jsonBytes(value) > maxResultBytes)
    throw new RunError('data_too_large');
}

/** What is left of a budget of bytes behind the value, counted low; below zero it stops. */
function left(value: Json, budget: number): number {
  if (typeof value === 'string') return budget - value.length - 2;
  if (typeof value !== 'object' || value === null) return budget - 1;
  let rest = budget - 2;
  // The bracket's own two characters pay for the comma that the last item lacks.
  for (const item of isList(value) ? value : Object.values(value)) {
    rest = left(item, rest - 1) + (rest === budget - 2 ? 1 : 0);
    if (rest < 0) return rest;
  }
  return rest;
}
