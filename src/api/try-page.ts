/** `GET /v1/try`: a page to try the API from a browser. It holds nothing secret, as the OpenAPI document that it is made from. */
import { readFile } from 'node:fs/promises';
import type { FastifyInstance } from 'fastify';

/** It loads its own files and calls this API alone, no page can frame it, and no text becomes a part of it. */
const HEADERS = {
  'cache-control': 'no-cache',
  'content-security-policy': [
    ...["default-src 'none'", "script-src 'self'", "style-src 'self'", "connect-src 'self'"],
    ...["base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'"],
    "require-trusted-types-for 'script'",
  ].join('; '),
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
} as const;

const FILES = {
  '/v1/try': ['page.html', 'text/html'],
  '/v1/try/page.css': ['page.css', 'text/css'],
  '/v1/try/page.js': ['page.js', 'text/javascript'],
  '/v1/try/example.js': ['example.js', 'text/javascript'],
} as const;

const contents = await Promise.all(
  Object.entries(FILES).map(async ([url, [file, type]]) => ({
    ...{ url, type },
    content: await readFile(new URL(`./try/${file}`, import.meta.url)),
  })),
);

/** Adds the page and its files. */
export function addTryPage(app: FastifyInstance): void {
  for (const { url, type, content } of contents)
    app.route({
      method: ['GET', 'HEAD'],
      url,
      handler: (_request, reply) => reply.headers(HEADERS).type(`${type}; charset=utf-8`).send(content),
    });
}
