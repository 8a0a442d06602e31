/** Statements that no transaction takes: databases are made and dropped over a connection of their own. */
import pg from 'pg';

/** Runs one statement at a database. */
export async function administer(databaseUrl: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query(statement);
  await client.end();
}
