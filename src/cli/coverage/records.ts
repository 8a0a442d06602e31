/** The records whose data points are told, each with the operations that show it, as the catalogue says. */
import type { z } from 'zod';
import { catalogue } from '../../commerce/index.js';
import type { CoveragePlace, Operation } from '../../commerce/operation.js';

/** An operation that shows a record. */
export interface Showing {
  name: string;
  coverage: CoveragePlace;
}

/** A kind of record. */
export interface RecordShown {
  record: string;
  schema: z.ZodType;
  shownBy: readonly Showing[];
}

/** Every kind of record in the order of the catalogue: one comes after those that it is read from. */
export const recordsShown: readonly RecordShown[] = [
  ...Map.groupBy([...catalogue.values()].flatMap(showing), ({ coverage }) => coverage.record),
].map(([record, shownBy]) => ({ record, schema: schemaOf(shownBy), shownBy }));

function showing({ name, results, coverage }: Operation): (Showing & Pick<Operation, 'results'>)[] {
  return coverage === undefined ? [] : [{ name, results, coverage }];
}
