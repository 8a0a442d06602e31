/** Mistakes that only a call can show: what the connection says, what the system answers, and what must be said of it. */
import type { IncomingMessage } from 'node:http';

/** An answer of the system. */
export interface Answer {
  status?: number;
  headers?: Record<string, string>;
  body?: string | Buffer;
}

/** One mistake. */
export interface CallMistake {
  is: string;
  /** Changes of the right file. */
  change?: readonly (readonly [right: string, wrong: string])[];
  operation?: string;
  /** The answers, by path; any other path is answered by the order. */
  answers?: (path: string, request: IncomingMessage) => Answer | undefined;
  code: string;
  /** The text at the place that is told. */
  at: string;
  says: readonly string[];
}

/** What the shop answers. */
export const order = {
  id: 'o-7',
  number: '7',
  buyer: { mail: 'a@b.example' },
  state: 'NEW',
  total: '19.90',
  currency: 'EUR',
};

/** A connection without a mistake; `BASE` is the system. */
export const rightFile = `connection: shop
connector: declarative
baseUrl: BASE
egress: { allow: [127.0.0.1] }
limits: { timeout: 20s }
auth:
  scheme: none
operations:
  orders.get:
    request: { path: "/orders/\${inputs.number}" }
    none: { status: 404 }
    fields: &order
      ref: $.id
      number: $.number
      customerEmail: $.buyer.mail
      status: { path: $.state, values: { NEW: open } }
      amount: { decimal: $.total, currency: $.currency }
  orders.find:
    request: { path: /orders, query: { email: "\${inputs.email}" } }
    each: $.data[*]
    fields: *order
  orders.cancel:
    request: { method: POST, path: "/orders/\${inputs.order.ref}/cancel" }
    success: { path: $.done, is: 'true' }
    idempotency: natural
`;

/** An answer in JSON. */
export const json = (value: unknown, status = 200): Answer => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(value),
});
/** A web page. */
export const page = (text: string, status = 200): Answer => ({
  status,
  headers: { 'content-type': 'text/html' },
  body: `<!doctype html><html><body>${text}</body></html>`,
});
/** The same answer to every request. */
export const always = (answer: Answer) => () => answer;
/** A form that asks for a password. */
export const form = '<form><input name="u"><input type="password" name="p"></form>';
const graphql: readonly (readonly [string, string])[] = [
  [
    'request: { path: "/orders/${inputs.number}" }',
    [
      'request: { path: /graphql, graphql: "query O($n: String) { order(number: $n) { id: idd number buyer { mail } state total currency } }", variables: { n: "${inputs.number}" } }',
      '    at: $.data.order',
    ].join('\n'),
  ],
];
/** Of what systems answer. */
export const answers: readonly CallMistake[] = [
  {
    is: 'a wrong path that a router answers',
    answers: always(page('<pre>Cannot GET /orders/7</pre>', 404)),
    code: 'path_unknown',
    at: 'path',
    says: ['`/orders/7`', 'no such path', 'Correct `path`'],
  },
  {
    is: 'a wrong path that a gateway answers',
    answers: always(json({ message: 'no Route matched with those values' }, 404)),
    code: 'path_unknown',
    at: 'path',
    says: ['no such path'],
  },
  {
    is: 'a 404 that may be a wrong path',
    answers: always(json({ detail: 'Not Found' }, 404)),
    code: 'path_unknown',
    at: 'request',
    says: ['`/orders/7` answers 404', 'wrong path', 'Try a record that exists'],
  },
  {
    is: 'a 404 without `none`',
    change: [['    none: { status: 404 }\n', '']],
    answers: always(json({ error: 'no order 7' }, 404)),
    code: 'answer_status',
    at: 'path',
    says: ['404', 'no order 7', '`none: { status: 404 }`'],
  },
  {
    is: 'rights that are missing',
    answers: always(json({ message: 'scope orders:read required' }, 403)),
    code: 'forbidden',
    at: 'orders.get',
    says: ['does not allow', 'scope orders:read required', '`scope`'],
  },
  {
    is: 'a request that the system does not take',
    answers: always(json({ errors: [{ message: 'number must be numeric' }] }, 400)),
    code: 'answer_status',
    at: 'request',
    says: ['400', 'number must be numeric', 'what the request sends'],
  },
  {
    is: 'a wrong method',
    answers: always(json({ message: 'Method Not Allowed' }, 405)),
    code: 'answer_status',
    at: 'request',
    says: ['405', 'Correct `method`'],
  },
  {
    is: 'an unknown field of GraphQL',
    change: graphql,
    answers: always(json({ errors: [{ message: 'Cannot query field "idd" on type "Order".' }] }, 400)),
    code: 'answer_errors',
    at: 'graphql',
    says: ['Cannot query field "idd"', 'Correct the document'],
  },
  {
    is: 'errors of GraphQL with 200',
    change: graphql,
    answers: always(json({ errors: [{ message: 'Variable "$n" is not used' }] })),
    code: 'answer_errors',
    at: 'graphql',
    says: ['Variable "$n" is not used', 'Correct the document'],
  },
  {
    is: 'an empty answer',
    answers: always({ status: 204 }),
    code: 'answer_unreadable',
    at: 'orders.get',
    says: ['empty (HTTP 204)', '`none: { status: 204 }`'],
  },
  {
    is: 'an empty answer to a write',
    operation: 'orders.cancel',
    answers: always({ status: 204 }),
    code: 'answer_unreadable',
    at: 'orders.cancel',
    says: ['empty (HTTP 204)', '`success: { status: 204 }`'],
  },
  {
    is: 'ISO-8859-1 that is not stated',
    answers: always({
      headers: { 'content-type': 'application/json' },
      body: Buffer.from('{"name":"Jürgens"}', 'latin1'),
    }),
    code: 'answer_unreadable',
    at: 'orders.get',
    says: ['UTF-8', 'states no charset', '`answer: { charset: iso-8859-1 }`'],
  },
  {
    is: 'a wrong charset that is stated',
    answers: always({
      headers: { 'content-type': 'application/json; charset=utf-8' },
      body: Buffer.from('{"name":"Jürgens"}', 'latin1'),
    }),
    code: 'answer_unreadable',
    at: 'orders.get',
    says: ['states the wrong charset', '`answer: { charset: iso-8859-1 }`'],
  },
  {
    is: 'repeats a name',
    answers: always({ headers: { 'content-type': 'application/json' }, body: '{"total":"1","total":"2"}' }),
    code: 'answer_unreadable',
    at: 'orders.get',
    says: ['repeats a name'],
  },
  {
    is: 'JSON that is cut off',
    answers: always({ headers: { 'content-type': 'application/json' }, body: '{"number":"7"' }),
    code: 'answer_unreadable',
    at: 'orders.get',
    says: ['cut off'],
  },
  {
    is: 'a log-in page with 200',
    answers: always(page(form)),
    code: 'answer_unreadable',
    at: 'orders.get',
    says: ['a log-in page', 'Check `auth`'],
  },
  {
    is: 'a web page with 200',
    answers: always(page('Welcome')),
    code: 'answer_unreadable',
    at: 'path',
    says: ['a web page', '`/api`'],
  },
  {
    is: 'XML in place of JSON',
    answers: always({ headers: { 'content-type': 'text/xml' }, body: '<?xml version="1.0"?><order/>' }),
    code: 'answer_unreadable',
    at: 'orders.get',
    says: ['XML', '`answer: { format: xml }`'],
  },
  {
    is: 'compression that is not stated',
    answers: always({ body: Buffer.from('1f8b0800000000000003ab56ca4d2d2e4e4c4f5502', 'hex') }),
    code: 'answer_unreadable',
    at: 'orders.get',
    says: ['compressed', '`content-encoding`'],
  },
  {
    is: 'a redirect to another host',
    answers: always({ status: 301, headers: { location: 'https://api.other.example/v2/orders/7?key=k' } }),
    code: 'redirected',
    at: 'orders.get',
    says: ['`baseUrl: https://api.other.example`'],
  },
  {
    is: 'a redirect to the log-in',
    operation: 'orders.cancel',
    answers: always({ status: 302, headers: { location: '/accounts/login?next=/orders' } }),
    code: 'redirected',
    at: 'orders.cancel',
    says: ['redirects to a log-in', 'Check `auth`'],
  },
  {
    is: 'a redirect that may mean yes',
    operation: 'orders.cancel',
    answers: always({ status: 302, headers: { location: '/orders/7' } }),
    code: 'redirected',
    at: 'orders.cancel',
    says: ['`/orders/7`', 'success: { status: 302, header: location'],
  },
  {
    is: 'an error inside an answer of success',
    answers: always(json({ success: false, message: 'Order locked' })),
    code: 'answer_shape',
    at: 'orders.get',
    says: ['contains an error', 'Order locked', '`refusal'],
  },
  {
    is: 'success that does not hold',
    operation: 'orders.cancel',
    answers: always(json({ state: 'queued' })),
    code: 'answer_shape',
    at: 'path',
    says: ['`success` is not met', '`$.done`', '`state`'],
  },
  {
    is: 'a record that the answer wraps',
    answers: always(json({ order })),
    code: 'answer_shape',
    at: 'fields',
    says: ['`order`', '`at: $.order`'],
  },
  {
    is: 'a list in place of a record',
    answers: always(json([order])),
    code: 'answer_shape',
    at: 'fields',
    says: ['is a list', '`each: $[*]`'],
  },
  {
    is: 'an amount that cannot be read',
    answers: always(json({ ...order, total: 'about 20' })),
    code: 'answer_shape',
    at: 'decimal',
    says: ['amount'],
  },
  {
    is: 'about a different record',
    answers: always(json({ ...order, number: '8' })),
    code: 'answer_shape',
    at: 'fields',
    says: ['something other than what was asked for', '`otherEmails`'],
  },
  {
    is: 'an order without its e-mail',
    answers: always(json({ ...order, buyer: {} })),
    code: 'answer_shape',
    at: 'customerEmail',
    says: ['`customerEmail`', 'customers who prove an order', 'verified'],
  },
  {
    is: 'another currency than the merchant’s',
    answers: always(json({ ...order, currency: 'USD' })),
    code: 'currency_mismatch',
    at: 'amount',
    says: ['USD', '`currency: EUR`'],
  },
  {
    is: 'a fault of the system',
    answers: always(json({}, 500)),
    code: 'system_error',
    at: 'orders.get',
    says: ['internal error'],
  },
  {
    is: 'credentials that are not taken',
    answers: always(json({}, 401)),
    code: 'unauthorized',
    at: 'scheme',
    says: ['refuses our credentials'],
  },
  {
    is: 'the number of a record elsewhere',
    change: [['number: $.number', 'number: $.order.number']],
    code: 'answer_shape',
    at: '$.order.number',
    says: ['`$.order.number` is not there', 'Write `number: $.number`'],
  },
  {
    is: 'a status without its word',
    answers: always(json({ ...order, state: 'PARTLY' })),
    code: 'answer_shape',
    at: 'values',
    says: ['`PARTLY`', '`partly_shipped`', 'already mapped: `open`'],
  },
  {
    is: 'pages that the system counts otherwise',
    change: [['each: $.data[*]', 'paging: { offset: 0, param: after, size: 100 }\n    each: $.data[*]']],
    operation: 'orders.find',
    answers: always(json({ error: 'BAD_CURSOR' }, 400)),
    code: 'answer_status',
    at: 'paging',
    says: ['`after=0`', '`cursor: $.next`'],
  },
];
