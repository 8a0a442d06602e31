/** Tokens for a command: those of the store where there is one, else kept for as long as the command runs. */
import type { Tokens } from '../../store/store.js';
import type { Json } from '../../json.js';

/** Tokens by merchant; disposing closes the store. */
export interface CommandTokens extends AsyncDisposable {
  of(merchant: string): Tokens;
}

/** Opens them. */
export async function openTokens({
  databaseUrl,
}: {
  databaseUrl: string | undefined;
}): Promise<CommandTokens> {
  if (databaseUrl === undefined) {
    const nothing = (): Promise<void> => Promise.resolve();
    return { of: passing, [Symbol.asyncDispose]: nothing };
  }
  const [{ openStore }, { merchantTokens }] = await Promise.all([
    import('../../store/open-store.js'),
    import('../../merchants/serve-merchants.js'),
  ]);
  const store = await openStore({ databaseUrl, poolSize: 2 });
  return {
    of: (merchant) => merchantTokens(store.tokens, merchant),
    [Symbol.asyncDispose]: () => store[Symbol.asyncDispose](),
  };
}

/** One process alone needs no leases. */
function passing(): Tokens {
  const rows = new Map<string, { token: Json; expiresAt: number }>();
  return {
    get: (connection) => Promise.resolve(rows.get(connection)),
    put: (connection, token, expiresAt) => Promise.resolve(void rows.set(connection, { token, expiresAt })),
    lease: () => Promise.resolve(true),
    release: () => Promise.resolve(),
  };
}
