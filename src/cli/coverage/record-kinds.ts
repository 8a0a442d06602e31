/** The records whose data points are told, each with the operations that show it, as the catalogue says. */
import { z } from 'zod';
import { catalogue } from '../../commerce/index.js';
import type { CoveragePlace, Operation } from '../../commerce/operation.js';

/** An operation that shows a record. */
interface Showing {
  name: string;
  coverage: CoveragePlace;
}

/** A kind of record. */
export interface RecordShown {
  record: string;
  /** What one is called for people. */
  noun: string;
  schema: z.ZodType;
  shownBy: readonly Showing[];
}

const showing = [...catalogue.values()].flatMap(({ name, results, coverage }) =>
  coverage === undefined ? [] : [{ name, coverage, schema: schemaOf(results, coverage) }],
);

/** Every kind of record in the order of the catalogue: one comes after those that it is read from. */
export const recordsShown: readonly RecordShown[] = showing
  .filter(({ coverage }, at) => showing.findIndex((each) => each.coverage.record === coverage.record) === at)
  .map(({ coverage: { record, noun }, schema }) => ({
    ...{ record, noun, schema },
    shownBy: showing.filter(({ coverage }) => coverage.record === record),
  }));

function schemaOf(results: Operation['results'], { output }: CoveragePlace): z.ZodType {
  const schema = Object.values(results).flatMap((fields) => fields[output] ?? [])[0] ?? z.never();
  // Ours are made with zod's classic constructors.
  return schema instanceof z.ZodArray ? (schema.element as z.ZodType) : schema;
}
