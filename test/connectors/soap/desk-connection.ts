/** The connection to the order desk: one file for all cases, of which a case changes what it is about. */
import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildConnection } from '../../../src/connectors/build-connection.js';
import type { Attempt, OperationCall } from '../../../src/connectors/connector.js';
import type { JsonObject } from '../../../src/contracts/json.js';
import { access, deskWsdl } from '../../peers/order-desk/start.js';
import { memoryTokens } from '../../support/memory-tokens.js';

/** A version of SOAP. */
export type Version = '1.1' | '1.2';

/** What a case changes: `auth`, header blocks of the binding, and keys of its operation. */
export interface Changes {
  auth?: JsonObject | undefined;
  headers?: JsonObject | undefined;
  rules?: JsonObject | undefined;
}

const line = {
  ref: "$['@pos']",
  sku: '$.sku',
  name: '$.title',
  quantity: '$.quantity',
  price: { decimal: "$.price['#text']", currency: "$.price['@currency']" },
  status: '$.option[0]',
  imageUrl: '$.option[1]',
};

const requestOf = (
  version: Version,
  operation: string,
  values: JsonObject,
  headers: JsonObject = {},
): JsonObject => ({
  soap: { wsdl: 'order-desk.wsdl', version, operation, values, headers },
});

/** `orders.get`: every element of the WSDL's order has its field. */
const readOrder = (version: Version): JsonObject => ({
  request: requestOf(version, 'GetOrder', { number: '${inputs.number}' }),
  none: {
    any: [
      { path: '$.GetOrderResponse.order', is: ['null'] },
      { path: '$.GetOrderResponse', is: 'empty' },
      { path: '$.Fault.detail.deskError.code', is: 'ORDER_UNKNOWN' },
    ],
  },
  at: '$.GetOrderResponse.order',
  fields: {
    ref: "$['@id']",
    number: '$.number',
    status: { path: "$.state['@key']", values: { '10': 'open', '30': 'shipped' } },
    statusText: "$.state['#text']",
    createdAt: { path: '$.placedAt', zone: 'Europe/Berlin' },
    expectedDeliveryDate: { path: '$.dueOn', zone: 'Europe/Berlin' },
    amount: { decimal: "$.total['#text']", currency: "$.total['@currency']" },
    customerRef: '$.serial',
    type: '$.gift',
    region: '$.note',
    customerName: '$.buyer',
    customerEmail: '$.mail',
    shippingAddress: {
      at: '$.address',
      fields: { street: '$.street', postcode: '$.postcode', city: '$.city', country: '$.country' },
    },
    lines: { each: '$.lines.line[*]', missing: 'empty', fields: line },
    shipments: {
      each: '$.parcel[*]',
      missing: 'empty',
      fields: {
        carrier: "$['@carrier']",
        trackingNumber: '$.tracking',
        shippedAt: { path: '$.sentAt', format: ['yyyyMMdd', 'dd.MM.yyyy HH:mm'], zone: 'Europe/Berlin' },
        lines: { each: '$.part[*]', missing: 'empty', fields: line },
      },
    },
  },
});

/** `payments.refund`: takes a text, an amount with an attribute, what may be nil, a moment, and a list. */
const writeRefund = (version: Version, headers?: JsonObject): JsonObject => ({
  request: requestOf(
    version,
    'Refund',
    {
      number: '${inputs.order.ref}',
      amount: { '#text': { from: 'inputs.amount', as: 'decimal' }, '@currency': '${inputs.amount.currency}' },
      note: '${inputs.order.region}',
      remark: '${inputs.order.type}',
      bookedAt: '${inputs.order.createdAt}',
      line: {
        each: 'inputs.order.lines',
        value: {
          '@pos': '${item.ref}',
          sku: '${item.sku}',
          title: '${item.name}',
          quantity: '${item.quantity}',
        },
      },
    },
    headers,
  ),
  idempotency: 'none',
  refusal: {
    path: '$.Fault.detail.deskError.code',
    message: '$.Fault.reason',
  },
  fields: { refundRef: '$.RefundResponse.receipt' },
});

/** Calls one operation of a desk; the file must have no issue. */
export async function callDesk(
  url: string,
  version: Version,
  call: Omit<OperationCall, 'idempotencyKey'>,
  { auth, headers, rules = {} }: Changes,
): Promise<Attempt> {
  const folder = await mkdtemp(join(tmpdir(), 'orderly-desk-'));
  try {
    await copyFile(deskWsdl, join(folder, 'order-desk.wsdl'));
    const base = call.operation === 'orders.get' ? readOrder(version) : writeRefund(version, headers);
    const file = join(folder, 'desk.yaml');
    const text = JSON.stringify(
      {
        ...{ connection: 'desk', connector: 'declarative', baseUrl: url, egress: { allow: ['127.0.0.1'] } },
        ...(auth === undefined ? {} : { auth }),
        operations: { [call.operation]: { ...base, ...rules } },
      },
      undefined,
      1,
    );
    await writeFile(file, text);
    const built = buildConnection({
      ...{ file, text, secrets: (name) => ({ PASSWORD: access.password, WRONG: 'wrong' })[name] },
      ...{ egressAllow: ['127.0.0.1'], tokens: memoryTokens() },
    });
    if (!built.connection) throw new Error(JSON.stringify(built.issues, undefined, 1));
    return await built.connection.attempt({ ...call, idempotencyKey: 'key-1' });
  } finally {
    await rm(folder, { recursive: true });
  }
}
