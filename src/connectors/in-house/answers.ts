/** Reads a system's answers: recognised refusals first, then results, then troubles, then the declared shape. */
import { textOf } from '../../http/charset.js';
import type { HttpResponse } from '../../http/client.js';
import type { Json, JsonObject } from '../../json.js';
import type { Outcome, Trouble } from '../outcome-table.js';
import type { Answer, Condition } from './conditions.js';
import type { IsAboutOrder, IsAskedFor } from './mapping/identity.js';
import { isList } from './json-value.js';
import type { OutputReader } from './mapping/outputs.js';
import { readJson } from './read-json.js';
import type { RefusalFinder } from './refusals.js';
import { retryAfterMs } from './retry-after.js';
import { WrongShape } from './mapping/values.js';

/** A result other than the main one, and when it is this one. */
export interface ResultCase {
  result: string;
  when: Condition;
  reader: OutputReader;
}

/** What an operation's answers mean. */
export interface AnswerRules {
  main: { result: string; reader: OutputReader };
  others: readonly ResultCase[];
  /** The result of a search that finds nothing. */
  nothing?: string;
  refusals: readonly RefusalFinder[];
  success?: Condition;
  /** Success is told by a status alone: then an empty body is one. */
  emptyIsSuccess: boolean;
  safe: ReadonlySet<number>;
  isAskedFor?: IsAskedFor;
  isAboutOrder?: IsAboutOrder;
}

/** What an answer says, before its outputs are put together. */
export type ReadAnswer = { body: Json | undefined; outcome: Outcome } | { body: Json; outcome: 'main' };

/** What a response says: an outcome, or that the main result is to be read from its body. */
export function readAnswer(response: HttpResponse, rules: AnswerRules): ReadAnswer {
  const { status } = response;
  const text = textOf(response);
  const body = text === undefined || text.trim() === '' ? undefined : readJson(text);
  const answer: Answer = body === undefined ? { status } : { status, body };
  if (status >= 300 && status < 400) return { body, outcome: { what: 'redirected', code: 'redirected' } };
  for (const find of rules.refusals) {
    const refusal = find(answer);
    if (refusal) return { body, outcome: { what: 'refused', ...refusal } };
  }
  const other = rules.others.find(({ when }) => when(answer));
  if (other) return { body, outcome: readOther(other, body) };
  const trouble = statusTrouble(response, rules.safe);
  if (trouble) return { body, outcome: trouble };
  if (body === undefined && !(rules.emptyIsSuccess && text?.trim() === '')) {
    return { body, outcome: { what: 'unreadable', code: 'answer_unreadable' } };
  }
  if (rules.success && !rules.success(answer)) return { body, outcome: WRONG_SHAPE };
  return { body: body ?? {}, outcome: 'main' };
}

const WRONG_SHAPE: Trouble = { what: 'wrong_shape', code: 'answer_shape' };

function readOther({ result, reader }: ResultCase, body: Json | undefined): Outcome {
  return shaped(() => {
    const outputs = reader.kind === 'whole' ? reader.read(body ?? {}) : {};
    return { what: 'answered', result, outputs: reader.finish((outputs ?? {}) as JsonObject) }; // a whole reader reads a record
  });
}

function statusTrouble({ status, headers }: HttpResponse, safe: ReadonlySet<number>): Trouble | undefined {
  if (status >= 200 && status < 300 && !safe.has(status)) return undefined;
  const wait = retryAfterMs(headers['retry-after'], Date.now());
  const asked = wait === undefined ? {} : { retryAfterMs: wait };
  if (status === 429) return { what: 'rate_limited', code: 'rate_limited', ...asked };
  if (status === 401) return { what: 'unauthorized', code: 'unauthorized', ...asked };
  if (safe.has(status)) return { what: 'safe_status', code: 'not_now', ...asked };
  if (status === 503) return { what: 'not_now', code: 'not_now', ...asked };
  if (status >= 500) return { what: 'system_error', code: 'system_error', ...asked };
  return { what: 'other_status', code: 'answer_status' };
}

/** The main result from the bodies of its pages; `dropped` counts what was not asked for. */
export function readMain(
  bodies: readonly Json[],
  rules: AnswerRules,
  inputs: JsonObject,
): { outcome: Outcome; dropped: number; wrong?: string } {
  let dropped = 0;
  let wrong: string | undefined;
  const outcome = shaped(
    () => {
      const { result, reader } = rules.main;
      const { isAskedFor = () => true, isAboutOrder = () => true, nothing } = rules;
      const foreign = bodies.filter((body) => !isAboutOrder(body, inputs)).length;
      dropped = foreign;
      if (foreign > 0) throw new WrongShape('', 'about another order than the one asked for');
      const found = reader.kind === 'items' ? readItems(bodies, reader) : readWhole(bodies, reader);
      const theirs = found.records.filter((record) => isAskedFor(record, inputs));
      dropped = found.records.length - theirs.length;
      const asked = reader.kind === 'items' ? reader.arrange(theirs) : theirs;
      if (found.records.length > 0 || reader.kind === 'items') {
        if (asked.length === 0 && nothing !== undefined)
          return { what: 'answered', result: nothing, outputs: {} };
        if (reader.kind === 'items' && !reader.list && asked.length !== 1)
          throw new WrongShape(reader.output, 'not one but several');
        if (reader.kind === 'whole' && asked.length === 0) throw new WrongShape('', 'not the one asked for');
      }
      return { what: 'answered', result, outputs: reader.finish(found.outputs(asked)) };
    },
    (field) => (wrong = field),
  );
  return { outcome, dropped, ...(wrong === undefined ? {} : { wrong }) };
}

/** Records that can be compared with what was asked, and how the outputs are made of those that are left. */
interface Found {
  records: readonly Json[];
  outputs: (asked: readonly Json[]) => JsonObject;
}

function readItems(bodies: readonly Json[], { read, output, list }: OutputReader & { kind: 'items' }): Found {
  const records = bodies.flatMap(read);
  return { records, outputs: (asked) => ({ [output]: list ? asked : (asked[0] ?? null) }) };
}

function readWhole(bodies: readonly Json[], { read }: OutputReader & { kind: 'whole' }): Found {
  const outputs = (read(bodies[0] ?? {}) ?? {}) as JsonObject; // a whole reader reads a record
  const [only, second] = Object.values(outputs);
  const record =
    second === undefined && only !== undefined && typeof only === 'object' && only !== null && !isList(only);
  return { records: record ? [only] : [], outputs: () => outputs };
}

/** A wrong shape, thrown anywhere below, is an outcome like others. */
function shaped(read: () => Outcome, tell: (field: string) => void = () => undefined): Outcome {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof WrongShape)) throw error;
    tell(error.message);
    return WRONG_SHAPE;
  }
}
