/** Puts a route of a merchant onto the server: first who calls and how often, then what is sent, then what it does. */
import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { OrderlyError } from '../contracts/errors/orderly-error.js';
import { bearerOf, callerOf, requireScope } from './callers.js';
import type { Answer, Route } from './route.js';
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
      const { params, query, body, caller, headers, ending } = request;
      // `admit` has set it.
      if (caller === undefined) throw new Error('the request is not authenticated');
      if (isStream) reply.raw.once('close', deps.limits.openStream(caller));
      const lastEventId = headers['last-event-id'];
      const raw = {
        ...{ params, query, body, caller, signal: ending.signal },
        bearer: bearerOf(headers.authorization) ?? '',
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
  const caller = await callerOf(callers, merchant, {
    ...{ authorization, isLocal: isLocal(request), now, agents },
  });
  request.caller = caller;
  limits.take(caller, now);
  if (caller.kind !== route.caller)
    throw new OrderlyError(
      'caller_forbidden',
      `This route is for ${route.caller}s, but the caller is a ${caller.kind}.`,
    );
  if (route.caller === 'agent') requireScope(callers, caller, route.scope);
}

const broughtAlong = /^(forwarded|via|x-real-ip|x-forwarded-|x-envoy-|l5d-)/;
const ownAddresses: ReadonlySet<string | undefined> = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);
const ownHost = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i;

/** Whether a request comes from this machine, is meant for it, and no proxy says that it brought it from another one. */
function isLocal({ socket, headers }: FastifyRequest): boolean {
  const isBrought = Object.keys(headers).some((name) => broughtAlong.test(name));
  return !isBrought && ownAddresses.has(socket.remoteAddress) && ownHost.test(headers.host ?? '');
}

function send(reply: FastifyReply, answer: Answer): FastifyReply {
  void reply.code(answer.status).header('cache-control', 'no-store');
  if ('body' in answer)
    return reply.type('application/json; charset=utf-8').send(JSON.stringify(answer.body));
  // `X-Accel-Buffering` keeps nginx from holding events back.
  return reply
    .type('text/event-stream; charset=utf-8')
    .header('x-accel-buffering', 'no')
    .send(Readable.from(answer.events));
}
