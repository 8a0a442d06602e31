/** Calls of an open connection, as a flow makes them. */
import { expect } from 'vitest';
import type { Attempt, Connection, OperationCall } from '../../src/connectors/connector.js';
import type { JsonObject } from '../../src/contracts/json.js';

/** Calls it as a flow would. */
export type Call = (operation: string, inputs: JsonObject, more?: Partial<OperationCall>) => Promise<Attempt>;

/** Calls of a connection, all of one step. */
export const callsOf =
  (connection: Connection): Call =>
  (operation, inputs, more = {}) =>
    connection.attempt({ operation, inputs, idempotencyKey: 'k1', ...more });

/** The order of that number. */
export async function orderOf(call: Call, number: string): Promise<JsonObject> {
  const came = await call('orders.get', { number });
  expect(came).toMatchObject({ is: 'done', result: 'found' });
  return (came as unknown as { outputs: { order: JsonObject } }).outputs.order;
}
