/** Database connections whose failures become product errors that never contain the password. */
import { readFile } from 'node:fs/promises';
import type { PostgresPool, PostgresPoolClient } from 'kysely';
import pg from 'pg';
import { type TlsCode, tlsFailureOf, tlsWords } from '../contracts/tls-failure.js';
import { OrderlyError } from '../contracts/errors/orderly-error.js';

/** How to reach the database. */
export interface PoolOptions {
  databaseUrl: string;
  /** Maximum number of connections. */
  size: number;
  /** How long a query waits for a connection; 5 s if nothing is said. */
  connectMs?: number;
}

const CONNECT_DEADLINE_MS = 5_000;

/** SQLSTATEs about the connection or the server, not a statement: class 08, 28 (credentials), 3D, 53, 57P. */
const UNAVAILABLE = /^(08|28|3D|53|57P)/;

/** SQLSTATE of a statement that would write where nothing can be written: on a standby, or a primary made read-only. */
const READ_ONLY = '25006';

/** What PostgreSQL says without space on its disk, where it has no code of its own for it. */
const NO_SPACE = /No space left on device|could not write init file|could not extend file/;

/** A pool for kysely. */
export function createPool({
  databaseUrl,
  size,
  connectMs = CONNECT_DEADLINE_MS,
}: PoolOptions): PostgresPool {
  const place = placeOf(databaseUrl);
  const pool = new pg.Pool({
    application_name: 'orderly',
    ...accessOf(databaseUrl),
    max: size,
    connectionTimeoutMillis: connectMs,
    keepAlive: true,
    types: { getTypeParser },
  });
  // A broken connection also emits an event, which is unhandled while it is idle or between two queries: the pool
  // replaces it, and the next query reports a failure to do so.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return {
    end: () => pool.end(),
    connect: async () => translating(await orTranslate(place, pool.connect()), place),
  };
}

/** Counts, ids and epoch milliseconds are safe integers, which `pg` would leave as text. */
const getTypeParser: pg.CustomTypesConfig['getTypeParser'] = (type, format) =>
  type === pg.types.builtins.INT8
    ? Number
    : (pg.types.getTypeParser(type, format) as (text: string) => unknown);

function translating(client: pg.PoolClient, place: string): PostgresPoolClient {
  let isReadOnly = false;
  const query = (statement: string, parameters: readonly unknown[]) =>
    orTranslate(place, client.query(statement, [...parameters])).catch((error: unknown) => {
      isReadOnly ||= error instanceof OrderlyError && error.code === 'store_read_only';
      throw error;
    });
  return {
    // kysely uses cursors only for streaming, which needs a cursor class that we do not provide.
    query: query as unknown as PostgresPoolClient['query'],
    release: (destroy) => {
      // After a failover, the name may lead to another server, to which a new connection goes.
      client.release(destroy === true || isReadOnly);
    },
  };
}

async function orTranslate<Result>(place: string, promise: Promise<Result>): Promise<Result> {
  try {
    return await promise;
  } catch (cause) {
    // Compared by code, not by class: PGlite's errors are of another class.
    const code = sqlStateOf(cause);
    const tls = tlsCodeOf(cause, code);
    if (tls !== undefined)
      throw new OrderlyError(tls, tlsWords[tls](`The store at ${place}`), { hint: tlsHints[tls] });
    const full = fullnessOf(cause, code, place);
    if (full !== undefined) throw full;
    if (code === READ_ONLY)
      throw new OrderlyError('store_read_only', `The database at ${place} is read-only`);
    if (code !== undefined && !UNAVAILABLE.test(code)) throw cause;
    if (code?.startsWith('28')) {
      const hint = 'Correct the user and password in DATABASE_URL.';
      throw new OrderlyError('store_unavailable', `The store at ${place} rejected the credentials`, {
        hint,
      });
    }
    throw new OrderlyError('store_unavailable', `The store at ${place} does not answer`, { cause });
  }
}

/** What a database lacks that answers: space on its disk, or a connection. */
function fullnessOf(cause: unknown, code: string | undefined, place: string): OrderlyError | undefined {
  const message = cause instanceof Error ? cause.message : '';
  if (code === '53100' || (code !== undefined && NO_SPACE.test(message))) {
    const hint =
      'Free some space on it: waiting work then continues by itself. Requests that were refused must be sent again.';
    return new OrderlyError('disk_full', `The disk of the database at ${place} is full`, { hint });
  }
  if (code !== '53300') return undefined;
  return new OrderlyError('too_many_connections', `The database at ${place} has no free connections`);
}

/** Why TLS to the database has not come about; a server that wants it says so in words alone, under the code of credentials. */
function tlsCodeOf(error: unknown, sqlState: string | undefined): TlsCode | undefined {
  const message = error instanceof Error ? error.message : '';
  if (sqlState === undefined)
    return message === 'The server does not support SSL connections' ? 'tls_not_spoken' : tlsFailureOf(error);
  if (/no encryption|SSL off|connection is insecure|SSL.{0,20} required/i.test(message)) return 'tls_needed';
  return /valid client certificate/i.test(message) ? 'tls_certificate_wanted' : undefined;
}

/** What to do, by parameters of the connection string. */
const tlsHints: Readonly<Record<TlsCode, string>> = {
  tls_needed: 'Add `sslmode=verify-full` to DATABASE_URL, and `sslrootcert=<file>` for a private CA.',
  tls_not_spoken:
    'Turn on TLS in the database. If it is on this machine or network, you can remove `sslmode` from DATABASE_URL instead.',
  tls_untrusted: 'Add `sslrootcert=<file>` to DATABASE_URL, with the certificate of its CA.',
  tls_expired: "Renew the certificate of the database, and check this machine's clock.",
  tls_other_name: 'Use a host name in DATABASE_URL that the database’s certificate contains.',
  tls_certificate_wanted:
    'Add `sslcert=<file>` and `sslkey=<file>` to DATABASE_URL, with a certificate that the database trusts.',
};

function sqlStateOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error) || !('severity' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

/**
 * Where to connect and as whom. The embedded store names a `passfile`, which each new connection reads: that store has
 * another password after a restart.
 */
export function accessOf(databaseUrl: string): pg.ClientConfig {
  const { hostname, port, username, pathname, searchParams } = new URL(databaseUrl);
  const passfile = searchParams.get('passfile');
  if (passfile === null) return { connectionString: databaseUrl };
  return {
    host: hostname,
    port: Number(port),
    user: username,
    database: pathname.slice(1),
    password: () => passwordIn(passfile),
  };
}

/** The password of the only line, `host:port:database:user:password`; an absent file is the store's absence. */
async function passwordIn(passfile: string): Promise<string> {
  const line = await readFile(passfile, 'utf8').catch(() => '');
  return line.trim().split(':').at(-1) ?? '';
}

/** Host, port and database of a connection string. */
function placeOf(databaseUrl: string): string {
  const url = URL.canParse(databaseUrl) ? new URL(databaseUrl) : undefined;
  if (url === undefined || !/^postgres(ql)?:$/.test(url.protocol)) {
    const hint = 'Write it as postgresql://user:password@host:5432/database.';
    throw new OrderlyError('config_invalid', 'DATABASE_URL is not a PostgreSQL connection string', { hint });
  }
  return `${url.host || url.searchParams.get('host') || 'localhost'}${url.pathname}`;
}
