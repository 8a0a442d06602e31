/** A view of the store's tokens for one merchant's connections: under the merchant's name, and sealed. */
import type { Json } from '../../contracts/json.js';
import { sealerOf } from '../../security/sealing.js';
import type { Tokens } from '../../store/store.js';

/** The merchant whose tokens they are, and the installation's secret. */
export interface TokenOwner {
  merchant: string;
  secret: string;
}

/** Stands in for a row that this installation's secret cannot open. */
const UNREADABLE = { unreadable: true } as const satisfies Json;

/** A merchant's tokens: two merchants may use the same connection name, and the store alone reveals no token. */
export function merchantTokens(tokens: Tokens, { merchant, secret }: TokenOwner): Tokens {
  const sealer = sealerOf(secret, 'tokens');
  const rowOf = (connection: string): string => `${merchant}/${connection}`;
  return {
    async get(connection) {
      const row = await tokens.get(rowOf(connection));
      if (!row) return undefined;
      const text = typeof row.token === 'string' ? sealer.open(row.token, rowOf(connection)) : undefined;
      return { ...row, token: text === undefined ? UNREADABLE : (JSON.parse(text) as Json) }; // it was sealed as JSON
    },
    put: (connection, token, expiresAt, version) =>
      tokens.put(
        rowOf(connection),
        sealer.seal(JSON.stringify(token), rowOf(connection)),
        expiresAt,
        version,
      ),
    lease: (connection, holder, ms) => tokens.lease(rowOf(connection), holder, ms),
    release: (connection, holder) => tokens.release(rowOf(connection), holder),
  };
}
