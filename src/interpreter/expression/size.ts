/** Limits a computed value's size before it is serialised: shared parts are cheap to hold but costly to write. */
import type { Json } from '../../contracts/json.js';
import { jsonBytes, maxResultBytes } from '../limits.js';
import { RunError } from '../run-error.js';
import { isList } from './values.js';

/** Fuel for reading or creating a text or list of this length, so that growth is bounded like looping. */
export const lengthCost = (length: number): number => Math.ceil(length / 1024);

/** Ends the run if a text of this length could never be a result. */
export function boundText(length: number): void {
  if (length > maxResultBytes) throw new RunError('data_too_large');
}

/** Ends the run if a list of this length could never be a result: each item takes a character and a comma. */
export const boundList = (length: number): void => {
  boundText(length * 2);
};

/** Ends the run if the value exceeds 64 kB as JSON; counting stops there. */
export function boundResult(value: Json): void {
  if (left(value, maxResultBytes) < 0 || jsonBytes(value) > maxResultBytes)
    throw new RunError('data_too_large');
}

/** What remains of a byte budget after the value, underestimating its size; stops below zero. */
function left(value: Json, budget: number): number {
  if (typeof value === 'string') return budget - value.length - 2;
  if (typeof value !== 'object' || value === null) return budget - 1;
  let rest = budget - 2;
  // The two brackets make up for the comma that the last item lacks.
  for (const item of isList(value) ? value : Object.values(value)) {
    rest = left(item, rest - 1) + (rest === budget - 2 ? 1 : 0);
    if (rest < 0) return rest;
  }
  return rest;
}
