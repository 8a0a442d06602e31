/** What the SOAP API can be asked to do; auftraege.wsdl says it to machines. */
import type { Answer } from '../api.js';
import type { Order } from '../order.js';
import type { OrderService, RefundRequest, Verdict } from '../order-service.js';
import { childOf, faultAnswer, message } from './envelope.js';
import { shopNamespace } from './namespaces.js';
import { amount, soapOrder } from './order.js';
import type { Element } from './read-xml.js';

const pageSize = 5;

const reasons = {
  NE: 'NICHT_ERHALTEN',
  BS: 'BESCHAEDIGT',
  FA: 'FALSCHER_ARTIKEL',
  RT: 'RETOURE',
  WR: 'WIDERRUF',
  SO: 'SONSTIGES',
} as const satisfies Record<string, RefundRequest['reason']>;

/** Answers a request whose element has its name. */
export type Operation = (service: OrderService, asked: Element) => Answer;

/** Operations by the name of their element. */
export const operations: ReadonlyMap<string, Operation> = new Map<string, Operation>([
  ['AuftragLesen', read],
  ['AuftraegeSuchen', find],
  ['ErstattungPruefen', (service, asked) => withOrder(service, asked, (order) => quote(service, order))],
  [
    'ErstattungBuchen',
    (service, asked) => withOrder(service, asked, (order) => refund(service, asked, order)),
  ],
  [
    'AuftragStornieren',
    (service, asked) => withOrder(service, asked, (order) => cancel(service, asked, order)),
  ],
]);

/** The text of a child; undefined for nothing. */
export const valueOf = (asked: Element, name: string): string | undefined => {
  const text = childOf(asked, shopNamespace, name)?.text.trim();
  return text === '' ? undefined : text;
};

/** A refusal for the client, with the shop's code. */
export const refused = (detail: string, text: string): Answer =>
  faultAnswer({ code: 'Client', text, detail });

const notFound = (): Answer => refused('NICHT_GEFUNDEN', 'Der Auftrag ist nicht bekannt.');

/** The refusal of a message that lacks something. */
export const unusable = (names: string): Answer =>
  refused('EINGABE_UNGUELTIG', `${names} fehlt oder ist falsch.`);

/** Answers about the order that is asked about, if there is one. */
export function withOrder(service: OrderService, asked: Element, answer: (order: Order) => Answer): Answer {
  const order = service.byId(valueOf(asked, 'AuftragId') ?? '');
  return order === undefined ? notFound() : answer(order);
}

function read(service: OrderService, asked: Element): Answer {
  const order = service.byNumber(valueOf(asked, 'Belegnummer') ?? '');
  return order === undefined ? notFound() : message('AuftragLesenAntwort', { Auftrag: soapOrder(order) });
}

/** Pages are counted from 1; a customer without orders is an empty list, and so is a page behind the last. */
function find(service: OrderService, asked: Element): Answer {
  const mail = valueOf(asked, 'EMail');
  const page = valueOf(asked, 'Seite') ?? '1';
  if (mail === undefined || !/^[1-9]\d{0,5}$/.test(page)) return unusable('EMail oder Seite');
  const orders = service.byMail(mail);
  const start = (Number(page) - 1) * pageSize;
  return message('AuftraegeSuchenAntwort', {
    Auftraege: { Auftrag: orders.slice(start, start + pageSize).map(soapOrder) },
    Seite: page,
    Seiten: Math.ceil(orders.length / pageSize),
    NaechsteSeite: start + pageSize < orders.length ? Number(page) + 1 : { '@xsi:nil': 'true' },
  });
}

const quote = (service: OrderService, order: Order): Answer =>
  message('ErstattungPruefenAntwort', {
    Erstattbar: amount(service.refundable(order)),
    Erstattet: amount(order.refundedCents),
  });

/** Why something is paid back or sent once more. */
export const reasonOf = (asked: Element): RefundRequest['reason'] | undefined =>
  new Map(Object.entries(reasons)).get(valueOf(asked, 'Grund') ?? '');

function refund(service: OrderService, asked: Element, order: Order): Answer {
  const cents = centsOf(valueOf(asked, 'Betrag'));
  const reason = reasonOf(asked);
  if (cents === undefined || cents === 0 || reason === undefined || valueOf(asked, 'Waehrung') !== 'EUR') {
    return unusable('Betrag, Waehrung oder Grund');
  }
  const verdict = service.refund(order, { cents, currency: 'EUR', reason }, valueOf(asked, 'Vorgang'));
  return told(verdict, 'ErstattungBuchenAntwort', 'GEBUCHT');
}

const cancel = (service: OrderService, asked: Element, order: Order): Answer =>
  told(service.cancel(order, valueOf(asked, 'Vorgang')), 'AuftragStornierenAntwort', 'STORNIERT');

function told(verdict: Verdict, name: string, status: string): Answer {
  if (verdict.kind === 'refused') return refused(verdict.code, verdict.text);
  const { id, cents } = verdict.row;
  return message(name, { BuchungId: id, Betrag: amount(cents), Status: status });
}

/** Cents of an `xs:decimal` with at most two decimals. */
export function centsOf(text: string | undefined): number | undefined {
  const parts = /^(\d{1,9})(?:\.(\d{1,2}))?$/.exec(text ?? '');
  if (parts === null) return undefined;
  return Number(parts[1]) * 100 + Number((parts[2] ?? '').padEnd(2, '0'));
}
