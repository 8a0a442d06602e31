/** Puts a route of a merchant onto the server: first who calls and how often, then what is sent, then what it does. */
import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { OrderlyError } from '../contracts/errors/orderly-error.js';
import { bearerOf, callerOf, requireScope } from './callers.js';
import { type DeskSession, requireOwnPage, sessionOf } from './desk/sessions.js';
import { isLocal } from './is-local.js';
import type { Answer, Caller, Route } from './route.js';
import { merchantPath } from './routes/index.js';
import type { ApiDependencies } from './dependencies.js';

/** Adds the route. */
export function addMerchantRoute(app: FastifyInstance, route: Route, deps: ApiDependencies): void {
  const isStream = Object.values(route.answers).some(({ isEvents }) => isEvents);
  app.route({
    // A stream has no end, so nobody can be told how it would be.
    method: route.method === 'GET' && !isStream ? ['GET', 'HEAD'] : route.method,
    url: (merchantPath + route.path).replaceAll(/\{(\w+)\}/g, ':$1'),
    onRequest: (request) => admit(request, route, deps),
    handler: async (request, reply) => {
      const { params, query, body, caller, session, headers, ending } = request;
      // `admit` has set it.
      if (caller === undefined) throw new Error('the request is not authenticated');
      if (isStream) reply.raw.once('close', deps.limits.openStream(caller));
      const lastEventId = headers['last-event-id'];
      const raw = {
        ...{ params, query, body, caller, session, signal: ending.signal },
        bearer: bearerOf(headers.authorization) ?? session?.token ?? '',
        lastEventId: Array.isArray(lastEventId) ? lastEventId.join() : lastEventId,
      };
      return send(reply, await deps.withDeadline(() => route.handle(raw, deps)));
    },
  });
}

async function admit(request: FastifyRequest, route: Route, deps: ApiDependencies): Promise<void> {
  const { callers, limits, agents } = deps;
  const { merchant = '' } = request.params as { merchant?: string };
  const now = deps.now();
  const { authorization } = request.headers;
  const session = authorization === undefined ? await sessionAt(request, merchant, deps) : undefined;
  const caller: Caller =
    session === undefined
      ? await callerOf(callers, merchant, { authorization, isLocal: isLocal(request), now, agents })
      : { merchant, kind: 'agent', name: session.agent };
  Object.assign(request, { caller, session });
  limits.take(caller, now);
  if (caller.kind !== route.caller)
    throw new OrderlyError(
      'caller_forbidden',
      `This route is for ${route.caller}s, but the caller is a ${caller.kind}.`,
    );
  if (route.caller === 'agent') requireScope(callers, caller, route.scope);
}

/** The session of a page of the desk, for this merchant and no other. */
async function sessionAt(
  request: FastifyRequest,
  merchant: string,
  { desk }: ApiDependencies,
): Promise<DeskSession | undefined> {
  const session = await sessionOf(request, desk);
  if (session?.merchant !== merchant) return undefined;
  requireOwnPage(request, desk);
  return session;
}

function send(reply: FastifyReply, answer: Answer): FastifyReply {
  void reply.code(answer.status).header('cache-control', 'no-store');
  if ('body' in answer)
    return reply.type('application/json; charset=utf-8').send(JSON.stringify(answer.body));
  // `X-Accel-Buffering` keeps nginx from holding events back.
  return reply
    .type('text/event-stream; charset=utf-8')
    .header('x-accel-buffering', 'no')
    .send(Readable.from(begun(answer.events)));
}

/** After so long the caller connects again when a stream has ended, ms. */
const reconnectMs = 1_000;

/** The stream with a first event, which says at once that it has begun. */
async function* begun(events: AsyncIterable<string>): AsyncGenerator<string> {
  yield `retry: ${reconnectMs}\n\n`;
  yield* events;
}
