/** One request of an operation, and what its responses mean. */
import type { HttpResponse } from '../../http/client.js';
import type { ExchangeFailure } from '../outcome-table.js';
import { type AnswerRules, isUnauthorized, type ReadAnswer, readAnswer } from './answers.js';
import { type Allowance, exchange, type Transport } from './exchange.js';
import type { RequestBuilder } from './requests/request.js';
import type { Outgoing } from '../../auth/scheme.js';
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
  /** Hears of the status of each answer. */
  answered: (status: number) => void;
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
  const refused = async (response: HttpResponse): Promise<boolean> =>
    (await cooperatively(isUnauthorized(response, answers), deadline)) === true;
  const rewrite: Allowance['rewrite'] = (replacements) => build({ ...values, replacements });
  const answer = await exchange(request, { ...allowance, isUnauthorized: refused, rewrite }, transport);
  if ('what' in answer) return { outcome: answer };
  answered(answer.status);
  const read = await cooperatively(readAnswer(answer, answers, values, transport.trace), deadline);
  if ('what' in read) return { outcome: read };
  transport.load(answer, read.body, transport.limiter);
  if (typeof read.outcome === 'object' && read.outcome.what === 'rate_limited')
    transport.limiter.pause(read.outcome.retryAfterMs ?? PAUSE);
  return { ...read, headers: answer.headers };
}

/** How long a 429 without Retry-After pauses the connection, in ms. */
const PAUSE = 1000;
