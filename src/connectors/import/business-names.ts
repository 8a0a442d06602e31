/** By what names the world's shops and carriers call our business fields. */

/** Names of a field, the surest first, in plain writing (see names.ts); a name may begin with that of its record. */
export interface FieldNames {
  names: readonly string[];
  /** What must not stand on the way. */
  not?: RegExp;
  /** Deepest place, counted from 1. */
  depth?: number;
}

/** A table from business field to names. */
export type NameTable = Readonly<Record<string, FieldNames>>;

const words = (text: string): readonly string[] => text.trim().split(/\s+/);

const foreign = /billing|invoice|parent|original|previous|supplier|vendor|store|warehouse|guest|gift/;

/** Single values of an order. */
export const orderNames: NameTable = {
  ref: {
    names: words('id orderid entityid uid guid uuid ref orderref key internalid psp pspreference'),
    depth: 1,
  },
  number: {
    names: words(
      'ordernumber orderno ordernr incrementid number merchantorderreference ordername orderreference ' +
        'documentnumber documentno displayid code name reference ordercode orderid confirmationnumber no id',
    ),
    depth: 1,
  },
  customerRef: {
    names: words(
      'customerid customerno customernumber customerref buyerid shopperreference userid accountid',
    ),
    not: foreign,
    depth: 2,
  },
  customerEmail: {
    names: words(
      'customeremail buyeremail shopperemail contactemail emailaddress email mail customeremailaddress buyermail',
    ),
    not: foreign,
    depth: 3,
  },
  customerName: {
    names: words(
      'customername buyername customerfullname customerdisplayname shoppername fullname displayname contactname customerlastname',
    ),
    not: foreign,
    depth: 2,
  },
  createdAt: {
    names: words(
      'createdat creationdate orderdate orderedat placedat dateplaced placed created datecreated createdate createddate ' +
        'purchasedate submittedat processedat orderplacedat',
    ),
    not: foreign,
    depth: 2,
  },
  status: {
    names: words(
      'orderstatus status state orderstate displayfulfillmentstatus fulfillmentstatus shippingstatus statuscode',
    ),
    not: /payment|billing/,
    depth: 2,
  },
  type: { names: words('ordertype type'), depth: 1 },
  shippedAt: { names: words('shippedat shipdate shippeddate dateshipped dispatchedat sentat'), depth: 2 },
  expectedShipDate: {
    names: words('expectedshipdate expectedshipat plannedshipdate estimatedshipdate shipby'),
    depth: 2,
  },
  expectedDeliveryDate: {
    names: words(
      'expecteddeliverydate expecteddeliveryat estimateddeliverydate estimateddeliveryat estimateddelivery deliverydate deliverat promiseddate',
    ),
    depth: 2,
  },
  deliveredAt: { names: words('deliveredat datedelivered delivereddate'), depth: 2 },
};

/** The total of an order. */
export const orderAmount: FieldNames = {
  names: words(
    'grandtotal ordertotal totalpriceset currenttotalpriceset totalwithtax totalprice totalamount amount total totalgross ' +
      'totalinctax sum totalcents amountcents',
  ),
  not: /line|item|tax$|discount|refund|shipping|paid|base(?!currency)/,
  depth: 2,
};

/** Records that are an address to send to. */
export const addressRecords = words(
  'shippingaddress deliveryaddress shiptoaddress shipto recipientaddress destinationaddress shipaddress address',
);

/** Parts of an address. */
export const addressNames: NameTable = {
  name: { names: words('fullname name recipientname recipient company lastname displayname'), depth: 1 },
  street: {
    names: words('street addressline1 address1 line1 street1 streetaddress streetline1 addressline'),
    depth: 1,
  },
  postcode: { names: words('postcode postalcode zip zipcode plz postal'), depth: 1 },
  city: { names: words('city town locality place'), depth: 1 },
  country: { names: words('countrycode countrycodev2 countryid country countryiso'), depth: 1 },
};

/** Lists in an order. */
export const listNames = {
  lines: words(
    'lineitems orderlines lines items productitems orderitems positions orderlineitems products articles entries',
  ),
  shipments: words('shipments fulfillments parcels packages deliveries consignments trackings'),
  returns: words('returns rmas returnorders'),
} as const;

/** Single values of a line of an order. */
export const lineNames: NameTable = {
  ref: { names: words('id lineid itemid lineitemid orderitemid uid'), depth: 1 },
  name: {
    names: words('productname name title itemname itemtext description lineitemtext label text'),
    depth: 1,
  },
  sku: {
    names: words(
      'sku productsku productid articlenumber articleno itemnumber article productcode partnumber',
    ),
    depth: 2,
  },
  quantity: { names: words('qtyordered quantity quantityordered qty count amount pieces'), depth: 1 },
  imageUrl: { names: words('imageurl thumbnailurl pictureurl image'), depth: 1 },
  status: { names: words('status state'), depth: 1 },
  trackingNumber: { names: words('trackingnumber trackingcode'), depth: 2 },
};

/** The price of one piece. */
export const linePrice: FieldNames = {
  names: words(
    'unitprice originalunitpriceset priceperunit price amountincludingtax baseprice itemprice linetotal priceset',
  ),
  depth: 1,
};

/** Single values of a shipment of an order. */
export const shipmentNames: NameTable = {
  carrier: {
    names: words('carrier carriername shippingcarrier carriercode company shippingmethod'),
    depth: 3,
  },
  trackingNumber: { names: words('trackingnumber trackingcode tracknumber trackingid number'), depth: 2 },
  trackingUrl: { names: words('trackingurl trackingurls trackinglink url'), depth: 2 },
  status: { names: words('status state shippingstatus displaystatus'), depth: 1 },
  shippedAt: { names: words('shippedat shipdate createdat'), depth: 1 },
};

/** Single values of a return. */
export const returnNames: NameTable = {
  trackingNumber: { names: words('trackingnumber trackingcode'), depth: 2 },
  warehouseStatus: { names: words('warehousestatus status state'), depth: 1 },
  refundStatus: { names: words('refundstatus'), depth: 1 },
};

/** Single values of what a carrier says of a parcel. */
export const trackingNames: NameTable = {
  trackingNumber: {
    names: words('trackingnumber trackingcode parcelnumber inquirynumber trackingid shipmentid code id'),
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
export const moneyValue = words('centamount minorunits minor cents value amount decimal gross');

/** The currency beside or inside an amount. */
export const currencyNames = words(
  'ordercurrencycode currencycode currency currencyiso currencyisocode currencyid isocurrency',
);
