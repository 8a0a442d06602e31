/** Changes of orders in the words of the SOAP API; auftraege.wsdl says them to machines. */
import { type Change, judgeChange, type LineChange } from '../changes.js';
import type { Answer } from '../api.js';
import { type LedgerRow, replacementNumber } from '../ledger.js';
import type { Order } from '../order.js';
import type { OrderService } from '../order-service.js';
import { isSoldOut, variantsOf } from '../products.js';
import { childOf, message } from './envelope.js';
import { shopNamespace } from './namespaces.js';
import { type Operation, reasonOf, refused, unusable, valueOf, withOrder } from './operations.js';
import { amount, soapOrder } from './order.js';
import type { Element } from './read-xml.js';
import type { Content } from './write-xml.js';

/** The chosen lines; undefined where one is not whole. */
export function linesOf(asked: Element): LineChange[] | undefined {
  const given = asked.children.filter(
    ({ namespace, name }) => namespace === shopNamespace && name === 'Position',
  );
  const lines = given.map((line): LineChange | undefined => {
    const [id, quantity, sku] = ['PositionId', 'Menge', 'Artikelnummer'].map((name) => valueOf(line, name));
    if (id === undefined || !/^\d{1,4}$/.test(quantity ?? '')) return undefined;
    return { id, quantity: Number(quantity), ...(sku === undefined ? {} : { sku }) };
  });
  const whole = lines.filter((line) => line !== undefined);
  return whole.length === lines.length && whole.length > 0 ? whole : undefined;
}

function newLines(asked: Element): Change | undefined {
  const lines = linesOf(asked);
  return lines && { kind: 'positionen', lines };
}

function newAddress(asked: Element): Change | undefined {
  const given = childOf(asked, shopNamespace, 'Lieferanschrift');
  if (given === undefined) return undefined;
  const [name = '', street = '', postcode = '', city = '', country = ''] = [
    ...['Name', 'Strasse', 'PLZ', 'Ort', 'Land'],
  ].map((part) => valueOf(given, part));
  return { kind: 'adresse', address: { name, street, postcode, city, country } };
}

function note(asked: Element): Change | undefined {
  const text = valueOf(asked, 'Text');
  return text === undefined ? undefined : { kind: 'notiz', text };
}

function replacement(asked: Element): Change | undefined {
  const [lines, reason] = [linesOf(asked), reasonOf(asked)];
  return lines && reason && { kind: 'ersatz', lines, reason };
}

type Answering = (service: OrderService, order: Order, asked: Element) => Answer;

const about =
  (answer: Answering): Operation =>
  (service, asked) =>
    withOrder(service, asked, (order) => answer(service, order, asked));

/** An operation that changes an order; `done` is what it answers besides the id of the booking. */
const changing = (
  name: string,
  read: (asked: Element) => Change | undefined,
  done: (row: LedgerRow, order: Order) => Content = (_row, order) => ({ Auftrag: soapOrder(order) }),
): [string, Operation] => [
  name,
  about((service, order, asked) => {
    const change = read(asked);
    if (change === undefined) return unusable('Position, Lieferanschrift, Text oder Grund');
    const verdict = service.change(order, change, valueOf(asked, 'Vorgang'));
    if (verdict.kind === 'refused') return refused(verdict.code, verdict.text);
    const { row } = verdict;
    return message(`${name}Antwort`, { VorgangId: row.id, ...done(row, service.byId(order.id) ?? order) });
  }),
];

const variants: Answering = (_service, order, asked) => {
  const line = order.lines.find(({ id }) => id === valueOf(asked, 'PositionId'));
  const found = line === undefined ? [] : variantsOf(line.sku);
  return message('VariantenLesenAntwort', {
    Variante: found.map(({ sku, name, form, cents }) => ({
      Artikelnummer: sku,
      Bezeichnung: name,
      Ausfuehrung: form,
      Einzelpreis: amount(cents),
      Lieferbar: String(!isSoldOut(sku)),
    })),
  });
};

const quoteReplacement: Answering = (_service, order, asked) => {
  const change = replacement(asked);
  if (change === undefined) return unusable('Position oder Grund');
  const worth = judgeChange(order, change);
  return message('ErsatzPruefenAntwort', {
    ...(typeof worth === 'number' ? { Ersetzbar: 'JA', Wert: amount(worth) } : { Ersetzbar: worth }),
    Erstattet: amount(order.refundedCents),
  });
};

/** Operations by the name of their element. */
export const soapChanges: ReadonlyMap<string, Operation> = new Map<string, Operation>([
  changing('PositionenAendern', newLines),
  changing('AnschriftAendern', newAddress),
  changing('NotizSchreiben', note),
  changing('ErsatzBuchen', replacement, (row) => ({
    Ersatznummer: replacementNumber(row),
    Wert: amount(row.cents),
  })),
  ['VariantenLesen', about(variants)],
  ['ErsatzPruefen', about(quoteReplacement)],
]);
