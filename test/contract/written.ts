/** One connection for each protocol, with a read, a write that has a key, and the same write without one. */
import type { Contract, ContractOperation } from './connector.js';
import type { Protocol } from './protocols.js';

const KEY = '{ key: { header: Idempotency-Key, window: 24h } }';

const head = (name: string, auth: string): string => `
connection: ${name}
connector: declarative
baseUrl: \${secret.URL}/api
auth: ${auth}
limits: { body: 2MB }
operations:
`;

const fields = (at: string): string => `
    at: ${at}
    fields: { ref: $.id, number: $.no, customerName: $.who, status: { path: $.state, values: { NEW: open } } }
`;

const bearer = '{ scheme: bearer, token: "${secret.TOKEN}" }';

/** What it only accepts is settled by asking for the order's refunds. */
const accepted = (state: string, ref: string): string =>
  `{ when: { path: ${state}, is: RECEIVED }, ref: "${ref}", settles: { ask: { operation: payments.refund_status, every: [1m, 4h] } }, within: 10 days }`;

/** Two refusals, of which one says that no earlier attempt has done anything either. */
const refusal = (path: string, message: string, status = ''): string => `
      - { ${status}path: "${path}", message: "${message}", values: { TWICE: already_refunded } }
      - { ${status}path: "${path}", message: "${message}", values: { CLOSED: not_refundable }, proves: nothing_happened }`;

const rest = (idempotency: string): string => `${head('rest', bearer)}
  orders.get:
    request: { path: "/orders/\${inputs.number}" }
    none: { status: 404, path: $.code, is: NONE }
    ${fields('$.order').trim()}
  payments.refund:
    request: { path: /refunds, body: { cents: "\${inputs.amount.minor}", why: "\${inputs.reason}" } }
    idempotency: ${idempotency}
    refusal: ${refusal('$.code', '$.text', 'status: [200, 409], ')}
    accepted: ${accepted('$.state', '$.promise')}
    fields: { refundRef: $.id }
`;

const graphql = (idempotency: string): string => `${head('graphql', bearer)}
  orders.get:
    request:
      path: /graphql
      graphql: "query($no: String!) { order(no: $no) { id no who state } }"
      variables: { no: "\${inputs.number}" }
    none: { path: $.data.order, is: "null" }
    ${fields('$.data.order').trim()}
  payments.refund:
    request:
      path: /graphql
      graphql: "mutation($c: Int!) { refund(cents: $c) { id state promise userErrors { code message } } }"
      variables: { c: "\${inputs.amount.minor}" }
    idempotency: ${idempotency}
    refusal: ${refusal('$.data.refund.userErrors[0].code', '$.data.refund.userErrors[0].message')}
    accepted: ${accepted('$.data.refund.state', '$.data.refund.promise')}
    fields: { refundRef: $.data.refund.id }
`;

const security = '{ scheme: ws-security, user: orderly, password: "${secret.TOKEN}" }';
const soap = (idempotency: string): string => `${head('soap', security)}
  orders.get:
    request:
      path: /soap
      soap: { action: "urn:s#Get", envelope: "<s:Get xmlns:s='urn:s'><s:no>\${inputs.number}</s:no></s:Get>" }
    ${fields('$.GetResponse.order').trim()}
  payments.refund:
    request:
      path: /soap
      soap: { action: "urn:s#Refund", envelope: "<s:Refund xmlns:s='urn:s'><s:c>\${inputs.amount.minor}</s:c></s:Refund>" }
    idempotency: ${idempotency}
    refusal: ${refusal('$.Fault.code', '$.Fault.reason')}
    accepted: ${accepted('$.RefundResponse.state', '$.RefundResponse.promise')}
    fields: { refundRef: $.RefundResponse.id }
`;

const texts: Readonly<Record<Protocol, (idempotency: string) => string>> = { rest, graphql, soap };
const order = { id: 'r7', no: '7', who: 'Jörg Müller', state: 'NEW' };
const envelope = (body: string): string =>
  `<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body>${body}</e:Body></e:Envelope>`;
const fault = (code: string): string =>
  `<e:Fault><faultcode>${code}</faultcode><faultstring>Schon erstattet.</faultstring></e:Fault>`;

const goodOrder: Readonly<Record<Protocol, string>> = {
  rest: JSON.stringify({ order }),
  graphql: JSON.stringify({ data: { order } }),
  soap: envelope(
    `<r:GetResponse xmlns:r="urn:s"><r:order><r:id>r7</r:id><r:no>7</r:no><r:who>Jörg Müller</r:who><r:state>NEW</r:state></r:order></r:GetResponse>`,
  ),
};
const goodRefund: Readonly<Record<Protocol, string>> = {
  rest: JSON.stringify({ id: 'e1', note: 'größer' }),
  graphql: JSON.stringify({ data: { refund: { id: 'e1', userErrors: [] } } }),
  soap: envelope('<r:RefundResponse xmlns:r="urn:s"><r:id>e1</r:id></r:RefundResponse>'),
};
const text = 'Schon erstattet.';
const refusals: Readonly<Record<Protocol, (code: string) => string>> = {
  rest: (code) => JSON.stringify({ code, text }),
  graphql: (code) =>
    JSON.stringify({ data: { refund: { id: null, userErrors: [{ code, message: text }] } } }),
  soap: (code) => envelope(fault(code)),
};
const promise = { id: 'e1', state: 'RECEIVED', promise: '0815' };
const promises: Readonly<Record<Protocol, string>> = {
  rest: JSON.stringify(promise),
  graphql: JSON.stringify({ data: { refund: { ...promise, userErrors: [] } } }),
  soap: envelope(
    '<r:RefundResponse xmlns:r="urn:s"><r:id>e1</r:id><r:state>RECEIVED</r:state><r:promise>0815</r:promise></r:RefundResponse>',
  ),
};

const read = (protocol: Protocol): ContractOperation => ({
  call: { operation: 'orders.get', inputs: { number: '7' } },
  good: goodOrder[protocol],
});

const write = (protocol: Protocol): ContractOperation => ({
  call: {
    operation: 'payments.refund',
    inputs: { order: { ref: 'r7' }, amount: { minor: 5, currency: 'EUR' }, reason: 'damaged' },
    idempotencyKey: 'k1',
  },
  good: goodRefund[protocol],
  refusal: { status: 200, body: refusals[protocol]('TWICE'), code: 'already_refunded' },
  proof: { status: 200, body: refusals[protocol]('CLOSED'), code: 'not_refundable' },
  accepted: { body: promises[protocol], reference: '0815' },
});

/** The six of them; the read stands in those with a key. */
export const writtenConnections: readonly Contract[] = (['rest', 'graphql', 'soap'] as const).flatMap(
  (protocol) =>
    [
      { keyed: true, operations: [read(protocol), write(protocol)] },
      { keyed: false, operations: [write(protocol)] },
    ].map(({ keyed, operations }) => ({
      name: `${protocol}, its write ${keyed ? 'with a key' : 'without a key'}`,
      file: `${protocol}.yaml`,
      text: keyed ? texts[protocol](KEY) : withoutRead(texts[protocol]('none')),
      protocol,
      secrets: { TOKEN: 'CANARY-token-91c4' },
      url: 'URL',
      operations,
    })),
);

/** The file without its first operation. */
function withoutRead(file: string): string {
  return file.replace(/ {2}orders\.get:[^]*(?= {2}payments\.refund:)/, '');
}
