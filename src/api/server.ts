/** The HTTP server of the API: it holds no state of its own, so any number of them serve one installation. */
import { randomUUID } from 'node:crypto';
import { METHODS, STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { fastify, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { OrderlyError } from '../contracts/errors/orderly-error.js';
import { addMerchantRoute } from './add-merchant-route.js';
import type { ApiDependencies } from './dependencies.js';
import { addDeskPages } from './desk/pages.js';
import { addDeskRoutes } from './desk/routes.js';
import { observe } from './observe-requests.js';
import { acceptJson } from './read-json.js';
import { routes, merchantPath } from './routes/index.js';
import { addTryPage } from './try-page.js';
import { problemOf, problemType, errorOf } from './problem.js';
import { linkHash } from '../security/link-token.js';
import { keyErrors } from '../contracts/errors/keys.js';
import { RetryAfter } from './rate-limits.js';
import { openApiDocument } from './openapi.js';
import type { ConnectionEvents, TakenItem } from '../connectors/connection-events.js';

// `POST /v1/events/<merchant>/<connection>`: what a system tells of its own accord (DESIGN §17).

interface Source {
  merchant: string;
  connection: string;
}

/** Adds the route: first who sends it, then it is kept, then it is answered; a worker takes up what follows from it. */
function addEventRoute(app: FastifyInstance, deps: ApiDependencies): void {
  const { client, events, log, withDeadline } = deps;
  const announced = new Set<Promise<void>>();
  app.addHook('onClose', async () => {
    await Promise.all(announced);
  });
  // What is kept is found again: its sender need not wait for Temporal.
  const announce = (merchant: string): void => {
    const announcement = withDeadline(() => client.events.announce(merchant))
      .catch((error: unknown) => {
        log.error({ merchant, kind: nameOf(error) }, 'a stored event could not be announced');
      })
      .finally(() => announced.delete(announcement));
    announced.add(announcement);
  };
  app.route<{ Params: Source }>({
    method: 'POST',
    url: '/v1/events/:merchant/:connection',
    config: { isRaw: true },
    handler: async (request, reply) => {
      const { merchant, connection } = request.params;
      const source = events.get(`${merchant}/${connection}`);
      if (source === 'broken')
        throw new OrderlyError('events_broken', `\`events\` of ${connection} has errors.`);
      const items = await taken(request, deps, source);
      await client.events.keep(items.map((item) => ({ merchant, connection, id: item.id, body: item.item })));
      announce(merchant);
      return reply
        .code(200)
        .type('text/plain; charset=utf-8')
        .send(source?.answer ?? '');
    },
  });
}

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : typeof error);

/** The items of a request that its system has signed; whoever is not known here is answered as a forger is. */
async function taken(
  { params, headers, body }: FastifyRequest<{ Params: Source }>,
  { limits, now }: ApiDependencies,
  source: ConnectionEvents | undefined,
): Promise<readonly TakenItem[]> {
  const { merchant, connection } = params;
  const known: Readonly<Record<string, string | undefined>> = Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value]),
  );
  const bytes = Buffer.isBuffer(body) ? body : Buffer.alloc(0);
  const judged = await source?.take({ headers: known, body: bytes }, now());
  if (judged === undefined || judged.is === 'forged')
    throw new OrderlyError('event_forged', 'The request is not signed by a known system.');
  if (judged.is === 'not_now') throw new OrderlyError('event_not_now', 'The body could not be read in time.');
  limits.take({ merchant, kind: 'connection', name: connection }, now());
  if (judged.is === 'unreadable') throw new OrderlyError('event_unreadable', judged.why);
  return judged.items;
}

// What belongs to no merchant: the OpenAPI document, and what operators' machines query.

/** What whoever opens the API's own address is told. */
const start = {
  service: 'orderly',
  links: {
    desk: '/desk/',
    try: '/v1/try',
    openapi: '/v1/openapi.json',
    health: '/healthz',
    readiness: '/readyz',
    metrics: '/metrics',
  },
};

/** Adds `/v1/openapi.json`, `/healthz`, `/readyz` and `/metrics`. */
function addOperatorPages(app: FastifyInstance, { metrics, notReady }: ApiDependencies): void {
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

// Answers a request that failed with its problem; what is our own fault, or that of our keys, is logged.

/** After so many seconds another process has taken over, or what failed may work again. */
const retrySeconds = 1;

/** Sends the problem; of an error that is not the product's the log gets its kind and where it came from. */
function sendProblem(
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
  log: Pick<Logger, 'error'>,
): void {
  const known = errorOf(error);
  const problem = problemOf(known, request.id);
  if (problem.status === 500 || Object.hasOwn(keyErrors, known.code))
    log.error({ requestId: request.id, code: known.code, ...originOf(known.cause) }, 'a request failed');
  // An address that cannot be read has passed no hook.
  reply.header('x-request-id', request.id);
  if (problem.status === 401) reply.header('www-authenticate', 'Bearer');
  if (problem.status === 429 || problem.status === 503) {
    const { cause } = known;
    reply.header('retry-after', cause instanceof RetryAfter ? cause.seconds : retrySeconds);
  }
  void reply.code(problem.status).type(problemType).send(JSON.stringify(problem));
}

/** Name and frames of an error; its message may hold what a customer wrote. */
function originOf(error: unknown): object {
  if (!(error instanceof Error)) return { kind: typeof error };
  const frames = (error.stack ?? '').split('\n').filter((line) => /^ +at /.test(line));
  return { kind: error.name, frames: frames.slice(0, 10) };
}

// `GET /v1/documents/<token>`: a document, for whoever has its link (DESIGN §17).

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
function addDocumentRoute(app: FastifyInstance, { documents }: ApiDependencies): void {
  app.route<{ Params: { token: string } }>({
    method: ['GET', 'HEAD'],
    url: '/v1/documents/:token',
    handler: async ({ params }, reply) => {
      const found = await documents.byLink(linkHash(params.token));
      void reply.headers(HEADERS);
      if (found === undefined)
        throw new OrderlyError('document_unknown', 'The link is not valid, or has expired.');
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

// Answers what is not even a request in HTTP: it gets no further than its socket.

const statuses: Readonly<Record<string, number>> = {
  ERR_HTTP_REQUEST_TIMEOUT: 408,
  HPE_HEADER_OVERFLOW: 431,
};

/** Writes a problem and closes the connection, unless the other side has. */
function answerBrokenRequest(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed || !socket.writable) return;
  const status = statuses[error.code ?? ''] ?? 400;
  const what = new OrderlyError(
    'request_invalid',
    'The request is not valid HTTP/1.1, or was sent too slowly.',
  );
  const body = JSON.stringify({ ...problemOf(what, randomUUID()), status });
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
    `Content-Type: ${problemType}`,
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}

// Which web pages may call the API from a browser (CORS): none, unless their origins are named.

/** How long a browser may remember what it was allowed, s. */
const REMEMBER_S = 600;

/** Adds the answers for pages of these origins; all others get none, so their browser keeps the answer from them. */
function allowOrigins(app: FastifyInstance, origins: readonly string[]): void {
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

/** Adds routes, and to their addresses an answer for all other methods. */
function refuseOtherMethods(app: FastifyInstance, addRoutes: () => void): void {
  const known = new Map<string, Set<string>>();
  app.addHook('onRoute', ({ url, method }) => {
    known.set(url, new Set([...(known.get(url) ?? []), method].flat()));
  });
  addRoutes();
  for (const method of METHODS) if (!app.supportedMethods.includes(method)) app.addHttpMethod(method);
  for (const [url, own] of [...known]) {
    const allowed = [...own].sort().join(', ');
    app.route({
      url,
      method: METHODS.filter((method) => !own.has(method)),
      onRequest: (_request, reply, done) => {
        reply.header('allow', allowed);
        done(new OrderlyError('method_not_allowed', `This address supports ${allowed}.`));
      },
      handler: () => undefined,
    });
  }
}

/** Longest time for a request to arrive, its head and its body, ms; unless a test says less. */
const arrivalMs = 30_000;

/** Longest part of an address, characters: an id has up to 256, each of them up to twelve when it is escaped. */
const longestPart = 4_096;

/** Makes the server, listening to nobody yet. Closing it ends streams and long polls, lets the rest finish, and then cuts what is connected. */
export function createApi(deps: ApiDependencies, requestMs = arrivalMs): FastifyInstance {
  const app = fastify({
    logger: false,
    genReqId: () => randomUUID(),
    requestTimeout: requestMs,
    // Node.js looks every 30 s for what is late, and gives a head alone 60 s.
    http: { connectionsCheckingInterval: requestMs / 6, headersTimeout: requestMs },
    routerOptions: { maxParamLength: longestPart },
    exposeHeadRoutes: false,
    // Whoever comes while it closes is answered in our own words.
    return503OnClosing: false,
    forceCloseConnections: true,
    clientErrorHandler: answerBrokenRequest,
    frameworkErrors: (error, request, reply) => {
      sendProblem(error, request, reply, deps.log);
    },
  });
  acceptJson(app);
  allowOrigins(app, deps.origins);
  observe(app, deps);
  app.setErrorHandler((error, request, reply) => {
    sendProblem(error, request, reply, deps.log);
  });
  // Before a body is read: what it is like says nothing about an address that there is not.
  app.addHook('onRequest', (request, _reply, done) => {
    if (request.is404) done(new OrderlyError('route_unknown', 'This address does not exist.'));
    // No id has such a sign, and the store cannot even look for one.
    else if (/%00/.test(request.url))
      done(new OrderlyError('request_invalid', 'The address contains a NUL character.'));
    else done();
  });
  refuseOtherMethods(app, () => {
    for (const route of routes) addMerchantRoute(app, route, deps);
    addEventRoute(app, deps);
    addDocumentRoute(app, deps);
    addOperatorPages(app, deps);
    addTryPage(app);
    addDeskRoutes(app, deps);
    addDeskPages(app, deps.pages, start);
  });
  return app;
}
