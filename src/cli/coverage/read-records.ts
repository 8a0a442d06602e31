/** Reads the records that a command names, and those that hang from them. */
import type { CoveragePlace } from '../../commerce/operation.js';
import type { Json, JsonObject } from '../../contracts/json.js';
import type { Caller } from '../call/caller.js';
import { outcomeText } from '../call/outcome-text.js';
import { recordsShown } from './record-kinds.js';

/** Records by kind, and what could not be read. */
export interface ReadRecords {
  records: ReadonlyMap<string, readonly Json[]>;
  problems: readonly string[];
}

/** One call, and what it is about, for people. */
interface Question {
  about: string;
  inputs: JsonObject;
}

/** Reads every kind of record in turn; `given` are the values of the command's options. */
export async function readRecords(
  given: Readonly<Record<string, readonly string[]>>,
  caller: Caller,
): Promise<ReadRecords> {
  const records = new Map<string, Json[]>();
  const problems: string[] = [];
  for (const { record, shownBy } of recordsShown) {
    const found: Json[] = [];
    for (const { name, coverage } of shownBy) {
      for (const { about, inputs } of questionsOf(name, coverage, { given, records, caller })) {
        const { outputs, problem } = await ask(name, inputs, caller);
        const shown = outputs[coverage.output];
        if (shown === undefined) problems.push(`${about}: ${problem}`);
        // Lists of JSON hold JSON; `isArray` loses that for read-only ones.
        else found.push(...((Array.isArray(shown) ? shown : [shown]) as Json[]));
      }
    }
    records.set(record, found);
  }
  return { records, problems };
}

function questionsOf(
  name: string,
  { by, noun }: CoveragePlace,
  from: {
    given: Readonly<Record<string, readonly string[]>>;
    records: ReadonlyMap<string, readonly Json[]>;
    caller: Caller;
  },
): Question[] {
  if ('option' in by)
    return (from.given[by.option] ?? []).map((value) => ({
      about: `${by.option} ${value}`,
      inputs: { [by.input]: value },
    }));
  // What hangs from another record is read where a system can: nobody has asked for it.
  if (!from.caller.answers(name)) return [];
  const items = (from.records.get(by.record) ?? []).flatMap(
    (record) => ((record as JsonObject)[by.field] ?? []) as Json[], // a list of business fields
  );
  return items.map((item) => ({ about: `a ${noun}`, inputs: { [by.input]: item } }));
}

async function ask(
  operation: string,
  inputs: JsonObject,
  caller: Caller,
): Promise<{ outputs: JsonObject; problem: string }> {
  if (!caller.answers(operation)) return { outputs: {}, problem: `no connection answers ${operation}` };
  const { attempt } = await caller.call(operation, inputs);
  if (attempt.is !== 'done') return { outputs: {}, problem: outcomeText(attempt) };
  return { outputs: attempt.outputs, problem: attempt.result };
}
