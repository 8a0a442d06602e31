/** Names that shops around the world use for the fields of an order. */

/** Plain names of a field (see names.ts), the most certain first; a name may begin with that of its record. */
export interface FieldNames {
  names: readonly string[];
  /** What must not match on the path. */
  not?: RegExp;
  /** Deepest place, counted from 1. */
  depth?: number;
}

/** A table from business field to names. */
export type NameTable = Readonly<Record<string, FieldNames>>;

/** Splits a text into names. */
export const words = (text: string): readonly string[] => text.trim().split(/\s+/);

const foreign = /billing|invoice|parent|original|previous|supplier|vendor|store|warehouse|guest|gift/;

/** Single values of an order. */
export const orderNames: NameTable = {
  ref: {
    names: words('id orderid entityid uid guid uuid ref orderref key internalid psp pspreference'),
    depth: 1,
  },
  number: {
    names: words(
      'ordernumber orderno ordernr bestellnummer bestellnr auftragsnummer auftragsnr belegnummer belegnr nummer incrementid number merchantorderreference ordername orderreference ' +
        'documentnumber documentno displayid code name reference ordercode orderid confirmationnumber no id',
    ),
    depth: 1,
  },
  customerRef: {
    names: words(
      'customerid customerno kundennummer kundennr kundeid customernumber customerref buyerid shopperreference userid accountid',
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
      'customername buyername kundenname kundename bestellername customerfullname customerdisplayname shoppername fullname displayname contactname customerlastname',
    ),
    not: foreign,
    depth: 2,
  },
  createdAt: {
    names: words(
      'createdat creationdate bestelltam erfasstam bestelldatum auftragsdatum orderdate orderedat placedat dateplaced placed created datecreated createdate createddate ' +
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
  region: { names: words('salesregion region vertriebsgebiet'), depth: 1 },
  shippedAt: {
    names: words('shippedat shipdate versandtam versanddatum shippeddate dateshipped dispatchedat sentat'),
    depth: 2,
  },
  expectedShipDate: {
    names: words('expectedshipdate expectedshipat versandgeplantam plannedshipdate estimatedshipdate shipby'),
    depth: 2,
  },
  expectedDeliveryDate: {
    names: words(
      'expecteddeliverydate expecteddeliveryat liefertermin lieferunggeplantam estimateddeliverydate estimateddeliveryat estimateddelivery deliverydate deliverat promiseddate',
    ),
    depth: 2,
  },
  deliveredAt: { names: words('deliveredat datedelivered zugestelltam delivereddate'), depth: 2 },
};

/** The total of an order. */
export const orderAmount: FieldNames = {
  names: words(
    'grandtotal ordertotal gesamtbetrag gesamtsumme summengesamt gesamt summe totalpriceset currenttotalpriceset totalwithtax totalprice totalamount amount betrag total totalgross ' +
      'totalinctax sum totalcents amountcents',
  ),
  not: /line|item|tax$|discount|refund|shipping|paid|base(?!currency)/,
  depth: 2,
};

/** Records that are a delivery address. */
export const addressRecords = words(
  'shippingaddress deliveryaddress lieferadresse lieferanschrift shiptoaddress shipto recipientaddress destinationaddress shipaddress address',
);

/** Parts of an address. */
export const addressNames: NameTable = {
  name: { names: words('fullname name recipientname recipient company lastname displayname'), depth: 1 },
  street: {
    names: words(
      'street addressline1 strasse straße address1 line1 street1 streetaddress streetline1 addressline',
    ),
    depth: 1,
  },
  postcode: { names: words('postcode postalcode zip zipcode plz postal'), depth: 1 },
  city: { names: words('city town ort stadt locality place'), depth: 1 },
  country: { names: words('countrycode countrycodev2 land lkz countryid country countryiso'), depth: 1 },
};
