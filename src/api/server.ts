/** The HTTP server of the API: it holds no state of its own, so any number of them serve one installation. */
import { randomUUID } from 'node:crypto';
import { fastify, type FastifyInstance } from 'fastify';
import { OrderlyError } from '../contracts/errors/orderly-error.js';
import { addDocumentRoute } from './add-document-route.js';
import { addEventRoute } from './add-event-route.js';
import { addMerchantRoute } from './add-merchant-route.js';
import { allowOrigins } from './allow-origins.js';
import { answerBrokenRequest } from './broken-request.js';
import type { ApiDependencies } from './dependencies.js';
import { observe } from './observe.js';
import { addOperatorPages } from './operator-pages.js';
import { acceptJson } from './read-json.js';
import { refuseOtherMethods } from './refuse-other-methods.js';
import { routes } from './routes/index.js';
import { sendProblem } from './send-problem.js';
import { addTryPage } from './try-page.js';

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
    if (request.is404) done(new OrderlyError('route_unknown', 'There is nothing at this address.'));
    // No id has such a sign, and the store cannot even look for one.
    else if (/%00/.test(request.url)) done(new OrderlyError('request_invalid', 'The address has a NUL.'));
    else done();
  });
  refuseOtherMethods(app, () => {
    for (const route of routes) addMerchantRoute(app, route, deps);
    addEventRoute(app, deps);
    addDocumentRoute(app, deps);
    addOperatorPages(app, deps);
    addTryPage(app);
  });
  return app;
}
