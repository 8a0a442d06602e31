/** An authentication scheme: its file, its line in the registry, its page and its test. */
import { addElement, addImport } from './code.js';
import type { Kind } from './kind.js';
import { camel, requireName, title } from './names.js';
import { addRow } from './page.js';

const pages = 'docs/integrating/authentication';

/** `shop-token`: a secret in a header that the connection names. */
export const scheme: Kind = {
  does: 'a way in which requests of a connection say who sends them',
  usage: 'scheme <name-in-kebab-case>',
  make({ name: given }, changes) {
    const name = requireName(given, /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'shop-token');
    const variable = camel(name);
    changes.create(`src/connectors/auth/${name}.ts`, sourceOf(name, variable));
    changes.create(`test/connectors/auth/${name}.test.ts`, testOf(name));
    changes.create(`${pages}/${name}.md`, pageOf(name));
    changes.edit('src/connectors/auth/index.ts', (text) =>
      addElement(addImport(text, variable, `./${name}.js`), 'schemes', `['${name}', ${variable}]`),
    );
    changes.edit(`${pages}/README.md`, (text) =>
      addRow(text, '## Schemes', `| \`${name}\` ([page](${name}.md)) | a secret in a header of its own |`),
    );
    return {
      tools: ['schemas'],
      tests: [
        `test/connectors/auth/${name}.test.ts`,
        'test/docs/authentication.test.ts',
        'test/docs/connections.test.ts',
      ],
      next: [
        `Put the credentials where the system wants them: \`apply\` in src/connectors/auth/${name}.ts; \`renew\` if a 401 can be mended.`,
        `Let the server of test/connectors/auth/${name}.test.ts refuse what the real one refuses.`,
        `Say in ${pages}/${name}.md which systems want it, and with which settings.`,
      ],
    };
  },
};

const sourceOf = (
  name: string,
  variable: string,
): string => `/** A secret in a header that the connection names. */
import { z } from 'zod';
import { schemeKind, withHeader } from './scheme.js';
import { HeaderName, HeaderText } from './settings.js';

/** \`scheme: ${name}\`. */
export const ${variable} = schemeKind({
  settings: z.strictObject({
    header: HeaderName.describe('Header that carries it.'),
    secret: HeaderText.min(1).describe('The secret: \`\${secret.NAME}\`.'),
  }),
  open: ({ header, secret }) => ({
    apply: (request) => Promise.resolve({ is: 'ready', request: withHeader(request, header, secret) }),
  }),
});
`;

const testOf = (
  name: string,
): string => `/** \`scheme: ${name}\` against a server that checks what arrives. */
import { expect, test } from 'vitest';
import { answerJson, serve } from '../support/hostile-server.js';
import { ANSWER, build, connect, order } from './support.js';

const SECRET = 'CANARY-4711';
const auth = 'scheme: ${name}\\nheader: X-Secret\\nsecret: "\${secret.S}"';

test.each([
  ['the right secret is let in', SECRET, 'done'],
  ['a wrong one is not', 'CANARY-0815', 'later'],
])('%s', async (_name, secret, is) => {
  await using server = await serve(({ headers }, response) => {
    const known = headers['x-secret'] === SECRET;
    answerJson(response, known ? 200 : 401, known ? ANSWER : {});
  });
  const attempt = await order(connect({ auth, url: server.url, secrets: { S: secret } }));
  expect(attempt.is).toBe(is);
  expect(JSON.stringify(attempt)).not.toContain(secret);
});

test('a secret that cannot stand in a header is told at its place, without its value', () => {
  const { issues } = build({ auth, secrets: { S: \`\${SECRET}\\n\` } });
  expect(issues.map(({ path }) => path)).toEqual(['auth.secret']);
  expect(JSON.stringify(issues)).not.toContain(SECRET);
});
`;

const pageOf = (name: string): string => `# ${title(name)}

A secret in a header that the system names.

| Key | What it is |
|---|---|
| \`header\` | header that carries the secret |
| \`secret\` | the secret |

\`\`\`yaml
auth:
  scheme: ${name}
  header: X-Secret
  secret: \${secret.SHOP_SECRET}
\`\`\`

Over the wire:

\`\`\`http
GET /v2/orders/7 HTTP/1.1
X-Secret: 8f2c…
\`\`\`
`;
