/** An order in the words of the SOAP API: those of the stock-keeping system of 2011. */
import { isoDate } from '../dates.js';
import { imageUrl, trackingUrl } from '../links.js';
import { destinationOf, type Line, type Order, type Parcel, type Return } from '../order.js';

const nil = { '@xsi:nil': 'true' };

// Texts, not numbers: `05` has its zero.
const statusNumbers = {
  NEU: '05',
  OFFEN: '05',
  GEPACKT: '10',
  TEILVERSAND: '15',
  VERSANDT: '20',
  ZUGESTELLT: '30',
  RETOURE: '70',
  ERSTATTET: '75',
  STORNIERT: '80',
} as const satisfies Record<Order['status'] | Line['status'], string>;

const parcelWords = {
  ANGEKUENDIGT: 'AVISIERT',
  BEREIT: 'AVISIERT',
  UNTERWEGS: 'ROLLEND',
  ABHOLBEREIT: 'ROLLEND',
  PROBLEM: 'ROLLEND',
  RUECKLAUF: 'ZURUECK',
  ZUGESTELLT: 'ABGELIEFERT',
} as const satisfies Record<Parcel['state'], string>;

/** Cents as the decimal amount with its currency. */
export const amount = (cents: number) => ({
  '@Waehrung': 'EUR',
  '#text': `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`,
});

/** A moment; nil where it is not known. */
export const date = (moment: number | undefined): string | typeof nil =>
  moment === undefined ? nil : isoDate(moment);

const position = ({ id, sku, name, quantity, cents, status, parcel }: Line) => ({
  '@Id': id,
  Artikelnummer: sku,
  Bezeichnung: name,
  Menge: quantity,
  Einzelpreis: amount(cents),
  Bild: imageUrl(sku),
  Status: statusNumbers[status],
  Sendungsnummer: parcel ?? nil,
});

const shipment = ({ code, state, shippedAt }: Parcel) => ({
  Frachtfuehrer: 'blitz',
  Sendungsnummer: code,
  Verfolgung: trackingUrl(code),
  Status: parcelWords[state],
  VersandtAm: date(shippedAt),
});

const returned = ({ parcel, warehouse, refund }: Return) => ({
  Sendungsnummer: parcel.code,
  Lagerstatus: warehouse,
  Erstattung: refund,
});

const customer = ({ id, name, mail }: Order['customer']) => ({
  '@Kundennummer': id,
  Name: name,
  EMail: mail,
});

const address = ({ name, street, postcode, city, country }: ReturnType<typeof destinationOf>) => ({
  Name: name,
  Strasse: street,
  PLZ: postcode,
  Ort: city,
  Land: country,
});

const dates = (order: Order) => ({
  BestelltAm: isoDate(order.orderedAt),
  VersandtAm: date(order.shippedAt),
  VersandGeplantAm: date(order.shipPlannedAt),
  LieferungGeplantAm: date(order.deliveryPlannedAt),
  ZugestelltAm: date(order.deliveredAt),
});

/** The element `Auftrag`; what is not known is nil, a list without entries an empty element. */
export const soapOrder = (order: Order) => ({
  '@Id': order.id,
  Belegnummer: order.number,
  Kunde: customer(order.customer),
  Lieferanschrift: address(destinationOf(order)),
  Status: statusNumbers[order.status],
  ...dates(order),
  Summe: amount(order.totalCents),
  Erstattet: amount(order.refundedCents),
  Gebiet: order.customer.region.toUpperCase(),
  Positionen: { Position: order.lines.map(position) },
  Sendungen: { Sendung: order.parcels.map(shipment) },
  Retouren: { Retoure: order.returns.map(returned) },
});
