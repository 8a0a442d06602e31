/** Subscriptions in the words of the SOAP API; soap/abos.wsdl says them to machines. */
import type { Answer } from '../api.js';
import { message } from '../soap/envelope.js';
import { centsOf, refused, unusable, valueOf } from '../soap/operations.js';
import { amount, date } from '../soap/order.js';
import type { Element } from '../soap/read-xml.js';
import type { Plan, Subscription } from './subscription.js';
import { planOf, type SubscriptionService, type SubscriptionVerdict } from './subscription-service.js';

const nil = { '@xsi:nil': 'true' };

// Texts, not numbers: `05` has its zero.
const statusNumbers = {
  AKTIV: '05',
  PAUSIERT: '06',
  ZAHLUNG_OFFEN: '07',
  GEKUENDIGT: '80',
  ABGELAUFEN: '85',
} as const satisfies Record<Subscription['status'], string>;

const soapPlan = ({ id, name, sku, cents, every, unit }: Plan) => ({
  '@Id': id,
  Bezeichnung: name,
  Artikelnummer: sku,
  Preis: amount(cents),
  Alle: every,
  Einheit: unit === 'WOCHE' ? 'W' : 'M',
});

const soapSubscription = ({ customer, ...subscription }: Subscription) => ({
  '@Id': subscription.id,
  Abonummer: subscription.number,
  Kunde: { '@Kundennummer': customer.id, Name: customer.name, EMail: customer.mail },
  Lieferanschrift: {
    Name: customer.name,
    Strasse: customer.address.street,
    PLZ: customer.address.postcode,
    Ort: customer.address.city,
    Land: customer.address.country,
  },
  Status: statusNumbers[subscription.status],
  Tarif: soapPlan(subscription.plan),
  BeginnAm: date(subscription.startedAt),
  LetzteLieferungAm: date(subscription.lastAt),
  NaechsteLieferungAm: date(subscription.nextAt),
  PausiertBis: date(subscription.pausedUntil),
  GekuendigtAm: date(subscription.cancelledAt),
  EndetAm: date(subscription.endsAt),
  Kuendigungsgrund: subscription.reason ?? nil,
});

const notFound = (): Answer => refused('NICHT_GEFUNDEN', 'Das Abo ist nicht bekannt.');

type Operation = (service: SubscriptionService, asked: Element) => Answer;

const withSubscription =
  (answer: (service: SubscriptionService, subscription: Subscription, asked: Element) => Answer): Operation =>
  (service, asked) => {
    const subscription = service.byId(valueOf(asked, 'AboId') ?? '');
    return subscription === undefined ? notFound() : answer(service, subscription, asked);
  };

/** Operations by the name of their element. */
export const soapSubscriptions: ReadonlyMap<string, Operation> = new Map<string, Operation>([
  [
    'AboLesen',
    (service, asked) => {
      const subscription = service.byNumber(valueOf(asked, 'Abonummer') ?? '');
      if (subscription === undefined) return notFound();
      return message('AboLesenAntwort', { Abo: soapSubscription(subscription) });
    },
  ],
  [
    'AbosSuchen',
    (service, asked) =>
      message('AbosSuchenAntwort', {
        Abo: service.byMail(valueOf(asked, 'EMail') ?? '').map(soapSubscription),
      }),
  ],
  [
    'AboTarifeLesen',
    withSubscription((service, subscription) =>
      message('AboTarifeLesenAntwort', { Tarif: service.plansFor(subscription).map(soapPlan) }),
    ),
  ],
  ['AboWechselPruefen', withSubscription(quoteChange)],
  [
    'AboErstattungPruefen',
    withSubscription((service, subscription) =>
      message('AboErstattungPruefenAntwort', {
        Erstattbar: amount(service.refundable(subscription)),
        Erstattet: amount(subscription.charge?.refundedCents ?? 0),
        ZahlungId: subscription.charge?.id,
      }),
    ),
  ],
  ['AboAendern', withSubscription(change)],
  ['AboErstattungBuchen', withSubscription(refund)],
]);

function quoteChange(service: SubscriptionService, subscription: Subscription, asked: Element): Answer {
  const wanted = valueOf(asked, 'TarifId');
  const plan = service.plansFor(subscription).find(({ id }) => id === wanted);
  if (plan === undefined) return refused('NICHT_WECHSELBAR', 'Dieser Wechsel ist nicht möglich.');
  return message('AboWechselPruefenAntwort', { Preis: amount(plan.cents), Ab: date(subscription.nextAt) });
}

type Act = (service: SubscriptionService, subscription: Subscription, asked: Element) => SubscriptionVerdict;

const end =
  (at: 'now' | 'period_end'): Act =>
  (service, subscription, asked) =>
    service.cancel(subscription, { at, reason: valueOf(asked, 'Grund') }, valueOf(asked, 'Vorgang'));

const acts: ReadonlyMap<string, Act> = new Map<string, Act>([
  ['KUENDIGEN_SOFORT', end('now')],
  ['KUENDIGEN_PERIODENENDE', end('period_end')],
  [
    'PAUSIEREN',
    (service, subscription, asked) => {
      const until = valueOf(asked, 'Bis');
      const moment = until === undefined ? undefined : Date.parse(until);
      return service.pause(subscription, moment, valueOf(asked, 'Vorgang'));
    },
  ],
  ['FORTSETZEN', (service, subscription, asked) => service.resume(subscription, valueOf(asked, 'Vorgang'))],
  ['AUSLASSEN', (service, subscription, asked) => service.skip(subscription, valueOf(asked, 'Vorgang'))],
  [
    'WECHSELN',
    (service, subscription, asked) => {
      const plan = planOf(subscription, valueOf(asked, 'TarifId'));
      const cents = centsOf(valueOf(asked, 'Preis')) ?? 0;
      return service.change(subscription, plan, cents, valueOf(asked, 'Vorgang'));
    },
  ],
]);

function change(service: SubscriptionService, subscription: Subscription, asked: Element): Answer {
  const act = acts.get(valueOf(asked, 'Aktion') ?? '');
  return act === undefined
    ? unusable('Aktion')
    : told(act(service, subscription, asked), 'AboAendernAntwort');
}

function refund(service: SubscriptionService, subscription: Subscription, asked: Element): Answer {
  const cents = centsOf(valueOf(asked, 'Betrag'));
  const [charge, reason] = [valueOf(asked, 'ZahlungId'), valueOf(asked, 'Grund')];
  if (cents === undefined || cents === 0 || charge === undefined || reason === undefined)
    return unusable('Betrag, ZahlungId oder Grund');
  const verdict = service.refund(subscription, { cents, charge, reason }, valueOf(asked, 'Vorgang'));
  return told(verdict, 'AboErstattungBuchenAntwort');
}

function told(verdict: SubscriptionVerdict, name: string): Answer {
  if (verdict.kind === 'refused') return refused(verdict.code, verdict.text);
  return message(name, { VorgangId: verdict.row.id, Abo: soapSubscription(verdict.subscription) });
}
