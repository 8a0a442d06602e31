/** One request of an operation, and what its answers mean. */
import type { HttpResponse } from '../../http/client.js';
import type { ExchangeFailure } from '../outcome-table.js';
import { type AnswerRules, isUnauthorized, type ReadAnswer, readAnswer } from './answers.js';
import { type Allowance, exchange, type Transport } from './exchange.js';
import type { RequestBuilder } from './requests/request.js';
import type { Outgoing } from '../../auth/scheme.js';
import { cooperatively } from './cooperative.js';
import type { CallValues } from './template.js';

/** A request that can be built, and the rules of its answer. */
export interface ExchangeStep {
  build: RequestBuilder;
  answers: AnswerRules;
}

/** What came of it: an answer that was read, with its headers; or why there is none. */
export type StepAnswer = (ReadAnswer & Pick<HttpResponse, 'headers'>) | { outcome: ExchangeFailure };

/** How long it may take, who may call it off, and the values that it was built from. */
export interface Asking extends Omit<Allowance, 'isUnauthorized' | 'rewrite'> {
  values: CallValues;
}

/** Sends a request of a leg and reads its answer. */
export async function ask(
  request: Outgoing,
  { answers, build }: ExchangeStep,
  { values, ...allowance }: Asking,
  transport: Transport,
): Promise<StepAnswer> {
  const deadline = { deadline: Date.now() + allowance.timeoutMs, signal: allowance.signal };
  // One that was not read to its end is told as that below.
  const refused = async (response: HttpResponse): Promise<boolean> =>
    (await cooperatively(isUnauthorized(response, answers), deadline)) === true;
  const rewrite: Allowance['rewrite'] = (replacements) => build({ ...values, replacements });
  const answer = await exchange(request, { ...allowance, isUnauthorized: refused, rewrite }, transport);
  if ('what' in answer) return { outcome: answer };
  const read = await cooperatively(readAnswer(answer, answers, values, transport.trace), deadline);
  if ('what' in read) return { outcome: read };
  transport.load(answer, read.body, transport.limiter);
  if (typeof read.outcome === 'object' && read.outcome.what === 'rate_limited')
    transport.limiter.pause(read.outcome.retryAfterMs ?? PAUSE);
  return { ...read, headers: answer.headers };
}

/** Without a Retry-After a "too many requests" closes the connection for this long, ms. */
const PAUSE = 1000;
