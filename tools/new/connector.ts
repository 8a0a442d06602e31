/** A prebuilt connector for one kind of system: a merchant writes where it is and how to log in, the template knows the rest. */
import type { Kind } from './kind.js';
import { NewError, requireName, title } from './names.js';

/** `acme`: a template that answers `orders.get`. */
export const connector: Kind = {
  does: 'a prebuilt connector: a template for one kind of system',
  usage: 'connector <name-in-kebab-case>',
  make({ name: given }, changes) {
    const name = requireName(given, /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'acme-shop');
    const template = `src/connectors/templates/${name}/connection.yaml`;
    changes.create(template, templateOf(name));
    changes.create(`test/contract/${name}.test.ts`, contractOf(name));
    changes.create(`docs/connectors/${name}.md`, pageOf(name));
    changes.edit('docs/connectors/README.md', (text) =>
      addRow(text, '## Systems', `| [${title(name)}](${name}.md) | \`${name}\` | orders by number |`),
    );
    return {
      tests: [
        ...[`test/contract/${name}.test.ts`, 'test/connectors/templates', 'test/schemas'],
        'test/docs/links.test.ts',
      ],
      tools: ['schemas', 'connectors-page'],
      next: [
        `Describe the system's operations in ${template}: docs/integrating/connections.md has every key.`,
        `Each operation needs an entry in test/contract/${name}.test.ts: docs/development/testing.md#the-contract-of-a-connection.`,
        `Say in docs/connectors/${name}.md which rights it needs and what it cannot do: docs/development/add-a-connector.md.`,
      ],
    };
  },
};

const templateOf = (name: string): string => `# ${title(name)}.
template: ${name}
title: ${title(name)}
parameters:
  shop:
    help: The name of the shop in its address.
    example: acme
    pattern: '[a-z0-9-]+'
baseUrl: https://\${parameters.shop}.${name}.example/api
auth:
  - scheme: bearer
    about: a token of the shop's settings
    example: { token: '\${secret.SHOP_TOKEN}' }
rights:
  orders.get: orders.read

operations:
  orders.get:
    request: { path: '/orders/\${inputs.number}' }
    none: { status: 404, path: $.code, is: NOT_FOUND }
    fields:
      ref: $.id
      number: $.number
      customerEmail: $.email
      status: { path: $.status, values: { NEW: open, SENT: shipped, DONE: delivered } }
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
parameters: { shop: acme }
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

\`\`\`yaml
connection: shop
connector: ${name}
parameters: { shop: acme }
auth: { scheme: bearer, token: '\${secret.SHOP_TOKEN}' }
operations: {}
\`\`\`

## Set it up

Where the token is made, step by step.

## Permissions

| Operation | Permission |
|---|---|
| \`orders.get\` | orders.read |

## Limits

What the system allows, and what this connector does about it.

## Gaps

What the system cannot do.

## Checked against

Which official description, and when.
`;

/** Adds a row at the end of the first table below a line of the page. */
function addRow(text: string, below: string, row: string): string {
  const lines = text.split('\n');
  const start = lines.indexOf(below);
  const table = lines.findIndex((line, index) => index > start && line.startsWith('|'));
  if (start < 0 || table < 0)
    throw new NewError(`The page has no table below \`${below}\` any more; tools/new must follow it.`);
  const end = lines.findIndex((line, index) => index > table && !line.startsWith('|'));
  return lines.toSpliced(end < 0 ? lines.length : end, 0, row).join('\n');
}
