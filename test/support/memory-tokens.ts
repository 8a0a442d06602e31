/** The store's tokens in memory, with leases that exclude each other as the real ones do. */
import type { Json } from '../../src/contracts/json.js';
import type { Tokens } from '../../src/store/store.js';

export function memoryTokens(): Tokens & { puts: number; keys(): string[] } {
  const rows = new Map<string, { token: Json; expiresAt: number; version: number }>();
  const leases = new Map<string, { holder: string; until: number }>();
  return {
    puts: 0,
    keys: () => [...rows.keys()],
    get: (connection) => Promise.resolve(rows.get(connection)),
    put(connection, token, expiresAt, version) {
      if ((rows.get(connection)?.version ?? 0) !== version) return Promise.resolve(false);
      this.puts += 1;
      rows.set(connection, { token, expiresAt, version: version + 1 });
      return Promise.resolve(true);
    },
    lease(connection, holder, ms) {
      const held = leases.get(connection);
      const free = !held || held.holder === holder || held.until <= Date.now();
      if (free) leases.set(connection, { holder, until: Date.now() + ms });
      return Promise.resolve(free);
    },
    release(connection, holder) {
      if (leases.get(connection)?.holder === holder) leases.delete(connection);
      return Promise.resolve();
    },
  };
}
