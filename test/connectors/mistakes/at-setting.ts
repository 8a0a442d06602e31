/** Mistakes in one setting that only a call can show: each is told at that setting, with the very text to write. */
import { always, type CallMistake, json, order } from './at-call.js';

/** Of paths, numbers, words, pages, conditions and credentials. */
export const settings: readonly CallMistake[] = [
  {
    is: 'items of a list in a list, without [*]',
    change: [
      [
        '      amount:',
        '      lines: { each: $.items, fields: { ref: $.id, name: $.title, quantity: $.count } }\n      amount:',
      ],
    ],
    answers: always(
      json({
        ...order,
        items: [
          { id: '1', title: 'Cap', count: 1 },
          { id: '2', title: 'Hat', count: 1 },
        ],
      }),
    ),
    code: 'answer_shape',
    at: 'each:',
    says: ['`$.items` leads to one value, a list of 2', '`each: $.items[*]`'],
  },
  {
    is: 'a list under another name',
    operation: 'orders.find',
    answers: always(json({ results: { orders: [order] } })),
    change: [['each: $.data[*]', 'each: $.orders[*]']],
    code: 'answer_shape',
    at: 'each:',
    says: ['`$.orders` is not there', '`results`', '`each: $.results.orders[*]`'],
  },
  {
    is: 'a record of an envelope that the answer is told without',
    change: [['    fields: &order', '    at: $.Envelope.Body.Reply.order\n    fields: &order']],
    answers: always(json({ Reply: { order } })),
    code: 'answer_shape',
    at: 'at:',
    says: ['leads nowhere', '`Reply`', '`at: $.Reply.order`'],
  },
  {
    is: 'dollars with a comma read as cents',
    change: [['{ decimal: $.total,', '{ minor: $.total,']],
    answers: always(json({ ...order, total: '1.234,50' })),
    code: 'answer_shape',
    at: 'minor:',
    says: ['`1.234,50`', 'not whole cents', 'decimal: $.total, format: "1.234,56"'],
  },
  {
    is: 'a decimal comma that is not told',
    answers: always(json({ ...order, total: '19,90' })),
    code: 'answer_shape',
    at: 'decimal:',
    says: ['`19,90`', 'decimal: $.total, format: "1234,56"'],
  },
  {
    is: 'a currency by its sign',
    answers: always(json({ ...order, currency: '€' })),
    code: 'answer_shape',
    at: 'currency:',
    says: ['`€`', '`currency: EUR`', '`values`'],
  },
  {
    is: 'a field by a name that the answer writes otherwise',
    change: [['ref: $.id', 'ref: $.Id']],
    code: 'answer_shape',
    at: 'ref:',
    says: ['`$.Id` is not there', '`ref: $.id`'],
  },
  {
    is: 'a table whose columns tabs part, read with commas',
    operation: 'orders.find',
    change: [['    each: $.data[*]', '    answer: { format: csv }\n    each: $[*]']],
    answers: always({
      headers: { 'content-type': 'text/csv' },
      body: 'id\tnumber\tstate\r\no-7\t7\tNEW\r\n',
    }),
    code: 'answer_shape',
    at: 'answer:',
    says: ['a single column', 'delimiter: "\\t"'],
  },
  {
    is: 'a table whose columns semicolons part, with commas in it',
    operation: 'orders.find',
    change: [['    each: $.data[*]', '    answer: { format: csv }\n    each: $[*]']],
    answers: always({ headers: { 'content-type': 'text/csv' }, body: 'id;number;total\r\no-7;7;19,90\r\n' }),
    code: 'answer_unreadable',
    at: 'answer:',
    says: ['`id;number;total`', "delimiter: ';'"],
  },
  {
    is: 'the mark of the next page taken for its address',
    operation: 'orders.find',
    change: [['    each: $.data[*]', '    paging: { next: $.after }\n    each: $.data[*]']],
    answers: (path) =>
      path.startsWith('/orders?')
        ? json({ data: [order], after: 'b2Zmc2V0' })
        : json({ message: 'unknown' }, 404),
    code: 'answer_status',
    at: 'next:',
    says: ['another page', '404', 'a cursor, not an address', '`paging: { cursor: $.after, param: '],
  },
  {
    is: 'the address of the next page taken for its mark, in the path',
    operation: 'orders.find',
    change: [
      [
        '    each: $.data[*]',
        '    paging: { cursor: $.links.more, param: after, max: 9 }\n    each: $.data[*]',
      ],
    ],
    answers: (path) =>
      path.includes('after=')
        ? json({ message: 'after is no mark' }, 422)
        : json({ data: [order], links: { more: '/orders?after=2' } }),
    code: 'answer_status',
    at: 'cursor:',
    says: [
      'another page',
      '422',
      'after=%2Forders',
      'after is no mark',
      '`paging: { next: $.links.more, max: 9 }`',
    ],
  },
  {
    is: 'a next page on another host',
    operation: 'orders.find',
    change: [['    each: $.data[*]', '    paging: { next: $.next }\n    each: $.data[*]']],
    answers: always(json({ data: [order], next: 'https://other.example/orders?page=2' })),
    code: 'answer_shape',
    at: 'next:',
    says: ['https://other.example', '`baseUrl`'],
  },
  {
    is: 'nothing found, told by another word',
    change: [['none: { status: 404 }', 'none: { status: 404, path: $.code, is: NOT_FOUND }']],
    answers: always(json({ code: 'NO_SUCH_ORDER' }, 404)),
    code: 'answer_status',
    at: 'is:',
    says: ['404', '`NO_SUCH_ORDER`', '`none` only knows `NOT_FOUND`', '`is: [ NOT_FOUND, NO_SUCH_ORDER ]`'],
  },
  {
    is: 'nothing found, looked for one level too high',
    change: [
      [
        'none: { status: 404 }',
        'none: { any: [{ status: 410 }, { status: 404, path: $.code, is: NOT_FOUND }] }',
      ],
    ],
    answers: always(json({ error: { code: 'NOT_FOUND' } }, 404)),
    code: 'answer_status',
    at: 'path:',
    says: ['`$.code`, which is not there', 'the answer has `error`', '`path: $.error.code`'],
  },
  {
    is: 'a wrong path that a gateway answers, where `none` looks at a word',
    change: [['none: { status: 404 }', 'none: { status: 404, path: $.code, is: NOT_FOUND }']],
    answers: always(json({ message: 'no Route matched with those values' }, 404)),
    code: 'answer_status',
    at: 'path:',
    says: ['`/orders/7`', 'no such path'],
  },
  {
    is: 'a refusal that its table does not have',
    operation: 'orders.cancel',
    change: [
      [
        "    success: { path: $.done, is: 'true' }",
        "    success: { path: $.done, is: 'true' }\n    refusal: { status: 409, path: $.code, values: { SENT: already_shipped } }",
      ],
    ],
    answers: always(json({ code: 'PACKED' }, 409)),
    code: 'answer_status',
    at: 'values:',
    says: ['`PACKED`', '`refusal` only knows `SENT`'],
  },
  {
    is: 'a password asked for, and a token sent',
    change: [['  scheme: none\n', '  scheme: bearer\n  token: ${secret.TOKEN}\n']],
    answers: always({
      ...json({}, 401),
      headers: { 'www-authenticate': 'Basic realm="shop", charset="UTF-8"' },
    }),
    code: 'unauthorized',
    at: 'scheme',
    says: ['`/orders/7` answers 401', 'asks for `Basic`', 'starts with `Bearer`', 'scheme: basic'],
  },
  {
    is: 'a token sent under its own name, and asked for after a word',
    change: [['  scheme: none\n', '  scheme: api-key\n  header: Authorization\n  key: ${secret.TOKEN}\n']],
    answers: always({ ...json({}, 401), headers: { 'www-authenticate': 'Token' } }),
    code: 'unauthorized',
    at: 'scheme',
    says: ['asks for `Token`', 'only the key', 'prefix: "Token "'],
  },
  {
    is: 'a token that has run out',
    change: [['  scheme: none\n', '  scheme: bearer\n  token: ${secret.TOKEN}\n']],
    answers: always({
      ...json({}, 401),
      headers: { 'www-authenticate': 'Bearer error="invalid_token", error_description="The token expired"' },
    }),
    code: 'unauthorized',
    at: 'scheme',
    says: ['“The token expired”', 'Check the secrets'],
  },
  {
    is: 'a word of the system that is misspelt in the table',
    change: [['values: { NEW: open }', 'values: { NWE: open, SENT: shipped }']],
    code: 'answer_shape',
    at: 'NWE',
    says: ['`NEW`', '`order.status`', 'instead of `NWE`'],
  },
  {
    is: 'a word of the system that the table lacks',
    operation: 'orders.find',
    answers: always(json({ data: [order, { ...order, state: 'ON_HOLD' }] })),
    code: 'answer_shape',
    at: 'values:',
    says: ['`ON_HOLD`', '`$.state`', 'ON_HOLD: …', '`open`'],
  },
  {
    is: 'a value that the chain does not find',
    operation: 'orders.cancel',
    change: [
      [
        '    request: { method: POST, path: "/orders/${inputs.order.ref}/cancel" }',
        '    chain:\n      - id: found\n        request: { path: "/orders/${inputs.order.ref}" }\n        take: { id: $.order.id }\n    request: { method: POST, path: "/orders/${chain.found.id}/cancel" }',
      ],
    ],
    code: 'answer_shape',
    at: 'id: $.order.id',
    says: ['`$.order.id`', 'the answer has `id`', '`$.id`'],
  },
];
