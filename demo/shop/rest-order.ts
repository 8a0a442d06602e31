/** An order in the words of the shop's REST API. */
import { germanDate } from './dates.js';
import { imageUrl, trackingUrl } from './links.js';
import { destinationOf, type Line, type Order, type Parcel, type Return } from './order.js';

const date = (moment: number | undefined): string | undefined =>
  moment === undefined ? undefined : germanDate(moment);

const parcelWords = {
  ANGEKUENDIGT: 'ANGEKUENDIGT',
  BEREIT: 'ANGEKUENDIGT',
  UNTERWEGS: 'VERSANDT',
  ABHOLBEREIT: 'VERSANDT',
  PROBLEM: 'VERSANDT',
  RUECKLAUF: 'RUECKLAUF',
  ZUGESTELLT: 'ZUGESTELLT',
} as const satisfies Record<Parcel['state'], string>;

const restLine = ({ id, sku, name, quantity, cents, status, parcel }: Line) => ({
  id,
  artikel: sku,
  bezeichnung: name,
  menge: quantity,
  preis_cent: cents,
  bild_url: imageUrl(sku),
  status,
  sendung: parcel,
});

const restParcel = ({ code, state, shippedAt }: Parcel) => ({
  dienst: 'blitz',
  sendungsnummer: code,
  tracking_url: trackingUrl(code),
  status: parcelWords[state],
  versandt_am: date(shippedAt),
});

const restReturn = ({ parcel, warehouse, refund }: Return) => ({
  sendungsnummer: parcel.code,
  lagerstatus: warehouse,
  erstattung: refund,
});

const restDates = (order: Order) => ({
  bestellt_am: germanDate(order.orderedAt),
  versandt_am: date(order.shippedAt),
  versand_geplant_am: date(order.shipPlannedAt),
  lieferung_geplant_am: date(order.deliveryPlannedAt),
  zugestellt_am: date(order.deliveredAt),
});

const restAddress = ({ name, street, postcode, city, country }: ReturnType<typeof destinationOf>) => ({
  name,
  strasse: street,
  plz: postcode,
  ort: city,
  land: country,
});

/** The order object of `/v2/auftraege`; what is not known is absent. */
export const restOrder = (order: Order) => ({
  id: order.id,
  nummer: order.number,
  kunde: { id: order.customer.id, name: order.customer.name, mail: order.customer.mail },
  lieferadresse: restAddress(destinationOf(order)),
  status: order.status,
  ...restDates(order),
  betrag_cent: order.totalCents,
  waehrung: 'EUR',
  erstattet_cent: order.refundedCents,
  positionen: order.lines.map(restLine),
  sendungen: order.parcels.map(restParcel),
  retouren: order.returns.map(restReturn),
  region: order.customer.region,
});
