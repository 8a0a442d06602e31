/** Turns a connection file into a connection or its issues; connections are made nowhere else. */
import type { Vocabulary } from '../commerce/operation.js';
import { STAND_IN } from '../security/secrets.js';
import { issueAt, readDocument, type YamlDocument } from '../yaml/document.js';
import { didYouMean } from '../yaml/suggest.js';
import { connectors } from './index.js';
import type { BuiltConnection, BuiltEvents, ConnectionContext, ConnectorBuilder } from './options.js';
import type { Tokens } from '../store/store.js';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** A connection's file. */
export interface ConnectionSource {
  file: string;
  text: string;
  /** Where it really is, if `file` is only the name that issues use. */
  path?: string | undefined;
  /** What the merchant's files can name. */
  vocabulary?: Vocabulary | undefined;
}

/** Builds a connection, or none if the file has any issue. Sends nothing. */
export function buildConnection({
  file,
  text,
  path = file,
  ...given
}: ConnectionSource & Omit<ConnectionContext, 'siblingFiles'>): BuiltConnection {
  const { document, issues } = readDocument(file, text, { aliases: true });
  if (!document) return { issues };
  const context = { ...given, siblingFiles: siblingFilesOf(path) };
  const { name, connector } = connectorOf(document);
  if (connector) return connector.build(document, context);
  const hint = didYouMean(name, connectors.keys());
  return {
    issues: [
      issueAt(document, ['connector'], 'connector_unknown', 'The connection names no known connector.', hint),
    ],
  };
}

function connectorOf({ value }: YamlDocument): { name: string; connector: ConnectorBuilder | undefined } {
  const named =
    typeof value === 'object' && value !== null && 'connector' in value ? value['connector'] : undefined;
  const name = typeof named === 'string' ? named : '';
  return { name, connector: connectors.get(name) };
}

/** What a connection file says of events, for whoever takes them in: its other secrets need not be there. */
export function buildEvents({
  file,
  text,
  ...given
}: Pick<ConnectionSource, 'file' | 'text'> &
  Pick<ConnectionContext, 'secrets' | 'egressAllow' | 'egressRoutes'>): BuiltEvents {
  const { document } = readDocument(file, text, { aliases: true });
  if (!document) return undefined;
  const context = { ...given, tokens: noTokens, siblingFiles: siblingFilesOf(file) };
  return connectorOf(document).connector?.buildEvents(document, context);
}

/** Checks a connection file without secrets, as on an author's machine; the connection it makes cannot send. */
export function checkConnection(source: ConnectionSource): BuiltConnection {
  const secrets = (): string => STAND_IN;
  return buildConnection({ ...source, secrets, egressAllow: [], tokens: noTokens });
}

const none = (): Promise<never> => Promise.reject(new Error('nothing is sent here'));
const noTokens: Tokens = { get: none, put: none, lease: none, release: none };

/** Returns a reader of files in the folder of `file` and below; a name that leads outside it finds nothing. */
function siblingFilesOf(file: string): (name: string) => Buffer | undefined {
  return (name) => {
    if (!isInside(name)) return undefined;
    try {
      return readFileSync(join(dirname(file), name));
    } catch {
      return undefined;
    }
  };
}

const isInside = (name: string): boolean =>
  /^[A-Za-z0-9._/-]{1,200}$/.test(name) &&
  name.split('/').every((part) => part !== '' && !part.startsWith('.'));
