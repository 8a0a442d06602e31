/** One connection of a merchant as a worker sees it: with its secrets, egress policy and tokens. */
import type { Connection } from '../connectors/connector.js';
import type { Config } from '../platform/config.js';
import { OrderlyError } from '../contracts/errors/orderly-error.js';
import type { Issue } from '../contracts/issue.js';
import type { Store } from '../store/store.js';
import { didYouMean } from '../flows/yaml/suggest.js';
import { loadMerchant } from './load-merchant.js';

/** Which connection, and what it needs. */
export interface ConnectionQuery {
  merchant: string;
  connection: string;
  config: Config;
  /** The installation's secret. */
  secret: string;
  store: Pick<Store, 'tokens'>;
}

/** Finds the connection; `merchant_unknown`, `connection_unknown`, or the first issue of its files. */
export async function merchantConnection(query: ConnectionQuery): Promise<Connection> {
  const { merchant, connection } = query;
  const { found, issues, known } = await readConnections(query);
  const wanted = found.get(connection);
  if (wanted) return wanted;
  const [issue] = issues;
  if (issue) {
    const { code, message, hint, file, line, column } = issue;
    throw new OrderlyError(code, message, { hint, place: { file, line, column } });
  }
  if (!known) throw new OrderlyError('merchant_unknown', `There is no merchant \`${merchant}\``);
  const hint = didYouMean(connection, found.keys());
  throw new OrderlyError('connection_unknown', `${merchant} has no connection \`${connection}\``, { hint });
}

/** A merchant can be connected even if its flows have issues. */
async function readConnections({ merchant, config, secret, store }: ConnectionQuery) {
  const [{ merchantTokens }, { openSecrets }] = await Promise.all([
    import('../connectors/auth/merchant-tokens.js'),
    import('../merchants/open-secrets.js'),
  ]);
  const found = new Map<string, Connection>();
  const issues: Issue[] = [];
  const loaded = await loadMerchant({
    ...{ merchant, config },
    secrets: (await openSecrets(config))(merchant),
    tokens: () => merchantTokens(store.tokens, { merchant, secret }),
    built(built) {
      if (built.connection) found.set(built.connection.name, built.connection);
      issues.push(...built.issues);
    },
  });
  return { found, issues, known: loaded.merchants.has(merchant) || loaded.refused.includes(merchant) };
}
