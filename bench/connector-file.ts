/** The connection that the connector is measured with. */

/** What an answer is written in. */
export type Format = 'json' | 'graphql' | 'csv' | 'xml';

/** How a list of orders is asked for and found. */
const lists: Readonly<Record<Format, string>> = {
  json: 'request: { path: "/orders/${inputs.email}" }\n    each: $.orders[*]\n    fields: *order',
  graphql:
    'request: { path: /orders/graphql, graphql: "query Q { orders { id } }" }\n    each: $.data.orders[*]\n    fields: *order',
  csv: `request: { path: /orders/csv }
    answer: { format: csv }
    each: $[*]
    fields: { ref: $.id, number: $.number, customerEmail: $.mail, status: *status, createdAt: $.at, amount: *amount }`,
  xml: 'request: { path: /orders/200 }\n    each: $.orders[*]\n    fields: *order',
};

/** The file, for lists in a format. */
export const connectionFile = (url: string, format: Format): string => `connection: bench
connector: declarative
baseUrl: ${url}
limits: { timeout: 10s, body: 4MB }
egress: { allow: [127.0.0.1] }
operations:
  orders.get:
    request: { path: "/orders/\${inputs.number}" }
    fields: &order
      ref: $.id
      number: $.number
      customerEmail: $.mail
      status: &status { path: $.state, values: { SENT: shipped } }
      createdAt: $.at
      amount: &amount { decimal: $.total, currency: EUR }
      lines:
        each: $.lines[*]
        fields: { name: $.name, sku: $.sku, quantity: $.count, price: { decimal: $.price, currency: EUR } }
  orders.find:
    ${lists[format]}
  shipments.track:
    request: { path: /parcel, query: { code: "\${inputs.shipment.trackingNumber}" } }
    answer: { format: xml }
    at: $.parcel
    fields:
      trackingNumber: $.code
      status: { path: $.state, values: { SENT: in_transit } }
      events: { each: "$.scan[*]", fields: { at: $.at, description: $.text } }
`;
