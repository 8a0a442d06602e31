/** Which web pages may call the API from a browser (CORS): none, unless their origins are named. */
import type { FastifyInstance } from 'fastify';

/** How long a browser may remember what it was allowed, s. */
const REMEMBER_S = 600;

/** Adds the answers for pages of these origins; all others get none, so their browser keeps the answer from them. */
export function allowOrigins(app: FastifyInstance, origins: readonly string[]): void {
  const named = new Set(origins);
  if (named.size === 0) return;
  app.addHook('onRequest', async ({ method, headers }, reply) => {
    const { origin } = headers;
    void reply.header('vary', 'origin');
    if (origin === undefined || !named.has(origin)) return;
    void reply.header('access-control-allow-origin', origin);
    void reply.header('access-control-expose-headers', 'retry-after, x-request-id');
    if (method !== 'OPTIONS' || headers['access-control-request-method'] === undefined) return;
    await reply
      .code(204)
      .headers({
        'access-control-allow-methods': 'GET, POST',
        'access-control-allow-headers': 'authorization, content-type, last-event-id, x-namespace',
        'access-control-max-age': REMEMBER_S,
      })
      .send();
  });
}
