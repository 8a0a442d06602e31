/** A connector for one kind of system: a merchant writes where it is and how to log in, the connector knows the rest. */
import { addElement, addImport } from './code.js';
import type { Kind } from './kind.js';
import { pascal, requireName, title } from './names.js';
import { addRow } from './page.js';

/** `acme`: a connector that answers `orders.get`, over the declarative language. */
export const connector: Kind = {
  does: 'what implements operations for one kind of system',
  usage: 'connector <name-in-kebab-case>',
  make({ name: given }, changes) {
    const name = requireName(given, /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'acme-shop');
    const folder = `src/connectors/${name}`;
    changes.create(`${folder}/connection.ts`, builderOf(name));
    changes.create(`${folder}/operations.ts`, operationsOf(name));
    changes.create(`test/contract/${name}.test.ts`, contractOf(name));
    changes.create(`docs/integrating/connectors/${name}.md`, pageOf(name));
    changes.edit('src/connectors/index.ts', (text) => {
      const builder = `build${pascal(name)}`;
      const imported = addImport(text, builder, `./${name}/connection.js`);
      return addElement(imported, 'connectors', `['${name}', ${builder}]`);
    });
    changes.edit('docs/integrating/README.md', (text) =>
      addRow(
        text,
        '## Pages',
        `| [${title(name)}](connectors/${name}.md) | connections with \`connector: ${name}\` |`,
      ),
    );
    return {
      tests: [`test/contract/${name}.test.ts`, 'test/docs/links.test.ts'],
      next: [
        `Describe the system's operations in ${folder}/operations.ts: docs/integrating/connections.md has every key.`,
        `Each operation needs an entry in test/contract/${name}.test.ts: docs/development/testing.md#the-contract-of-a-connection.`,
        `Say in docs/integrating/connectors/${name}.md which rights it needs and what it cannot do.`,
      ],
    };
  },
};

const builderOf = (
  name: string,
): string => `/** The connector \`${name}\`: a merchant writes where it is and how to log in; the rest is the same for all of them. */
import { z } from 'zod';
import type { YamlDocument } from '../../yaml/document.js';
import { issuesOfZod } from '../../yaml/zod-issues.js';
import { buildDeclarative } from '../declarative/connection.js';
import { isObject } from '../declarative/json-value.js';
import { ConnectionFile } from '../declarative/schema.js';
import type { BuiltConnection, ConnectionContext } from '../options.js';
import { operations } from './operations.js';

const { connection, baseUrl, auth, limits, egress, tls } = ConnectionFile.shape;
const written = { connection, baseUrl, auth, limits, egress, tls };
const ${pascal(name)}File = z.strictObject({ ...written, connector: z.literal('${name}') });

/** Builds a connection of a merchant's file; what the file does not say stands in operations.ts. */
export function build${pascal(name)}(document: YamlDocument, context: ConnectionContext): BuiltConnection {
  const schema = ${pascal(name)}File;
  const parsed = schema.safeParse(document.value);
  if (!parsed.success) return { issues: issuesOfZod(document, parsed.error, 'connection_invalid', { schema }) };
  const given = isObject(document.value) ? document.value : {};
  const whole: YamlDocument = {
    file: document.file,
    text: document.text,
    value: { ...given, connector: 'declarative', operations },
    // What only operations.ts has is told at the top of the merchant's file.
    locate: (path, at) => document.locate(path, at),
    locateIn: (path, index) => document.locateIn(path, index),
  };
  return buildDeclarative(whole, context);
}
`;

const operationsOf = (
  name: string,
): string => `/** What the connector \`${name}\` answers, in the words of a connection file (docs/integrating/connections.md). */
import type { JsonObject } from '../../contracts/json.js';

/** Operation: how it is asked of this system. */
export const operations: JsonObject = {
  'orders.get': {
    request: { path: '/orders/\${inputs.number}' },
    none: { status: '404', path: '$.code', is: 'NOT_FOUND' },
    fields: {
      ref: '$.id',
      number: '$.number',
      customerEmail: '$.email',
      status: { path: '$.status', values: { NEW: 'open', SENT: 'shipped', DONE: 'delivered' } },
    },
  },
};
`;

const contractOf = (
  name: string,
): string => `/** The connector \`${name}\` under the contract: whatever its system does, each operation ends as the table says. */
import type { Contract } from './connector.js';
import { runContract } from './connector.js';

const contract: Contract = {
  name: '${name}',
  file: '${name}.yaml',
  text: \`
connection: ${name}
connector: ${name}
baseUrl: \\\${secret.URL}/api
auth: { scheme: bearer, token: "\\\${secret.TOKEN}" }
\`,
  protocol: 'rest',
  url: 'URL',
  secrets: { TOKEN: 'CANARY-token-4711' },
  operations: [
    {
      call: { operation: 'orders.get', inputs: { number: '7' } },
      good: JSON.stringify({ id: 'r7', number: '7', email: 'joerg@mueller.example', status: 'NEW' }),
    },
  ],
};

runContract(contract);
`;

const pageOf = (name: string): string => `# ${title(name)}

A connection to it says where it is and how to log in:

\`\`\`
connection: shop
connector: ${name}
baseUrl: https://shop.example/api
auth: { scheme: bearer, token: "\${secret.SHOP_TOKEN}" }
\`\`\`

| Operation | Asks |
|---|---|
| \`orders.get\` | \`GET /orders/<number>\` |
`;
