/** What every connector needs to make a connection of a file. */
import type { HttpClient } from '../http/client.js';
import type { Issue } from '../contracts/issue.js';
import type { EgressRoutes } from '../http/egress-routes.js';
import type { Vocabulary } from '../commerce/operation.js';
import type { Secrets } from '../security/secrets.js';
import type { Tokens } from '../store/store.js';
import type { YamlDocument } from '../yaml/document.js';
import type { Connection } from './connector.js';
import type { ConnectionEvent } from './events.js';
import type { Trace } from './trace.js';

/** What a connection needs from its surroundings. */
export interface ConnectionContext {
  secrets: Secrets;
  /** The operator's list of private hosts, addresses and networks that connections may name. */
  egressAllow: readonly string[];
  /** The operator's ways out; without them, as in a check, requests would leave directly. */
  egressRoutes?: EgressRoutes | undefined;
  tokens: Tokens;
  /** The bytes of a file beside the connection's (`refund.graphql`, `ca.pem`); undefined when there is none. */
  siblingFiles: (name: string) => Buffer | undefined;
  /** Stands in for the network and what guards it, to replay a recording: nothing leaves, no credentials are put on. */
  network?: HttpClient | undefined;
  /** Looks on, on an engineer's machine. */
  trace?: Trace;
  /** What the merchant's files can name; without it the product's words, and own fields of any name. */
  vocabulary?: Vocabulary | undefined;
  /** Told what is worth counting. */
  log?: (event: ConnectionEvent) => void;
}

/** A connection, or what is wrong with its file. */
export interface BuiltConnection {
  connection?: Connection;
  issues: Issue[];
}

/** Makes a connection of one connector's file. */
export type ConnectorBuilder = (document: YamlDocument, context: ConnectionContext) => BuiltConnection;
