/** Follows every request from its first line to its last byte: its id, metrics, log, and the end of the process. */
import { context, propagation, type Span, SpanKind, trace } from '@opentelemetry/api';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { OrderlyError } from '../contracts/errors/orderly-error.js';
import type { ApiDependencies } from './dependencies.js';
import type { DeskSession } from './desk/sessions.js';
import type { Caller } from './route.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who calls, once that is known. */
    caller: Caller | undefined;
    /** The session at the desk by which they are known. */
    session: DeskSession | undefined;
    /** Aborts when the caller has gone, or this process ends. */
    ending: AbortController;
    /** Where tracing is on, what is written of it goes to the collector. */
    span: Span;
  }
}

/** Adds the hooks that do so. */
export function observe(app: FastifyInstance, deps: Pick<ApiDependencies, 'metrics' | 'log'>): void {
  const { metrics, log } = deps;
  const open = new Map<AbortController, Promise<void>>();
  let isEnding = false;
  // All that is under way is answered first: then connections are cut, of which some never say anything.
  app.addHook('preClose', async () => {
    isEnding = true;
    for (const ending of open.keys()) ending.abort();
    while (open.size > 0) await Promise.all(open.values());
  });
  app.addHook('onRequest', (request, reply, done) => {
    const ending = new AbortController();
    const span = spanOf(request);
    Object.assign(request, { caller: undefined, session: undefined, ending, span });
    reply.header('x-request-id', request.id);
    metrics.underWay(1);
    const left = new Promise<void>((resolve) => reply.raw.once('close', resolve)).then(() => {
      ending.abort();
      open.delete(ending);
      metrics.underWay(-1);
    });
    open.set(ending, left);
    done(isEnding ? new OrderlyError('api_ending', 'This process is shutting down.') : undefined);
  });
  // Once the body is read, whose events come from its socket and know of no span.
  app.addHook('preHandler', (request, _reply, done) => {
    context.with(trace.setSpan(context.active(), request.span), done);
  });
  app.addHook('onResponse', (request, reply, done) => {
    const { id: requestId, method, caller } = request;
    const { statusCode: status, elapsedTime } = reply;
    // The route's own address, never the one that was asked for: ids of conversations can be e-mail addresses.
    const route = request.routeOptions.url ?? 'none';
    metrics.answered({ route, method, status }, elapsedTime / 1_000);
    request.span.setAttribute('http.response.status_code', status).end();
    log.info({ requestId, method, route, status, ms: Math.round(elapsedTime), ...caller }, 'request');
    done();
  });
}

/** A request's span, which goes on in the trace that its sender names (W3C Trace Context). */
function spanOf({ headers, method, routeOptions }: FastifyRequest): Span {
  const route = routeOptions.url ?? 'none';
  const attributes = { 'http.request.method': method, 'http.route': route };
  const options = { kind: SpanKind.SERVER, attributes };
  const from = propagation.extract(context.active(), headers);
  return trace.getTracer('orderly').startSpan(`${method} ${route}`, options, from);
}
