/** The shop's REST API of subscriptions: `/v2/abos`. */
import { z } from 'zod';
import { germanDate } from '../dates.js';
import { type Answer, type Api, type ApiRequest, json, keyOf, parseJson } from '../api.js';
import type { Tokens } from '../token-endpoint.js';
import type { Plan, Subscription } from './subscription.js';
import { planOf, type SubscriptionService, type SubscriptionVerdict } from './subscription-service.js';

const date = (moment: number | undefined): string | undefined =>
  moment === undefined ? undefined : germanDate(moment);

const restPlan = ({ id, name, cents, every, unit }: Plan) => ({
  id,
  name,
  preis_cent: cents,
  waehrung: 'EUR',
  alle: every,
  einheit: unit,
});

const restSubscription = ({ customer, plan, ...subscription }: Subscription) => ({
  id: subscription.id,
  nummer: subscription.number,
  name: plan.name,
  kunde: { id: customer.id, name: customer.name, mail: customer.mail },
  lieferadresse: {
    name: customer.name,
    strasse: customer.address.street,
    plz: customer.address.postcode,
    ort: customer.address.city,
    land: customer.address.country,
  },
  status: subscription.status,
  tarif: restPlan(plan),
  artikel: [{ artikel: plan.sku, bezeichnung: plan.name, menge: 1, preis_cent: plan.cents }],
  beginn_am: germanDate(subscription.startedAt),
  letzte_lieferung_am: date(subscription.lastAt),
  naechste_lieferung_am: date(subscription.nextAt),
  pausiert_bis: date(subscription.pausedUntil),
  gekuendigt_am: date(subscription.cancelledAt),
  kuendigungsgrund: subscription.reason,
  endet_am: date(subscription.endsAt),
});

interface Asked {
  readonly service: SubscriptionService;
  readonly subscription: Subscription;
  readonly key: string | undefined;
  readonly body: unknown;
}

const invalid = (): Answer =>
  json(400, { code: 'EINGABE_UNGUELTIG', text: 'Die Eingabe ist unvollständig.' });

/** An answer for a body of that form; 400 for any other. */
const formed =
  <T>(form: z.ZodType<T>, answer: (asked: Asked, body: T) => SubscriptionVerdict) =>
  (asked: Asked): Answer => {
    const body = form.safeParse(asked.body);
    return body.success ? told(answer(asked, body.data)) : invalid();
  };

const Reason = z.string().max(500).optional();
const Day = z.iso.date();

const writes: Readonly<Record<string, (asked: Asked) => Answer>> = {
  kuendigung: formed(
    z.object({ zum: z.enum(['SOFORT', 'PERIODENENDE']), grund: Reason }),
    ({ service, subscription, key }, { zum, grund }) =>
      service.cancel(subscription, { at: zum === 'SOFORT' ? 'now' : 'period_end', reason: grund }, key),
  ),
  pause: formed(z.object({ bis: Day.optional() }), ({ service, subscription, key }, { bis }) =>
    service.pause(subscription, bis === undefined ? undefined : Date.parse(bis), key),
  ),
  fortsetzung: formed(z.unknown(), ({ service, subscription, key }) => service.resume(subscription, key)),
  auslassung: formed(z.unknown(), ({ service, subscription, key }) => service.skip(subscription, key)),
  wechsel: formed(
    z.object({ tarif: z.string(), preis_cent: z.number().int().positive() }),
    ({ service, subscription, key }, { tarif, preis_cent }) =>
      service.change(subscription, planOf(subscription, tarif), preis_cent, key),
  ),
  erstattung: formed(
    z.object({ zahlung: z.string(), betrag_cent: z.number().int().positive(), grund: z.string() }),
    ({ service, subscription, key }, { zahlung, betrag_cent, grund }) =>
      service.refund(subscription, { charge: zahlung, cents: betrag_cent, reason: grund }, key),
  ),
};

const reads: Readonly<Record<string, (asked: Asked, query: URLSearchParams) => Answer>> = {
  tarife: ({ service, subscription }) => json(200, { tarife: service.plansFor(subscription).map(restPlan) }),
  wechsel: ({ service, subscription }, query) => {
    const plan = service.plansFor(subscription).find(({ id }) => id === query.get('tarif'));
    if (plan === undefined) return json(404, { fehler: 'NICHT_WECHSELBAR' });
    return json(200, { preis_cent: plan.cents, waehrung: 'EUR', ab: date(subscription.nextAt) });
  },
  erstattung: ({ service, subscription }) =>
    json(200, {
      erstattbar_cent: service.refundable(subscription),
      erstattet_cent: subscription.charge?.refundedCents ?? 0,
      waehrung: 'EUR',
      zahlung: subscription.charge?.id,
    }),
};

function told(verdict: SubscriptionVerdict): Answer {
  if (verdict.kind === 'booked')
    return json(201, { vorgang: verdict.row.id, abo: restSubscription(verdict.subscription) });
  const { code, text } = verdict;
  return json(code === 'SCHLUESSEL_ANDERS' ? 422 : 409, { code, text });
}

const notFound = (): Answer => json(404, { fehler: 'NICHT_GEFUNDEN' });

/** Answers everything under `/v2/abos`, to who has a valid token. */
export const restSubscriptions =
  (service: SubscriptionService, tokens: Tokens): Api =>
  (request) => {
    const [, path, what] = /^\/v2\/abos(?:\/([^/]+)(?:\/([a-z]+))?)?$/.exec(request.path) ?? [];
    if (!request.path.startsWith('/v2/abos')) return undefined;
    if (!tokens.admit(request))
      return json(401, { fehler: 'TOKEN_UNGUELTIG' }, { 'www-authenticate': 'Bearer' });
    if (path === undefined) return list(service, request);
    const subscription = what === undefined ? service.byNumber(path) : service.byId(path);
    if (subscription === undefined) return notFound();
    if (what === undefined) return json(200, restSubscription(subscription));
    const asked = { service, subscription, key: keyOf(request), body: parseJson(request.body) };
    if (request.method === 'GET') return reads[what]?.(asked, request.query) ?? notFound();
    return writes[what]?.(asked) ?? notFound();
  };

function list(service: SubscriptionService, { query }: ApiRequest): Answer {
  const mail = query.get('email');
  if (mail === null) return json(400, { fehler: 'EMAIL_FEHLT' });
  return json(200, { abos: service.byMail(mail).map(restSubscription) });
}
