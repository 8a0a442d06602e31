/** Answers a request that failed with its problem; what is our own fault, or that of our keys, is logged. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { keyErrors } from '../contracts/errors/keys.js';
import { RetryAfter } from './limits.js';
import { errorOf, problemOf, problemType } from './problem.js';

/** After so many seconds another process has taken over, or what failed may work again. */
const retrySeconds = 1;

/** Sends the problem; of an error that is not the product's the log gets its kind and where it came from. */
export function sendProblem(
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
  log: Pick<Logger, 'error'>,
): void {
  const known = errorOf(error);
  const problem = problemOf(known, request.id);
  if (problem.status === 500 || Object.hasOwn(keyErrors, known.code))
    log.error({ requestId: request.id, code: known.code, ...originOf(known.cause) }, 'a request failed');
  // An address that cannot be read has passed no hook.
  reply.header('x-request-id', request.id);
  if (problem.status === 401) reply.header('www-authenticate', 'Bearer');
  if (problem.status === 429 || problem.status === 503) {
    const { cause } = known;
    reply.header('retry-after', cause instanceof RetryAfter ? cause.seconds : retrySeconds);
  }
  void reply.code(problem.status).type(problemType).send(JSON.stringify(problem));
}

/** Name and frames of an error; its message may hold what a customer wrote. */
function originOf(error: unknown): object {
  if (!(error instanceof Error)) return { kind: typeof error };
  const frames = (error.stack ?? '').split('\n').filter((line) => /^ +at /.test(line));
  return { kind: error.name, frames: frames.slice(0, 10) };
}
