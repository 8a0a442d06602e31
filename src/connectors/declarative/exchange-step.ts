/** One request of an operation, and what its responses mean. */
import type { HttpResponse } from '../http/client.js';
import type { OperationCall } from '../connector.js';
import type { ExchangeFailure } from '../outcome-table.js';
import { type AnswerRules, isUnauthorized, type ReadAnswer, readAnswer } from './read-answer.js';
import { type Allowance, exchange, type Transport } from './exchange.js';
import type { RequestBuilder } from './requests/request.js';
import type { Outgoing } from '../auth/scheme.js';
import { cooperatively } from './cooperative.js';
import type { CallValues } from './template.js';

/** A request that can be built, and the rules for its response. */
export interface ExchangeStep {
  build: RequestBuilder;
  answers: AnswerRules;
}

/** A response that was read, with its headers, or why there is none. */
export type StepAnswer = (ReadAnswer & Pick<HttpResponse, 'headers'>) | { outcome: ExchangeFailure };

/** The time-out and abort signal of a request, and the values that it was built from. */
export interface Asking extends Omit<Allowance, 'isUnauthorized' | 'rewrite'> {
  values: CallValues;
  answered: NonNullable<OperationCall['answered']>;
}

/** Sends the request of a step and reads its response. */
export async function ask(
  request: Outgoing,
  { answers, build }: ExchangeStep,
  { values, answered, ...allowance }: Asking,
  transport: Transport,
): Promise<StepAnswer> {
  const deadline = { deadline: Date.now() + allowance.timeoutMs, signal: allowance.signal };
  // A response that could not be read to its end is reported below.
  const { limiter, quota } = transport;
  const isRejected = async (response: HttpResponse): Promise<boolean> =>
    (await cooperatively(isUnauthorized(response, answers), deadline)) === true;
  const rewrite: Allowance['rewrite'] = (replacements) => build({ ...values, replacements });
  const answer = await exchange(request, { ...allowance, isUnauthorized: isRejected, rewrite }, transport);
  answered('status' in answer ? answer.status : undefined);
  if ('what' in answer) return { outcome: answer };
  const read = await cooperatively(readAnswer(answer, answers, values, transport.trace), deadline);
  if ('what' in read) return { outcome: read };
  transport.load(answer, read.body, limiter);
  const { status, headers } = answer;
  const { body, outcome } = read;
  const refusal = typeof outcome === 'object' && outcome.what === 'rate_limited' ? outcome : undefined;
  const pause = refusal && (refusal.retryAfterMs ?? PAUSE);
  if (pause !== undefined && quota.quotas.length === 0) limiter.pause(pause);
  const wait = await quota.learn({ status, headers, values, ...(body === undefined ? {} : { body }) }, pause);
  if (refusal === undefined || wait === undefined || wait <= PAUSE) return { ...read, headers };
  // Whoever is kept out as long as that comes again at its end.
  return { body, outcome: { ...refusal, retryAfterMs: wait }, headers };
}

/** How long a 429 without Retry-After pauses the connection, in ms. */
const PAUSE = 1000;
