/** The shop's REST API: `/v2/auftraege`. */
import { z } from 'zod';
import { type Answer, type Api, type ApiRequest, json, keyOf, parseJson } from './api.js';
import type { Order } from './order.js';
import { refundReasons } from './order.js';
import type { OrderService } from './order-service.js';
import { changeRoutes } from './rest-changes.js';
import { restOrder } from './rest-order.js';
import { notFound, type Route, told, unusable, withOrder } from './rest-route.js';
import type { Tokens } from './token-endpoint.js';

const pageSize = 5;

const RefundBody = z.object({
  betrag_cent: z.number().int().positive(),
  waehrung: z.literal('EUR'),
  grund: z.enum(refundReasons),
});

const routes: readonly Route[] = [
  ...changeRoutes,
  { method: 'GET', path: /^\/v2\/auftraege$/, answer: list },
  {
    method: 'GET',
    path: /^\/v2\/auftraege\/([^/]+)$/,
    answer: (service, _, number) =>
      withOrder(service.byNumber(number), (order) => json(200, restOrder(order))),
  },
  {
    method: 'GET',
    path: /^\/v2\/auftraege\/([^/]+)\/erstattung$/,
    answer: (service, _, id) => withOrder(service.byId(id), (order) => quote(service, order)),
  },
  {
    method: 'POST',
    path: /^\/v2\/auftraege\/([^/]+)\/erstattungen$/,
    answer: (service, request, id) => withOrder(service.byId(id), (order) => refund(service, request, order)),
  },
  {
    method: 'POST',
    path: /^\/v2\/auftraege\/([^/]+)\/storno$/,
    answer: (service, request, id) =>
      withOrder(service.byId(id), (order) =>
        told(service.cancel(order, keyOf(request)), ({ id, cents, currency }) => ({
          storno_id: id,
          betrag_cent: cents,
          waehrung: currency,
          status: 'STORNIERT',
        })),
      ),
  },
];

/** Answers everything under `/v2/`, to who has a valid token. */
export const restApi =
  (service: OrderService, tokens: Tokens): Api =>
  (request) => {
    if (!request.path.startsWith('/v2/')) return undefined;
    if (!tokens.admit(request))
      return json(401, { fehler: 'TOKEN_UNGUELTIG' }, { 'www-authenticate': 'Bearer' });
    const known = routes.filter(({ path }) => path.test(request.path));
    if (known.length === 0) return undefined;
    const route = known.find(({ method }) => method === request.method);
    if (route === undefined) {
      const allow = known.map(({ method }) => method).join(', ');
      return json(405, { fehler: 'METHODE_NICHT_ERLAUBT' }, { allow });
    }
    return route.answer(service, request, route.path.exec(request.path)?.[1] ?? '');
  };

function list(service: OrderService, { query }: ApiRequest): Answer {
  const mail = query.get('email');
  if (mail === null) return json(400, { fehler: 'EMAIL_FEHLT' });
  const orders = service.byMail(mail);
  if (orders.length === 0) return notFound();
  const after = query.get('after');
  const start = after === null ? 0 : orders.findIndex(({ id }) => cursorOf(id) === after) + 1;
  if (after !== null && start === 0) return json(400, { fehler: 'CURSOR_UNGUELTIG' });
  const page = orders.slice(start, start + pageSize);
  const last = page.at(-1);
  const next = last !== undefined && start + pageSize < orders.length ? cursorOf(last.id) : null;
  return json(200, { data: page.map(restOrder), next });
}

const cursorOf = (id: string): string => Buffer.from(id).toString('base64url');

const quote = (service: OrderService, order: Order): Answer =>
  json(200, {
    erstattbar_cent: service.refundable(order),
    erstattet_cent: order.refundedCents,
    waehrung: 'EUR',
  });

function refund(service: OrderService, request: ApiRequest, order: Order): Answer {
  const body = RefundBody.safeParse(parseJson(request.body));
  if (!body.success) {
    return unusable('betrag_cent, waehrung oder grund');
  }
  const { betrag_cent: cents, waehrung: currency, grund: reason } = body.data;
  return told(service.refund(order, { cents, currency, reason }, keyOf(request)), (row) => ({
    erstattung_id: row.id,
    betrag_cent: row.cents,
    waehrung: row.currency,
    status: 'GEBUCHT',
  }));
}
