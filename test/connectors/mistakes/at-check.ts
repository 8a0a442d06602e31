/** Mistakes in a connection's file that `orderly flows check` must tell: the change that makes each, and what is said of it. */

import { chains, logins } from './written-chains.js';
import { mappings } from './written-mappings.js';
import { templates } from './written-templates.js';
import { yaml } from './written-yaml.js';

/** One mistake. */
export interface FileMistake {
  /** What somebody has written. */
  is: string;
  /** What stands in the right file, and what in its place; an empty first text stands for the whole file. */
  change: readonly [right: string, wrong: string];
  /** Other changes that the mistake needs, and that are right. */
  with?: readonly (readonly [string, string])[];
  code: string;
  /** The text at the place that is told. */
  at: string;
  /** What message and hint must hold. */
  says: readonly (string | RegExp)[];
}

/** A connection without a mistake. */
export const rightFile = `connection: shop
connector: declarative
baseUrl: https://api.acme.example/v1
auth:
  scheme: bearer
  token: \${secret.STUB_TOKEN}
limits: { requests: 10/s, timeout: 10s }
operations:
  orders.get:
    request:
      method: GET
      path: /orders/\${inputs.number}
      headers: { accept-language: de }
      query: { expand: lines }
    none: { status: 404 }
    fields: &order
      ref: $.id
      number: $.number
      customerEmail: $.buyer.mail
      createdAt: { path: $.placed, format: dd.MM.yyyy HH:mm, zone: Europe/Berlin }
      status: { path: $.state, values: { NEW: open, SENT: shipped } }
      amount: { decimal: $.total, currency: $.currency }
  orders.find:
    request:
      path: /orders
      query: { email: "\${inputs.email}" }
    each: $.data[*]
    fields: *order
  orders.cancel:
    chain:
      - id: lines
        request: { path: "/orders/\${inputs.order.ref}/lines" }
        take: { ids: { each: "$.lines[*].id" } }
    request:
      method: POST
      path: /orders/\${inputs.order.ref}/cancel
      body: { lines: { from: chain.lines.ids } }
    success: { status: 200 }
    idempotency: natural
`;

/** All of them, by kind. */
export const fileMistakes = { yaml, mappings, templates, chains, logins } as const;
