/** A connection to the test shop, over real HTTP, that tells outcomes apart as a connector must. */
import type {
  Attempt,
  Binding,
  Connection,
  Idempotency,
  OperationCall,
} from '../../../../src/connectors/connector.js';
import type { Effect } from '../../../../src/contracts/effect.js';
import type { JsonObject } from '../../../../src/contracts/json.js';

/** What a test changes about a connection. */
export interface ConnectionSettings {
  name?: string;
  /** Origin and path of writes, as the connection writes them. */
  target?: string;
  idempotency: Idempotency;
  timeoutMs?: number;
  /** Whether it can only infer what a refund is paid from. */
  isInferred?: Binding['isInferred'];
  /** What the connection says of refusals. */
  refusalProves?: { proves: 'nothing_happened' };
  /** Further reads, with what each answers. */
  reads?: Readonly<Record<string, Attempt>>;
  /** Where writes go, if not to the shop: a closed port. */
  writesTo?: string | undefined;
}

const effects: Record<string, Effect> = {
  'orders.get': 'read',
  'orders.find': 'read',
  'payments.quote_refund': 'read',
  'payments.refund': 'money',
  'subscriptions.get': 'read',
  'subscriptions.find': 'read',
  'subscriptions.quote_refund': 'read',
};

export function shopConnection(url: string, settings: ConnectionSettings): Connection {
  const name = settings.name ?? 'shop';
  const further = Object.keys(settings.reads ?? {}).map((operation) => [operation, 'read'] as const);
  const bindings = [...Object.entries(effects), ...further].map(([operation, effect]): [string, Binding] => {
    const idempotency: Idempotency = effect === 'read' ? { kind: 'none' } : settings.idempotency;
    return [
      operation,
      {
        ...{ connection: name, operation, effect, idempotency, timeoutMs: settings.timeoutMs ?? 5000 },
        target: settings.target ?? url,
        ...(settings.isInferred === undefined ? {} : { isInferred: settings.isInferred }),
      },
    ];
  });
  return { name, bindings: new Map(bindings), attempt: (call) => attempt(url, settings, call) };
}

async function attempt(url: string, settings: ConnectionSettings, call: OperationCall): Promise<Attempt> {
  const order = call.inputs.order as { ref: string } | undefined;
  const further = settings.reads?.[call.operation];
  if (further !== undefined) return further;
  switch (call.operation) {
    case 'orders.get':
      return readOf(
        `${url}/orders/${text(call.inputs.number)}`,
        (body) => ['found', { order: body }],
        'not_found',
      );
    case 'orders.find':
      return readOf(`${url}/orders/?email=${encodeURIComponent(text(call.inputs.email))}`, (body) =>
        Array.isArray(body.orders) && body.orders.length > 0
          ? ['found', { orders: body.orders }]
          : ['none', {}],
      );
    case 'payments.quote_refund':
      return readOf(`${url}/orders/${order?.ref ?? ''}/quote`, ({ left, refunded, currency }) =>
        Number(left) <= 0
          ? ['nothing_left', {}]
          : ['refundable', { amount: money(left, currency), refunded: money(refunded, currency) }],
      );
    case 'subscriptions.get':
      return readOf(
        `${url}/subscriptions/${text(call.inputs.number)}`,
        (body) => ['found', { subscription: body }],
        'not_found',
      );
    case 'subscriptions.find':
      return readOf(`${url}/subscriptions/?email=${encodeURIComponent(text(call.inputs.email))}`, (body) =>
        Array.isArray(body.subscriptions) && body.subscriptions.length > 0
          ? ['found', { subscriptions: body.subscriptions }]
          : ['none', {}],
      );
    case 'subscriptions.quote_refund':
      return readOf(`${url}/subscriptions/${text(call.inputs.number)}/quote`, () => ['nothing_left', {}]);
    case 'refund_lookup':
      return readOf(
        `${url}/orders/${order?.ref ?? ''}/refund`,
        ({ happened }) => [happened === true ? 'happened' : 'not_happened', {}],
        undefined,
        call.idempotencyKey,
      );
    default:
      return write(`${settings.writesTo ?? url}/orders/${order?.ref ?? ''}/refunds`, settings, call);
  }
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

const money = (minor: unknown, currency: unknown): JsonObject => ({
  minor: Number(minor),
  currency: String(currency),
});

async function readOf(
  url: string,
  map: (body: JsonObject) => [string, JsonObject],
  none?: string,
  key?: string,
): Promise<Attempt> {
  const response = await fetch(url, key === undefined ? {} : { headers: { 'idempotency-key': key } });
  if (response.status === 404 && none !== undefined) return { is: 'done', result: none, outputs: {} };
  if (!response.ok) return { is: 'later', code: `http_${response.status}` };
  const [result, outputs] = map((await response.json()) as JsonObject);
  return { is: 'done', result, outputs };
}

async function write(
  url: string,
  { timeoutMs, refusalProves }: ConnectionSettings,
  call: OperationCall,
): Promise<Attempt> {
  const { minor } = call.inputs.amount as { minor: number };
  if ((await call.gate?.()) === false) return { is: 'unsent', code: 'gate_closed' };
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': call.idempotencyKey ?? '' },
      body: JSON.stringify({ minor }),
      signal: AbortSignal.timeout(timeoutMs ?? 5000),
    });
    if (response.status === 409)
      return { is: 'refused', code: 'not_refundable', message: 'no', ...refusalProves };
    if (response.status === 429) return { is: 'later', code: 'http_429', retryAfterMs: 3_600_000 };
    if (!response.ok) return { is: 'unclear', code: `http_${response.status}` };
    return { is: 'done', result: 'done', outputs: (await response.json()) as JsonObject };
  } catch (error) {
    const neverConnected = String((error as Error).cause).includes('ECONNREFUSED');
    return {
      is: neverConnected ? 'unsent' : 'unclear',
      code: neverConnected ? 'connect_refused' : 'answer_lost',
    };
  }
}
