/** What belongs to no merchant: the OpenAPI document, and what operators' machines query. */
import type { FastifyInstance } from 'fastify';
import { openApiDocument } from './openapi.js';
import { merchantPath, routes } from './routes/index.js';
import type { ApiDependencies } from './dependencies.js';

/** What whoever opens the API's own address is told. */
const start = {
  service: 'orderly',
  links: {
    try: '/v1/try',
    openapi: '/v1/openapi.json',
    health: '/healthz',
    readiness: '/readyz',
    metrics: '/metrics',
  },
};

/** Adds `/` with links to what there is, `/v1/openapi.json`, `/healthz`, `/readyz` and `/metrics`. */
export function addOperatorPages(app: FastifyInstance, { metrics, notReady }: ApiDependencies): void {
  const method = ['GET', 'HEAD'] as const;
  const document = JSON.stringify(openApiDocument(merchantPath, routes));
  const text = 'text/plain; charset=utf-8';
  app.route({
    method: [...method],
    url: '/',
    handler: (_request, reply) => reply.type('application/json; charset=utf-8').send(JSON.stringify(start)),
  });
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
