/** The connectors of help desks, as a merchant writes them, at a simulated account. */
import { buildConnection } from '../../../src/connectors/build-connection.js';
import type { Connection } from '../../../src/connectors/connector.js';
import { memoryTokens } from '../../support/memory-tokens.js';

/** What signs webhooks in these tests. */
export const hookSecret = 'a-secret-of-the-webhook';

/** Files of the two. */
export const deskFiles = {
  zendesk: `connection: desk
connector: zendesk
parameters: { subdomain: acme, agent: '42' }
baseUrl: \${secret.URL}
auth: { scheme: basic, user: orderly@acme.example/token, password: '\${secret.TOKEN}' }
events: { secret: '\${secret.HOOK}' }
`,
  gorgias: `connection: desk
connector: gorgias
parameters: { domain: acme, agent: orderly@acme.example, from: support@acme.example }
baseUrl: \${secret.URL}
auth: { scheme: basic, user: orderly@acme.example, password: '\${secret.TOKEN}' }
events: { secret: '\${secret.HOOK}' }
`,
} as const;

/** Connects to an account. */
export function connectDesk(name: keyof typeof deskFiles, url: string): Connection {
  const { connection, issues } = buildConnection({
    ...{ file: 'desk.yaml', text: `${deskFiles[name]}egress: { allow: [127.0.0.1] }\n` },
    secrets: (secret) => ({ URL: url, TOKEN: 'a-token', HOOK: hookSecret })[secret],
    ...{ egressAllow: ['127.0.0.1'], tokens: memoryTokens() },
  });
  if (connection === undefined) throw new Error(JSON.stringify(issues));
  return connection;
}
