/** What every connector needs to make a connection from a file. */
import type { HttpClient } from './http/client.js';
import type { Issue } from '../contracts/issue.js';
import type { EgressRoutes } from './http/egress-routes.js';
import type { Vocabulary } from '../commerce/operation.js';
import type { Secrets } from '../security/secrets.js';
import type { Quotas, Tokens } from '../store/store.js';
import type { Connection } from './connector.js';
import type { ConnectionEvents, ReadEvent } from './connection-events.js';
import type { AttemptMade, ConnectionEvent } from './operator-events.js';
import type { Trace } from './trace.js';

/** What a connection needs from its surroundings. */
export interface ConnectionContext {
  secrets: Secrets;
  /** The operator's list of private hosts, addresses and networks that connections may name. */
  egressAllow: readonly string[];
  /** The operator's egress routes; without them, as in a check, requests would be sent directly. */
  egressRoutes?: EgressRoutes | undefined;
  tokens: Tokens;
  /** What its workers have used of its system's quotas; without it, this process counts for itself. */
  quotas?: Quotas | undefined;
  /** The bytes of a file beside the connection's (`refund.graphql`, `ca.pem`); undefined when there is none. */
  siblingFiles: (name: string) => Buffer | undefined;
  /** Replaces the network and its guards to replay a recording: nothing is sent, and no credentials are added. */
  network?: HttpClient | undefined;
  /** Observes requests and responses on an engineer's machine. */
  trace?: Trace;
  /** What the merchant's files can name; without it, the product's words and custom fields of any name. */
  vocabulary?: Vocabulary | undefined;
  /** What has been told of a record of a connection by event, oldest first; without it, nothing. */
  reported?: ((connection: string, ref: string) => Promise<readonly ReadEvent[]>) | undefined;
  /** When a time from a moment (epoch ms) is over by the merchant's calendar. */
  dueAt?: ((from: number, time: { ms: number } | { businessDays: number }) => number) | undefined;
  /** Receives events worth counting. */
  log?: (event: ConnectionEvent) => void;
  /** Receives every attempt. */
  attempted?: ((made: AttemptMade) => void) | undefined;
}

/** A connection, or the issues of its file. */
export interface BuiltConnection {
  connection?: Connection;
  issues: Issue[];
  /** What is probably wrong in the file but may be meant. */
  warnings?: readonly Issue[];
}

/** Receives why events that a file speaks of cannot be taken in, with the connection's name as far as it can be read. */
export type Unbuilt = (connection: string, issues: readonly Issue[]) => void;

/** Events of a connection by its name; undefined if its file has none, or is wrong there. */
export type BuiltEvents = { connection: string; events: ConnectionEvents } | undefined;
