/** Tokens for a command: from the store if there is one, else kept while the command runs. */
import type { Config } from '../../platform/config.js';
import type { Tokens } from '../../store/store.js';
import type { Json } from '../../contracts/json.js';

/** Tokens by merchant; disposing closes the store. */
export interface CommandTokens extends AsyncDisposable {
  of(merchant: string): Tokens;
}

/** Opens the tokens; a replay needs none and passes no configuration. */
export async function openTokens(config: Config | undefined): Promise<CommandTokens> {
  const { databaseUrl } = config ?? {};
  if (config === undefined || databaseUrl === undefined) {
    const nothing = (): Promise<void> => Promise.resolve();
    return { of: passing, [Symbol.asyncDispose]: nothing };
  }
  const [{ openSealedStore }, { merchantTokens }, { requireSecret }] = await Promise.all([
    import('../../security/keys/open-sealed-store.js'),
    import('../../connectors/auth/merchant-tokens.js'),
    import('../../platform/config.js'),
  ]);
  const secret = requireSecret(config);
  const { store } = await openSealedStore(
    { ...config, secret },
    { databaseUrl, poolSize: 2, schema: 'required' },
  );
  return {
    of: (merchant) => merchantTokens(store.tokens, { merchant, secret }),
    [Symbol.asyncDispose]: () => store[Symbol.asyncDispose](),
  };
}

/** A single process needs no leases. */
function passing(): Tokens {
  const rows = new Map<string, { token: Json; expiresAt: number; version: number }>();
  return {
    get: (connection) => Promise.resolve(rows.get(connection)),
    put(connection, token, expiresAt, version) {
      const isNewest = (rows.get(connection)?.version ?? 0) === version;
      if (isNewest) rows.set(connection, { token, expiresAt, version: version + 1 });
      return Promise.resolve(isNewest);
    },
    lease: () => Promise.resolve(true),
    release: () => Promise.resolve(),
  };
}
