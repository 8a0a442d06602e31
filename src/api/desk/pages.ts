/** `/desk/…`: the pages of the desk, as they were built, from memory; each knows where the router's paths begin. */
import { createHash, randomBytes } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { OrderlyError } from '../../contracts/errors/orderly-error.js';

/** A file of the pages. */
interface PageFile {
  content: Buffer;
  type: string;
  etag: string;
}

/** The pages by their paths below `/desk/`; undefined where they have not been built. */
export type DeskPages = ReadonlyMap<string, PageFile> | undefined;

const types: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
  png: 'image/png',
  ico: 'image/x-icon',
  json: 'application/json; charset=utf-8',
  webmanifest: 'application/manifest+json',
  txt: 'text/plain; charset=utf-8',
};

/** What the page's own element says, in whose place each answer has a value of its own. */
const noncePlace = '__CSP_NONCE__';

/** Where `npm run build` puts the pages: in `dist/desk`, beside built code as from source. */
export function builtPages(): string {
  const here = fileURLToPath(new URL('.', import.meta.url));
  const dist = `${sep}dist${sep}src${sep}api${sep}desk${sep}`;
  return here.endsWith(dist)
    ? join(here, '..', '..', '..', 'desk')
    : join(here, '..', '..', '..', 'dist', 'desk');
}

/** Reads the pages of a folder; undefined if there is no index.html. */
export async function readPages(folder: string): Promise<DeskPages> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const files = await Promise.all(
    found
      .filter((entry) => entry.isFile())
      .map(async (entry): Promise<[string, PageFile]> => {
        const file = join(entry.parentPath, entry.name);
        const content = await readFile(file);
        const etag = `"${createHash('sha256').update(content).digest('base64url').slice(0, 22)}"`;
        const type = types[entry.name.split('.').at(-1) ?? ''] ?? 'application/octet-stream';
        return [relative(folder, file).split(sep).join('/'), { content, type, etag }];
      }),
  );
  const pages = new Map(files);
  return pages.has('index.html') ? pages : undefined;
}

/** Nothing but our own files is loaded, nobody frames a page, and no address leaves it. */
const headersWith = (nonce: string) => ({
  'content-security-policy': [
    ...["default-src 'none'", "script-src 'self'", "connect-src 'self'", "img-src 'self'"],
    ...[`style-src 'self' 'nonce-${nonce}'`, "frame-ancestors 'none'", "base-uri 'none'"],
    "form-action 'self'",
  ].join('; '),
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
});

/** Adds `/desk/` and what is below it; `/` leads a browser there, and tells anybody else what there is. */
export function addDeskPages(app: FastifyInstance, pages: DeskPages, start: object): void {
  const method = ['GET', 'HEAD'] as const;
  app.route({
    method: [...method],
    url: '/',
    handler: (request, reply) => {
      void reply.header('vary', 'accept');
      if (/\btext\/html\b/.test(request.headers.accept ?? '')) return reply.redirect('/desk/');
      return reply.type('application/json; charset=utf-8').send(JSON.stringify(start));
    },
  });
  app.route({ method: [...method], url: '/desk', handler: (_request, reply) => reply.redirect('/desk/') });
  app.route<{ Params: { '*': string } }>({
    method: [...method],
    url: '/desk/*',
    handler: (request, reply) => sendPage(request, reply, pages),
  });
}

function sendPage(
  { params, headers }: FastifyRequest<{ Params: { '*': string } }>,
  reply: FastifyReply,
  pages: DeskPages,
): FastifyReply {
  const path = params['*'];
  const nonce = randomBytes(16).toString('base64url');
  void reply.headers(headersWith(nonce));
  if (pages === undefined) throw new OrderlyError('desk_unbuilt', 'There are no pages to serve.');
  const file = pages.get(path);
  if (file === undefined || path === 'index.html') {
    // A missing script must not come as a page.
    if (path !== 'index.html' && /\.\w+$/.test(path))
      throw new OrderlyError('route_unknown', 'The desk has no such file.');
    const index = pages.get('index.html')?.content.toString('utf8') ?? '';
    return reply
      .header('cache-control', 'no-store')
      .type(types['html'] ?? '')
      .send(index.replaceAll(noncePlace, nonce));
  }
  const isNamedByContent = path.startsWith('assets/');
  void reply
    .header('cache-control', isNamedByContent ? 'public, max-age=31536000, immutable' : 'no-cache')
    .header('etag', file.etag);
  if (headers['if-none-match'] === file.etag) return reply.code(304).send();
  return reply.type(file.type).send(file.content);
}
