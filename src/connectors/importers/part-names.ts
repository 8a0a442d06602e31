/** Names that shops and carriers around the world use for the parts of an order and for tracking data. */
import { type FieldNames, type NameTable, words } from './order-names.js';

/** Lists in an order. */
export const listNames = {
  lines: words(
    'lineitems orderlines positionen position lines items productitems orderitems positions orderlineitems products articles entries',
  ),
  shipments: words(
    'shipments fulfillments sendungen sendung parcels packages deliveries consignments trackings',
  ),
  returns: words('returns rmas retouren retoure returnorders'),
} as const;

/** Single values of a line of an order. */
export const lineNames: NameTable = {
  ref: { names: words('id lineid itemid lineitemid orderitemid uid posnr positionsnr'), depth: 1 },
  name: {
    names: words('productname name bezeichnung title itemname itemtext description lineitemtext label text'),
    depth: 1,
  },
  sku: {
    names: words(
      'sku productsku artikelnummer artikelnr artikel productid articlenumber articleno itemnumber article productcode partnumber',
    ),
    depth: 2,
  },
  quantity: { names: words('qtyordered quantity menge quantityordered qty count amount pieces'), depth: 1 },
  imageUrl: { names: words('imageurl thumbnailurl bildurl bild pictureurl image'), depth: 1 },
  status: { names: words('status state'), depth: 1 },
  trackingNumber: { names: words('trackingnumber trackingcode sendungsnummer sendung'), depth: 2 },
};

/** The price of one piece. */
export const linePrice: FieldNames = {
  names: words(
    'unitprice originalunitpriceset einzelpreis preis priceperunit price amountincludingtax baseprice itemprice linetotal priceset',
  ),
  depth: 1,
};

/** Single values of a shipment of an order. */
export const shipmentNames: NameTable = {
  carrier: {
    names: words(
      'carrier carriername frachtfuehrer versanddienst dienst shippingcarrier carriercode company shippingmethod',
    ),
    depth: 3,
  },
  trackingNumber: {
    names: words(
      'trackingnumber trackingcode sendungsnummer tracknumber trackingid trackinginfonumber number',
    ),
    not: /order|customer|invoice/,
    depth: 2,
  },
  trackingUrl: { names: words('trackingurl verfolgung trackingurls trackinglink url'), depth: 2 },
  status: { names: words('status state shippingstatus displaystatus'), depth: 1 },
  shippedAt: { names: words('shippedat shipdate versandtam createdat'), depth: 1 },
};

/** Single values of a return. */
export const returnNames: NameTable = {
  trackingNumber: { names: words('trackingnumber trackingcode sendungsnummer'), depth: 2 },
  warehouseStatus: { names: words('warehousestatus lagerstatus status state'), depth: 1 },
  refundStatus: { names: words('refundstatus erstattung'), depth: 1 },
};

/** Single values of a carrier's tracking data. */
export const trackingNames: NameTable = {
  trackingNumber: {
    names: words(
      'trackingnumber trackingcode sendungsnummer parcelnumber inquirynumber trackingid shipmentid code id',
    ),
    depth: 1,
  },
  carrier: { names: words('carriername carrier servicename servicedescription'), depth: 2 },
  status: {
    names: words(
      'currentstatuscode currentstatusdescription currentstatus statuscode status state statustype',
    ),
    not: /activity|event|milestone|alternate/,
    depth: 2,
  },
  statusText: {
    names: words('currentstatusdescription statusdescription statustext'),
    not: /activity|event|milestone|alternate/,
    depth: 2,
  },
  url: { names: words('trackingurl url'), depth: 1 },
  expectedDelivery: {
    names: words(
      'estimateddeliverydate estimateddelivery expecteddelivery estimatedtimeofdelivery deliverydatedate deliverydate',
    ),
    not: /activity|event|time$/,
    depth: 2,
  },
};

/** Lists of scans. */
export const eventLists = words(
  'events scans activity activities trackingevents scanevents history checkpoints',
);

/** Single values of a scan. */
export const eventNames: NameTable = {
  at: { names: words('timestamp datetime occurredat eventtime eventdate at date gmtdate time'), depth: 1 },
  place: { names: words('place city locationaddresscity addresscity locality location'), depth: 3 },
  description: {
    names: words('description statusdescription eventdescription text message statustext'),
    not: /location|address/,
    depth: 2,
  },
};

/** The value inside an amount. */
export const moneyValue = words('centamount minorunits minor cents value amount decimal gross text');

/** The currency beside or inside an amount. */
export const currencyNames = words(
  'ordercurrencycode currencycode waehrung währung currency currencyiso currencyisocode currencyid isocurrency',
);
