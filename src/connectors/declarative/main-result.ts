/** Reads the main result of an operation from all its pages: what was asked for, and nothing else. */
import type { Operation } from '../../commerce/operation.js';
import type { Json, JsonObject } from '../../contracts/json.js';
import type { Outcome } from '../outcome-table.js';
import { shaped } from './read-answer.js';
import type { IsAboutRecord, IsAskedFor } from './mapping/record-identity.js';
import { isList, isObject } from './json-value.js';
import type { OutputReader } from './mapping/outputs.js';
import { WrongShape } from './mapping/scalar-values.js';
import type { Cooperative } from './cooperative.js';

/** How the main result is read. */
export interface MainResult {
  result: string;
  reader: OutputReader;
  /** The result of a search that finds nothing. */
  nothing?: string;
  /** The result of an amount of zero or less. */
  withoutAmount?: NonNullable<Operation['withoutAmount']>;
  isAskedFor?: IsAskedFor;
  isAboutRecord?: IsAboutRecord;
}

/** What was read; `dropped` counts records not asked for, `wrong` names the field of a wrong shape. */
export interface ReadMain {
  outcome: Outcome;
  dropped: number;
  wrong?: string;
}

/** Reads the main result from the bodies of its pages. */
export function* readMain(
  bodies: readonly Json[],
  main: MainResult,
  inputs: JsonObject,
): Cooperative<ReadMain> {
  let dropped = 0;
  let wrong: string | undefined;
  const outcome = yield* shaped(
    (function* (): Cooperative<Outcome> {
      const { result, reader, nothing, isAskedFor = () => true, isAboutRecord = () => true } = main;
      dropped = bodies.filter((body) => !isAboutRecord(body, inputs)).length;
      if (dropped > 0) throw new WrongShape('same', 'about a different record from the one requested');
      const found = yield* reader.kind === 'items' ? readItems(bodies, reader) : readWhole(bodies, reader);
      const theirs = found.records.filter((record) => isAskedFor(record, inputs));
      dropped = found.records.length - theirs.length;
      const asked = reader.kind === 'items' ? reader.arrange(theirs) : theirs;
      if (found.records.length > 0 || reader.kind === 'items') {
        if (asked.length === 0 && nothing !== undefined)
          return { what: 'answered', result: nothing, outputs: {} };
        if (reader.kind === 'items' && !reader.list && asked.length !== 1)
          throw new WrongShape(reader.output, 'several instead of one');
        if (reader.kind === 'whole' && asked.length === 0) throw new WrongShape('', 'not the requested one');
      }
      const outputs = yield* reader.finish(found.outputs(asked));
      const withoutAmount = isNoAmount(outputs['amount']) ? main.withoutAmount : undefined;
      return { what: 'answered', ...(withoutAmount?.({ inputs, outputs }) ?? { result, outputs }) };
    })(),
    (field) => (wrong = field),
  );
  return { outcome, dropped, ...(wrong === undefined ? {} : { wrong }) };
}

/** Whether nothing can be refunded: systems say so by an amount of zero or less. */
const isNoAmount = (amount: Json | undefined): boolean =>
  isObject(amount) && typeof amount['minor'] === 'number' && amount['minor'] <= 0;

/** Records to compare with what was asked for, and how to make outputs of those that match. */
interface Found {
  records: readonly Json[];
  outputs: (asked: readonly Json[]) => JsonObject;
}

function* readItems(
  bodies: readonly Json[],
  { read, output, list }: OutputReader & { kind: 'items' },
): Cooperative<Found> {
  const records: Json[] = [];
  for (const body of bodies) for (const record of yield* read(body)) records.push(record);
  return { records, outputs: (asked) => ({ [output]: list ? asked : (asked[0] ?? null) }) };
}

function* readWhole(bodies: readonly Json[], { read }: OutputReader & { kind: 'whole' }): Cooperative<Found> {
  const outputs = ((yield* read(bodies[0] ?? {})) ?? {}) as JsonObject; // a whole reader reads a record
  const [only, second] = Object.values(outputs);
  const record =
    second === undefined && only !== undefined && typeof only === 'object' && only !== null && !isList(only);
  return { records: record ? [only] : [], outputs: () => outputs };
}
