/** The shop's REST API of returns: `/v2/auftraege/{id}/retoure`, `/v2/auftraege/{id}/retouren` and `/v2/retouren`. */
import { z } from 'zod';
import { germanDate } from '../dates.js';
import { type Answer, type Api, type ApiRequest, json, keyOf, parseJson } from '../api.js';
import { type Order, refundReasons } from '../order.js';
import { notFound, unusable } from '../rest-route.js';
import type { Tokens } from '../token-endpoint.js';
import type { ReturnService, ReturnVerdict } from './return-service.js';
import type { ShopReturn } from './return.js';

const date = (moment: number | undefined): string | undefined =>
  moment === undefined ? undefined : germanDate(moment);

const Body = z.object({
  positionen: z
    .array(
      z
        .object({ id: z.string(), menge: z.number().int().positive() })
        .transform(({ id, menge }) => ({ id, quantity: menge })),
    )
    .min(1),
  grund: z.enum(refundReasons),
  gebuehr_cent: z.number().int().nonnegative().optional(),
});

function restReturn(service: ReturnService, made: ShopReturn) {
  const names = new Map(service.order(made.orderId)?.lines.map((line) => [line.id, line]));
  return {
    id: made.id,
    nummer: made.number,
    stand: made.state,
    grund: made.reason,
    positionen: made.lines.map(({ id, quantity }) => ({
      id,
      artikel: names.get(id)?.sku,
      bezeichnung: names.get(id)?.name ?? id,
      menge: quantity,
    })),
    gebuehr_cent: made.feeCents,
    betrag_cent: made.cents,
    waehrung: 'EUR',
    sendungsnummer: made.parcel,
    angemeldet_am: germanDate(made.registeredAt),
    eingetroffen_am: date(made.receivedAt),
    erstattet_am: date(made.refundedAt),
  };
}

function quote(service: ReturnService, order: Order): Answer {
  const terms = service.terms(order);
  if (typeof terms === 'string') return json(200, { moeglich: 'NEIN', grund: terms });
  return json(200, {
    moeglich: 'JA',
    bis: germanDate(terms.until),
    gebuehr_cent: terms.feeCents,
    waehrung: 'EUR',
    versand: 'SHOP',
    positionen: terms.lines.map(({ id, sku, name, quantity, cents }) => ({
      ...{ id, artikel: sku, bezeichnung: name, menge: quantity, preis_cent: cents },
    })),
  });
}

function register(service: ReturnService, order: Order, request: ApiRequest): Answer {
  const body = Body.safeParse(parseJson(request.body)).data;
  if (body === undefined) return unusable('positionen oder grund');
  const { positionen: lines, grund: reason, gebuehr_cent: feeCents } = body;
  return told(service, service.register(order, { lines, reason, feeCents }, keyOf(request)));
}

function told(service: ReturnService, verdict: ReturnVerdict): Answer {
  if (verdict.kind === 'booked')
    return json(201, { vorgang: verdict.row.id, retoure: restReturn(service, verdict.made) });
  const { code, text } = verdict;
  return json(code === 'SCHLUESSEL_ANDERS' ? 422 : 409, { code, text });
}

function ofOrder(service: ReturnService, request: ApiRequest, id: string, isQuote: boolean): Answer {
  const order = service.order(id);
  if (order === undefined) return notFound();
  if (request.method === 'POST' && !isQuote) return register(service, order, request);
  if (isQuote) return quote(service, order);
  return json(200, { retouren: service.of(order).map((made) => restReturn(service, made)) });
}

/** Answers everything about returns, to who has a valid token. */
export const restReturns =
  (service: ReturnService, tokens: Tokens): Api =>
  (request) => {
    const [, order, many] = /^\/v2\/auftraege\/([^/]+)\/retoure(n)?$/.exec(request.path) ?? [];
    const [, id] = /^\/v2\/retouren\/([^/]+)\/storno$/.exec(request.path) ?? [];
    if (order === undefined && id === undefined) return undefined;
    if (!tokens.admit(request))
      return json(401, { fehler: 'TOKEN_UNGUELTIG' }, { 'www-authenticate': 'Bearer' });
    if (order !== undefined) return ofOrder(service, request, order, many === undefined);
    const made = service.byId(id ?? '');
    return made === undefined ? notFound() : told(service, service.cancel(made, keyOf(request)));
  };
