/** Opens a connection of a file at a system of a test: only where it is and how long it is waited for are changed. */
import { expect } from '@jest/globals';
import { parseDocument } from 'yaml';
import { buildConnection } from '../../src/connectors/build-connection.js';
import type { Connection } from '../../src/connectors/connector.js';
import type { ConnectionEvent } from '../../src/connectors/events.js';
import { memoryTokens } from '../support/memory-tokens.js';
import type { Say } from './face.js';
import type { Protocol } from './protocols.js';

/** A connection's file and what it needs. */
export interface ContractConnection {
  name: string;
  /** Path of the file; files that it names lie beside it. */
  file: string;
  text: string;
  protocol: Protocol;
  /** Its secrets by name, but for `url`; each value is a canary. */
  secrets: Readonly<Record<string, string>>;
  /** The secret that holds the address of its system. */
  url: string;
  /** Path of its token endpoint, what that says, and canaries in it. */
  signIn?: { path: string; say: Say; canaries: readonly string[] };
}

/** An open connection and what it told. */
export interface Connected {
  connection: Connection;
  events: ConnectionEvent[];
  canaries: readonly string[];
}

/** Where the system is, and whether its faults end only at the deadline. */
export interface Where {
  port: number;
  scheme?: string;
  host?: string;
  slow?: boolean;
}

/** Opens it; the file must have no issue. */
export function connect(contract: ContractConnection, where: Where): Connected {
  const { port, scheme = 'http', host = '127.0.0.1', slow = false } = where;
  const events: ConnectionEvent[] = [];
  const { secrets, signIn } = contract;
  const built = buildConnection({
    file: contract.file,
    text: adapted(contract.text, slow),
    secrets: (name) => (name === contract.url ? `${scheme}://${host}:${port}` : secrets[name]),
    egressAllow: ['127.0.0.1'],
    tokens: memoryTokens(),
    log: (event) => events.push(event),
  });
  expect(built.issues).toEqual([]);
  return {
    connection: built.connection!,
    events,
    canaries: [...Object.values(secrets), ...(signIn?.canaries ?? [])],
  };
}

function adapted(text: string, slow: boolean): string {
  const document = parseDocument(text);
  document.setIn(['limits', 'timeout'], slow ? '150ms' : '10s');
  document.setIn(['egress', 'allow'], ['127.0.0.1']);
  return document.toString();
}
