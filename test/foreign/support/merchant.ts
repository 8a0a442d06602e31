/** A merchant of test/foreign, loaded and built as a worker does it, whose operations a test calls. */
import { randomBytes, randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { buildConnection } from '../../../src/connectors/build-connection.js';
import type { Attempt } from '../../../src/connectors/connector.js';
import type { ConnectionEvent } from '../../../src/connectors/operator-events.js';
import { printIssues } from '../../../src/flows/print-issues.js';
import type { Json, JsonObject } from '../../../src/contracts/json.js';
import { loadMerchants } from '../../../src/merchants/load-merchants.js';
import type { Merchant } from '../../../src/merchants/merchant.js';
import { shippedFlows } from '../../../src/merchants/publish-merchants.js';
import { memoryTokens } from '../../support/memory-tokens.js';

const folder = fileURLToPath(new URL('..', import.meta.url));

/** An order as an operation gave it. */
export interface Order extends JsonObject {
  ref: string;
  number: string;
  status: string;
  lines: readonly JsonObject[];
  shipments: readonly JsonObject[];
}

/** A merchant's operations. */
export interface ForeignMerchant {
  /** As a worker has it. */
  merchant: Merchant;
  events: ConnectionEvent[];
  attempt(operation: string, inputs: JsonObject, idempotencyKey?: string): Promise<Attempt>;
  /** The order that `orders.get` finds; throws without one. */
  order(number: string): Promise<Order>;
  /** The orders that `orders.find` finds; throws unless it is done. */
  orders(email: string): Promise<readonly Order[]>;
}

/** Loads it with these secrets; the approver's key is made up. */
export async function openForeign(
  name: string,
  secrets: Readonly<Record<string, string>>,
): Promise<ForeignMerchant> {
  const anna = `ed25519:${randomBytes(32).toString('base64url')}`;
  const secretOf = (secret: string): string | undefined =>
    secret.endsWith('_ANNA_KEY') ? anna : secrets[secret];
  const events: ConnectionEvent[] = [];
  const loaded = await loadMerchants(folder, {
    flowsFolder: shippedFlows,
    secretsOf: () => secretOf,
    only: [name],
    buildConnection: (source) =>
      buildConnection({
        ...source,
        secrets: secretOf,
        egressAllow: ['127.0.0.1'],
        tokens: memoryTokens(),
        log: (event) => events.push(event),
      }),
  });
  const merchant = loaded.merchants.get(name);
  if (merchant === undefined) throw new Error(printIssues(loaded.issues));
  const attempt: ForeignMerchant['attempt'] = async (operation, inputs, idempotencyKey = randomUUID()) => {
    const connection = merchant.connectionFor(operation);
    if (connection === undefined) throw new Error(`nothing answers ${operation}`);
    return connection.attempt({ operation, inputs, idempotencyKey });
  };
  const output = async (operation: string, inputs: JsonObject, name: string): Promise<Json> => {
    // A read that got no answer, such as over a socket that the system had just closed, is asked again, as a run does.
    const first = await attempt(operation, inputs);
    const came = first.is === 'later' ? await attempt(operation, inputs) : first;
    const found = came.is === 'done' ? came.outputs[name] : undefined;
    if (found === undefined) throw new Error(JSON.stringify({ came, events }));
    return found;
  };
  return {
    merchant,
    events,
    attempt,
    order: async (number) => (await output('orders.get', { number }, 'order')) as Order,
    orders: async (email) => (await output('orders.find', { email }, 'orders')) as readonly Order[],
  };
}
