/** Mistakes of chains and of log-ins. */
import type { FileMistake } from './at-check.js';

/** Of chains. */
export const chains: readonly FileMistake[] = [
  {
    is: 'a map of fields where a path is taken',
    change: ['take: { ids: { each: "$.lines[*].id" } }', 'take: { ids: { path: $.lines } }'],
    code: 'key_unknown',
    at: 'path',
    says: ['`each`'],
  },
  {
    is: 'a field of what is taken as a map',
    change: [
      'take: { ids: { each: "$.lines[*].id" } }',
      'take: { ids: { each: "$.lines[*]", fields: { id: { path: $.id } } } }',
    ],
    with: [['{ from: chain.lines.ids }', '1']],
    code: 'connection_invalid',
    at: '{ path: $.id }',
    says: ['Only a path', '`id: $.id`'],
  },
  {
    is: 'an input in a choice of items',
    change: [
      '    request:\n      method: POST',
      '      - id: each\n        each: chain.lines.ids\n        where: { path: $, is: "${inputs.order.number}" }\n        request: { path: "/lines/${item}" }\n        take: { ok: { each: "$.ok" } }\n    request:\n      method: POST',
    ],
    code: 'connection_template_invalid',
    at: '"${inputs.order.number}"',
    says: ['constant'],
  },
  {
    is: 'a request of the chain that there is not',
    change: ['chain.lines.ids', 'chain.line.ids'],
    code: 'connection_input_unknown',
    at: 'chain.line.ids',
    says: ['Did you mean `lines`?'],
  },
  {
    is: 'a value that the chain does not take',
    change: ['chain.lines.ids', 'chain.lines.id'],
    code: 'connection_input_unknown',
    at: 'chain.lines.id',
    says: ['Did you mean `ids`?'],
  },
  {
    is: 'a POST of the chain that does not say what it does',
    change: ['- id: lines\n        request: {', '- id: lines\n        request: { method: POST,'],
    code: 'connection_chain_invalid',
    at: '',
    says: ['staging', 'effect: read'],
  },
];

/** Of log-ins. */
export const logins: readonly FileMistake[] = [
  {
    is: 'half the name of a scheme',
    change: ['scheme: bearer\n  token: ${secret.STUB_TOKEN}', 'scheme: oauth2'],
    code: 'connection_auth_unknown',
    at: 'oauth2',
    says: ['`oauth2-client-credentials`', '`oauth2-authorization-code`', '`oauth2-refresh-token`'],
  },
  {
    is: 'a scheme by another word',
    change: ['scheme: bearer\n  token: ${secret.STUB_TOKEN}', 'scheme: cookie'],
    code: 'connection_auth_unknown',
    at: 'cookie',
    says: ['`session-cookie`'],
  },
  {
    is: 'a setting of a scheme misspelt',
    change: ['  token: ${secret.STUB_TOKEN}', '  tokn: ${secret.STUB_TOKEN}'],
    code: 'key_unknown',
    at: 'tokn',
    says: ['Did you mean `token`?'],
  },
  {
    is: 'a setting of a scheme missing',
    change: [
      'scheme: bearer\n  token: ${secret.STUB_TOKEN}',
      'scheme: oauth2-client-credentials\n  tokenUrl: https://id.acme.example/token\n  clientId: ${secret.ID}',
    ],
    code: 'connection_invalid',
    at: '',
    says: ['`clientSecret`'],
  },
  {
    is: 'the scheme by the word of other tools',
    change: ['  scheme: bearer', '  kind: bearer'],
    code: 'key_unknown',
    at: 'kind',
    says: ['write `scheme`', '`scheme: bearer`'],
  },
];
