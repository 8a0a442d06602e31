/** Refuses the methods that an address does not know, and says which it does. */
import type { FastifyInstance, HTTPMethods } from 'fastify';
import { OrderlyError } from '../contracts/errors/orderly-error.js';

const methods: readonly HTTPMethods[] = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE'];

/** Adds routes, and to their addresses an answer for all other methods. */
export function refuseOtherMethods(app: FastifyInstance, addRoutes: () => void): void {
  const known = new Map<string, Set<string>>();
  app.addHook('onRoute', ({ url, method }) => {
    known.set(url, new Set([...(known.get(url) ?? []), method].flat()));
  });
  addRoutes();
  for (const [url, own] of [...known]) {
    const allowed = [...own].sort().join(', ');
    app.route({
      url,
      method: methods.filter((method) => !own.has(method)),
      onRequest: (_request, reply, done) => {
        reply.header('allow', allowed);
        done(new OrderlyError('method_not_allowed', `This address knows ${allowed}.`));
      },
      handler: () => undefined,
    });
  }
}
