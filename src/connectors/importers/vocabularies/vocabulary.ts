/** What the fields of an order are called, in one language or in one family of systems. */

/** Every business field and list that an importer looks for by name. */
export type Term =
  | `order.${'ref' | 'number' | 'customerRef' | 'customerEmail' | 'customerName' | 'createdAt' | 'status'}`
  | `order.${'type' | 'region' | 'shippedAt' | 'expectedShipDate' | 'expectedDeliveryDate'}`
  | `order.${'deliveredAt' | 'amount' | 'lines' | 'shipments' | 'returns' | 'shippingAddress'}`
  | `address.${'name' | 'firstName' | 'lastName' | 'street' | 'houseNumber' | 'postcode' | 'city' | 'state' | 'country'}`
  | `line.${'ref' | 'name' | 'sku' | 'quantity' | 'imageUrl' | 'status' | 'trackingNumber' | 'price'}`
  | `shipment.${'carrier' | 'trackingNumber' | 'trackingUrl' | 'status' | 'shippedAt'}`
  | `return.${'trackingNumber' | 'warehouseStatus' | 'refundStatus'}`
  | `tracking.${'trackingNumber' | 'carrier' | 'status' | 'statusText' | 'url' | 'expectedDelivery' | 'events'}`
  | `event.${'at' | 'place' | 'description'}`
  | 'money.value'
  | 'money.currency';

/** Plain names (see names.ts) with blanks between them, the most certain first; a name may begin with that of its record. */
export type Vocabulary = Readonly<Partial<Record<Term, string>>>;
