/** Opens a written connection in a process of a test, where there is nobody to expect anything. */
import { buildConnection } from '../../src/connectors/build-connection.js';
import type { Connection } from '../../src/connectors/connector.js';
import { memoryTokens } from '../support/memory-tokens.js';

/** Each bomb is read so often in a row. */
export const ROUNDS = 3;

/** A file, and the port of this machine at which its system is. */
export interface Plain {
  text: string;
  port: number;
  scheme?: string;
}

/** Opens it; throws its issues. */
export function connectPlainly({ text, port, scheme = 'http' }: Plain): Connection {
  const { connection, issues } = buildConnection({
    file: 'plain.yaml',
    text: text.replace('limits: {', 'egress: { allow: [127.0.0.1] }\nlimits: {'),
    secrets: (name) => (name === 'URL' ? `${scheme}://127.0.0.1:${port}` : 'S'),
    egressAllow: ['127.0.0.1'],
    tokens: memoryTokens(),
  });
  if (!connection) throw new Error(JSON.stringify(issues));
  return connection;
}
