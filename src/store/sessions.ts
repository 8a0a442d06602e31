/** Sessions of agents at the desk, and the one-time links that open them: the store knows hashes of their tokens alone. */
import { sql } from 'kysely';
import { databaseNow } from './clock-and-locks.js';
import type { Sessions } from './desk.js';
import type { Database } from './schema.js';

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
  ...links(database),
});

const links = (database: Database): Pick<Sessions, 'addLink' | 'takeLink'> => ({
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
