/** Pages of lists: each names the place behind which the next one begins. */
import type { z } from 'zod';
import { OrderlyError } from '../contracts/errors/orderly-error.js';

/** Which page is wanted: the first one, or the one that a page has named. */
export interface PageWanted {
  limit?: number;
  /** `next` of the page before. */
  cursor?: string;
}

/** A page; `next` is missing on the last one. */
export interface Page<Item> {
  items: Item[];
  next?: string;
}

/** The page of items that were read, one more than its limit if there are more. */
export function pageOf<Item>(
  items: readonly Item[],
  limit: number,
  placeOf: (item: Item) => object,
): Page<Item> {
  const last = items.length > limit ? items[limit - 1] : undefined;
  const next = last === undefined ? {} : { next: writeCursor(placeOf(last)) };
  return { items: items.slice(0, limit), ...next };
}

/** A place in a list, as callers hand it back. */
const writeCursor = (place: object): string => Buffer.from(JSON.stringify(place)).toString('base64url');

/** The place that a cursor names; throws `request_invalid` for one that is not ours. */
export function readCursor<Place>(cursor: string, form: z.ZodType<Place>): Place {
  const read = form.safeParse(valueOf(cursor));
  if (read.success) return read.data;
  throw new OrderlyError('request_invalid', 'cursor: is not `next` of an earlier answer');
}

function valueOf(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}
