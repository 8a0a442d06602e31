/** `GET /v1/documents/<token>`: a document, for whoever has its link (DESIGN §17). */
import type { FastifyInstance } from 'fastify';
import { OrderlyError } from '../contracts/errors/orderly-error.js';
import { linkHash } from '../security/link-token.js';
import type { ApiDependencies } from './dependencies.js';

/** It is saved, never shown within our origin; nobody between keeps it, and its address goes nowhere else. */
const HEADERS = {
  'cache-control': 'no-store',
  'content-security-policy': "sandbox; default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-robots-tag': 'noindex',
} as const;

/** Adds the route: the token is all that is asked for; one that opens nothing is told nothing else, whatever the reason. */
export function addDocumentRoute(app: FastifyInstance, { documents }: ApiDependencies): void {
  app.route<{ Params: { token: string } }>({
    method: ['GET', 'HEAD'],
    url: '/v1/documents/:token',
    handler: async ({ params }, reply) => {
      const found = await documents.byLink(linkHash(params.token));
      void reply.headers(HEADERS);
      if (found === undefined)
        throw new OrderlyError('document_unknown', 'This link opens nothing, or not any more.');
      const name = encodeURIComponent(found.name).replaceAll(
        /['()*]/g,
        (sign) => `%${sign.charCodeAt(0).toString(16)}`,
      );
      return reply
        .type(found.mediaType)
        .header('content-disposition', `attachment; filename*=UTF-8''${name}`)
        .send(found.content);
    },
  });
}
