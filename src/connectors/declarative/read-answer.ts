/** Reads responses: recognised refusals first, then results, error rules, `accepted` and the declared shape. */
import { kindOfAnswer } from '../http/answer-kind.js';
import type { HttpResponse } from '../http/client.js';
import type { Json, JsonObject } from '../../contracts/json.js';
import { type ExchangeFailure, type Outcome, WRONG_SHAPE } from '../outcome-table.js';
import type { Trace } from '../trace.js';
import type { Answer, Condition } from './conditions.js';
import type { BodyReader } from './formats/format.js';
import type { OutputReader } from './mapping/outputs.js';
import type { RefusalFinder } from './refusals.js';
import type { CallValues } from './template.js';
import { knownError, statusError, type ErrorFinder } from './error-rules.js';
import { WrongShape } from './mapping/scalar-values.js';
import type { Cooperative } from './cooperative.js';

/** A result other than the main one, and its condition. */
export interface ResultCase {
  result: string;
  when: Condition;
  /** Whether nothing but the status tells it. */
  byStatus?: boolean;
  reader: OutputReader;
}

/** Finds the outcome of a response that merely accepts; undefined for any other. */
export type AcceptedFinder = (answer: Answer) => Outcome | undefined;

/** What the responses to one request mean, whatever is read from them. */
export interface AnswerRules {
  /** Turns bytes into the one view on which paths are evaluated. */
  read: BodyReader;
  /** Finds errors of the protocol in the body: a SOAP fault, GraphQL errors. */
  protocol: ErrorFinder;
  errorRules: ErrorFinder;
  /** The file's own condition for a rejected credential. */
  unauthorized?: Condition;
  others: readonly ResultCase[];
  refusals: readonly RefusalFinder[];
  /** Distinguishes a promise from a success. */
  accepted?: AcceptedFinder;
  /** Distinguishes a failure that the system keeps for the key. */
  final?: Condition;
  success?: Condition;
  /** True if only status or headers tell success, so that an empty body can be one. */
  emptyIsSuccess: boolean;
  safe: ReadonlySet<number>;
  /** Redirects that `success` speaks of. */
  redirects: ReadonlySet<number>;
}

/** What a response says, before its outputs are assembled. */
export type ReadAnswer = { body: Json | undefined; outcome: Outcome } | { body: Json; outcome: 'main' };

/** Reads the response to a request with these values: an outcome, or a body to read the main result from. */
export function* readAnswer(
  response: HttpResponse,
  rules: AnswerRules,
  values: CallValues,
  trace?: Trace,
): Cooperative<ReadAnswer> {
  const { status, headers } = response;
  const read = yield* rules.read(response.body, headers['content-type']);
  const view = 'view' in read ? read.view : undefined;
  const body = view === undefined ? undefined : (trace?.view(view) ?? view);
  const answer: Answer = { status, headers, values, ...(body === undefined ? {} : { body }) };
  if (status >= 300 && status < 400) {
    const isSuccess = rules.redirects.has(status) && rules.success?.(answer) === true;
    return { body: body ?? {}, outcome: isSuccess ? 'main' : { what: 'redirected', code: 'redirected' } };
  }
  const refusal = refusalIn(answer, rules);
  const outcome =
    // A word that the file names is a refusal, whatever else may be read in the answer; a catch-all is no proof of one.
    (refusal?.listed === true ? refusal.outcome : undefined) ??
    rules.errorRules(answer) ??
    refusal?.outcome ??
    (yield* otherResult(answer, rules, response)) ??
    knownError(response, rules.safe) ??
    rules.protocol(answer) ??
    statusError(response);
  if (outcome) {
    const isFinal = isFailure(outcome) && rules.final?.(answer) === true;
    return { body, outcome: isFinal ? { ...outcome, final: true } : outcome };
  }
  const empty = 'problem' in read && read.problem === 'empty';
  const accepted = body !== undefined || empty ? rules.accepted?.(answer) : undefined;
  if (accepted) return { body, outcome: accepted };
  if (body === undefined && !(rules.emptyIsSuccess && empty)) {
    const why = 'why' in read ? { why: read.why } : {};
    return { body, outcome: { what: 'unreadable', code: 'answer_unreadable', ...why } };
  }
  if (rules.success && !rules.success(answer))
    return { body, outcome: { ...WRONG_SHAPE, why: `\`success\` is not met (HTTP ${status}).` } };
  return { body: body ?? {}, outcome: 'main' };
}

const isFailure = (outcome: Outcome): outcome is ExchangeFailure =>
  outcome.what !== 'answered' && outcome.what !== 'refused' && outcome.what !== 'accepted';

/** Whether the response says that the credential was rejected. */
export function* isUnauthorized(
  response: HttpResponse,
  { read, unauthorized }: AnswerRules,
): Cooperative<boolean> {
  if (response.status === 401) return true;
  if (!unauthorized) return false;
  const found = yield* read(response.body, response.headers['content-type']);
  const { status, headers } = response;
  return unauthorized('view' in found ? { status, headers, body: found.view } : { status, headers });
}

function refusalIn(
  answer: Answer,
  { refusals }: AnswerRules,
): { outcome: Outcome; listed: boolean } | undefined {
  for (const find of refusals) {
    const found = find(answer);
    if (!found) continue;
    const { listed, ...refusal } = found;
    return { outcome: { what: 'refused', ...refusal }, listed };
  }
  return undefined;
}

function* otherResult(
  answer: Answer,
  { others }: AnswerRules,
  response: HttpResponse,
): Cooperative<Outcome | undefined> {
  const other = others.find(({ when }) => when(answer));
  // A router's own answer tells nothing of a record, though its status is that of a missing one.
  if (other?.byStatus === true && kindOfAnswer(response) === 'unknown_route')
    return { what: 'other_status', code: 'path_unknown' };
  return other && (yield* shaped(readOther(other, answer.body)));
}

function* readOther({ result, reader }: ResultCase, body: Json | undefined): Cooperative<Outcome> {
  const outputs = reader.kind === 'whole' ? yield* reader.read(body ?? {}) : {};
  return { what: 'answered', result, outputs: yield* reader.finish((outputs ?? {}) as JsonObject) }; // a whole reader reads a record
}

/** Turns a WrongShape thrown anywhere below into an outcome. */
export function* shaped(
  read: Cooperative<Outcome>,
  report: (field: string) => void = () => undefined,
): Cooperative<Outcome> {
  try {
    return yield* read;
  } catch (error) {
    if (!(error instanceof WrongShape)) throw error;
    report(error.message);
    return WRONG_SHAPE;
  }
}
