/** Sessions of agents at the desk, and the one-time links that open them: the store knows hashes of their tokens alone. */
import { sql } from 'kysely';
import { databaseNow } from './clock-and-locks.js';
import type { Database } from './schema.js';

/** A session that lasts; times in epoch ms. */
export interface SessionRow {
  hash: string;
  merchant: string;
  /** By their name in merchant.yaml. */
  agent: string;
  /** How they signed in: by a one-time link on this machine, or by OpenID Connect. */
  kind: 'link' | 'openid';
  signedInAt: number;
  expiresAt: number;
  /** The issuer's token, sealed by whoever began the session. */
  token?: string;
}

/** Sessions and links. All times are judged by the database's clock. */
export interface Sessions {
  begin(session: SessionRow): Promise<void>;
  /** One that has neither ended nor expired. */
  find(hash: string): Promise<SessionRow | undefined>;
  /** Those of some sessions that have neither ended nor expired. */
  lasting(hashes: readonly string[]): Promise<ReadonlySet<string>>;
  end(hash: string): Promise<void>;
  /** Ends all sessions of an agent; returns how many there were. */
  endAll(merchant: string, agent: string): Promise<number>;
  /** Keeps a link that opens a session once, for so long (ms). */
  addLink(link: { hash: string; merchant: string; agent: string }, lifeMs: number): Promise<void>;
  /** Whom a link is for; from then on it opens nothing. Undefined if it is used, expired or unknown. */
  takeLink(hash: string): Promise<{ merchant: string; agent: string } | undefined>;
}

/** Sessions in the database. */
export const sessions = (database: Database): Sessions => ({
  async begin({ signedInAt, expiresAt, token = null, ...session }) {
    const times = { signed_in_at: signedInAt, expires_at: expiresAt };
    await database
      .insertInto('sessions')
      .values({ ...session, ...times, token })
      .execute();
  },
  async find(hash) {
    const row = await database
      .selectFrom('sessions')
      .selectAll()
      .where('hash', '=', hash)
      .where('expires_at', '>', databaseNow)
      .executeTakeFirst();
    if (row === undefined) return undefined;
    const { signed_in_at: signedInAt, expires_at: expiresAt, token, ...session } = row;
    return { ...session, signedInAt, expiresAt, ...(token === null ? {} : { token }) };
  },
  async lasting(hashes) {
    const found = await database
      .selectFrom('sessions')
      .select('hash')
      .where('hash', '=', sql<string>`any(${hashes}::text[])`)
      .where('expires_at', '>', databaseNow)
      .execute();
    return new Set(found.map(({ hash }) => hash));
  },
  async end(hash) {
    await database.deleteFrom('sessions').where('hash', '=', hash).execute();
  },
  async endAll(merchant, agent) {
    const ended = await database
      .deleteFrom('sessions')
      .where('merchant', '=', merchant)
      .where('agent', '=', agent)
      .executeTakeFirst();
    return Number(ended.numDeletedRows);
  },
  async addLink(link, lifeMs) {
    await database
      .insertInto('sign_in_links')
      .values({ ...link, expires_at: sql<number>`${databaseNow} + ${lifeMs}::bigint` })
      .execute();
  },
  async takeLink(hash) {
    const taken = await database
      .deleteFrom('sign_in_links')
      .where('hash', '=', hash)
      .returning(['merchant', 'agent'])
      .returning(sql<boolean>`expires_at > ${databaseNow}`.as('isInTime'))
      .executeTakeFirst();
    return taken?.isInTime === true ? { merchant: taken.merchant, agent: taken.agent } : undefined;
  },
});
