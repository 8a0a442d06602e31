/** A write of a connector as a run makes it: in this process, or in another one that shares its store. */
import { refundReasons } from '../../../src/contracts/refund-reason.js';
import { catalogue } from '../../../src/commerce/index.js';
import { buildConnection } from '../../../src/connectors/build-connection.js';
import type { Attempt, Binding, Connection } from '../../../src/connectors/connector.js';
import type { JsonObject } from '../../../src/contracts/json.js';
import type { Merchant } from '../../../src/merchants/merchant.js';
import type { Store } from '../../../src/store/store.js';
import { memoryTokens } from '../../support/memory-tokens.js';
import { type OpenCall, openCall } from '../../support/one-call.js';

/** A connection by its file, and a write of it; plain values, so that another process can be given them. */
export interface Write {
  /** The file of the connection. */
  text: string;
  secrets: Readonly<Record<string, string>>;
  operation: string;
  inputs: JsonObject;
  /** Names the run. */
  run: string;
}

/** The connection of a write. */
export function connectionOf({ text, secrets }: Pick<Write, 'text' | 'secrets'>): Connection {
  const { connection, issues } = buildConnection({
    ...{ file: 'it.yaml', text, egressAllow: ['127.0.0.1'], tokens: memoryTokens() },
    secrets: (name) => secrets[name],
  });
  if (connection === undefined) throw new Error(JSON.stringify(issues));
  return connection;
}

// Who the customer is, is not what these tests are about.
const known = new Map(
  [...catalogue].map(([name, operation]) => [name, { ...operation, privacy: 'none' as const }]),
);

/** What is read before money moves: the record as it is, and that as much as is asked for can still be paid or sent back. */
const guard = ({
  order,
  subscription,
  charge,
  amount = { minor: 2_000, currency: 'EUR' },
}: JsonObject): Connection => ({
  name: 'guard',
  bindings: new Map(
    [...catalogue.keys()].map((name) => [
      name,
      { connection: 'guard', operation: name, effect: 'read' } as unknown as Binding,
    ]),
  ),
  attempt: ({ operation }): Promise<Attempt> => {
    const [[result, fields] = ['', {}]] = Object.entries(known.get(operation)?.results ?? {});
    const all = { order, subscription, charge, amount, lines: [] };
    const said = Object.entries(all).filter(([name]) => name in fields);
    return Promise.resolve({ is: 'done', result, outputs: Object.fromEntries(said) as JsonObject });
  },
});

/** Opens the run of a write at its one step. */
export function callOf(store: Store, { operation, inputs, run, ...file }: Write): Promise<OpenCall> {
  const connection = connectionOf(file);
  const { effect = 'write' } = connection.bindings.get(operation) ?? {};
  const others = guard(inputs);
  const { currency } = (inputs['amount'] ?? { currency: 'EUR' }) as { currency: string };
  const merchant = {
    config: {
      // Each run is a merchant's own: it is the only step of its one flow.
      ...{ merchant: run, zone: 'UTC', vocabulary: { catalogue: known, ownFields: {} } },
      bands: { all: { upTo: { minor: 1_000_000, currency }, reasons: refundReasons } },
    },
    connectionFor: (name: string) => (name.startsWith(operation) ? connection : others),
  } as unknown as Merchant;
  const approval = { notNeededWithin: 'all', by: 'anna', expires: { ms: 3_600_000 } };
  return openCall({
    ...{ merchant, store, workflowId: run, command: { inputs } },
    step: { operation, effect, ...(effect === 'money' && { approval }) },
  });
}
