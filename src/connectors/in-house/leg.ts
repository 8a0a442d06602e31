/** One request of an operation, and what its answers mean. */
import type { HttpResponse } from '../../http/client.js';
import type { Trouble } from '../outcome-table.js';
import { type AnswerRules, isUnauthorized, type ReadAnswer, readAnswer } from './answers.js';
import { type Allowance, exchange, type Wire } from './exchange.js';
import type { RequestBuilder } from './requests/request.js';
import type { Outgoing } from '../../auth/scheme.js';

/** A request that can be built, and the rules of its answer. */
export interface Leg {
  build: RequestBuilder;
  answers: AnswerRules;
}

/** What came of it: an answer that was read, with its headers; or why there is none. */
export type LegAnswer = (ReadAnswer & Pick<HttpResponse, 'headers'>) | { outcome: Trouble };

/** Sends a request of a leg and reads its answer. */
export async function ask(
  request: Outgoing,
  { answers }: Pick<Leg, 'answers'>,
  allowance: Omit<Allowance, 'isUnauthorized'>,
  wire: Wire,
): Promise<LegAnswer> {
  const refused = (response: HttpResponse): boolean => isUnauthorized(response, answers);
  const answer = await exchange(request, { ...allowance, isUnauthorized: refused }, wire);
  if ('what' in answer) return { outcome: answer };
  const read = readAnswer(answer, answers, wire.trace);
  wire.load(answer, read.body, wire.limiter);
  if (typeof read.outcome === 'object' && read.outcome.what === 'rate_limited')
    wire.limiter.pause(read.outcome.retryAfterMs ?? PAUSE);
  return { ...read, headers: answer.headers };
}

/** Without a Retry-After a "too many requests" closes the connection for this long, ms. */
const PAUSE = 1000;
