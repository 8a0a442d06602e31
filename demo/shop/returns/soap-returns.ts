/** Returns in the words of the SOAP API; soap/retouren.wsdl says them to machines. */
import type { Answer } from '../api.js';
import type { Order } from '../order.js';
import { message } from '../soap/envelope.js';
import { centsOf, reasonOf, refused, unusable, valueOf } from '../soap/operations.js';
import { amount, date } from '../soap/order.js';
import { linesOf } from '../soap/order-changes.js';
import type { Element } from '../soap/read-xml.js';
import type { ReturnService, ReturnVerdict } from './return-service.js';
import type { ReturnState, ShopReturn } from './return.js';

const nil = { '@xsi:nil': 'true' };

// Texts, not numbers: `05` has its zero.
const stateNumbers = {
  ANGEMELDET: '05',
  UNTERWEGS: '20',
  EINGETROFFEN: '30',
  GEPRUEFT: '40',
  ERSTATTET: '75',
  STORNIERT: '80',
  ABGELEHNT: '90',
} as const satisfies Record<ReturnState, string>;

function soapReturn(service: ReturnService, made: ShopReturn) {
  const lines = new Map(service.order(made.orderId)?.lines.map((line) => [line.id, line]));
  return {
    '@Id': made.id,
    Retourennummer: made.number,
    Stand: stateNumbers[made.state],
    Position: made.lines.map(({ id, quantity }) => ({
      '@Id': id,
      Artikelnummer: lines.get(id)?.sku ?? nil,
      Bezeichnung: lines.get(id)?.name ?? id,
      Menge: quantity,
    })),
    Gebuehr: amount(made.feeCents),
    Betrag: amount(made.cents),
    Sendungsnummer: made.parcel ?? nil,
    AngemeldetAm: date(made.registeredAt),
    EingetroffenAm: date(made.receivedAt),
    ErstattetAm: date(made.refundedAt),
  };
}

type Operation = (service: ReturnService, asked: Element) => Answer;

const ofOrder =
  (answer: (service: ReturnService, order: Order, asked: Element) => Answer): Operation =>
  (service, asked) => {
    const order = service.order(valueOf(asked, 'AuftragId') ?? '');
    return order === undefined
      ? refused('NICHT_GEFUNDEN', 'Der Auftrag ist nicht bekannt.')
      : answer(service, order, asked);
  };

/** Operations by the name of their element. */
export const soapReturns: ReadonlyMap<string, Operation> = new Map<string, Operation>([
  ['RetourePruefen', ofOrder(quote)],
  [
    'RetourenLesen',
    ofOrder((service, order) =>
      message('RetourenLesenAntwort', {
        Retoure: service.of(order).map((made) => soapReturn(service, made)),
      }),
    ),
  ],
  ['RetoureAnmelden', ofOrder(register)],
  ['RetoureStornieren', cancel],
]);

function quote(service: ReturnService, order: Order): Answer {
  const terms = service.terms(order);
  if (typeof terms === 'string') return message('RetourePruefenAntwort', { Moeglich: 'NEIN', Grund: terms });
  return message('RetourePruefenAntwort', {
    Moeglich: 'JA',
    Bis: date(terms.until),
    Gebuehr: amount(terms.feeCents),
    Position: terms.lines.map(({ id, sku, name, quantity, cents }) => ({
      ...{ '@Id': id, Artikelnummer: sku, Bezeichnung: name, Menge: quantity, Einzelpreis: amount(cents) },
    })),
  });
}

function register(service: ReturnService, order: Order, asked: Element): Answer {
  const [lines, reason, fee] = [linesOf(asked), reasonOf(asked), valueOf(asked, 'Gebuehr')];
  const feeCents = fee === undefined ? undefined : centsOf(fee);
  if (lines === undefined || lines.some(({ quantity }) => quantity === 0) || reason === undefined)
    return unusable('Position oder Grund');
  if (fee !== undefined && feeCents === undefined) return unusable('Gebuehr');
  const verdict = service.register(order, { lines, reason, feeCents }, valueOf(asked, 'Vorgang'));
  return told(service, verdict, 'RetoureAnmeldenAntwort');
}

function cancel(service: ReturnService, asked: Element): Answer {
  const made = service.byId(valueOf(asked, 'RetoureId') ?? '');
  if (made === undefined) return refused('NICHT_GEFUNDEN', 'Die Retoure ist nicht bekannt.');
  return told(service, service.cancel(made, valueOf(asked, 'Vorgang')), 'RetoureStornierenAntwort');
}

function told(service: ReturnService, verdict: ReturnVerdict, name: string): Answer {
  if (verdict.kind === 'refused') return refused(verdict.code, verdict.text);
  return message(name, { VorgangId: verdict.row.id, Retoure: soapReturn(service, verdict.made) });
}
