/** What belongs to no merchant: the OpenAPI document, and what operators' machines query. */
import type { FastifyInstance } from 'fastify';
import { openApiDocument } from './openapi.js';
import { merchantPath, routes } from './routes/index.js';
import type { ApiDependencies } from './server.js';

/** Adds `/v1/openapi.json`, `/healthz`, `/readyz` and `/metrics`. */
export function addOperatorPages(app: FastifyInstance, { metrics, notReady }: ApiDependencies): void {
  const method = ['GET', 'HEAD'] as const;
  const document = JSON.stringify(openApiDocument(merchantPath, routes));
  const text = 'text/plain; charset=utf-8';
  app.route({
    method: [...method],
    url: '/v1/openapi.json',
    handler: (_request, reply) => reply.type('application/json; charset=utf-8').send(document),
  });
  app.route({
    method: [...method],
    url: '/healthz',
    handler: (_request, reply) => reply.type(text).send('ok\n'),
  });
  app.route({
    method: [...method],
    url: '/readyz',
    handler: async (_request, reply) => {
      const reason = await notReady();
      return reply
        .code(reason === undefined ? 200 : 503)
        .type(text)
        .send(`${reason ?? 'ready'}\n`);
    },
  });
  app.route({
    method: [...method],
    url: '/metrics',
    handler: async (_request, reply) =>
      reply.type(metrics.registry.contentType).send(await metrics.registry.metrics()),
  });
}
