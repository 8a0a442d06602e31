/** A desk that books, for each protocol: one write by each way of asking again, alone or after a draft, and its look-up. */
import type { Idempotency } from '../../src/connectors/connector.js';
import { readMerchantFile } from '../../src/merchants/merchant-file.js';
import type { ContractConnection } from './connect.js';
import type { Protocol } from './protocols.js';

/** How the write can be asked again. */
export type Kind = Idempotency['kind'];

/** What the desk can be asked for; the word stands in each request. */
export type Leg = 'makeDraft' | 'bookDraft' | 'wasBooked';

/** The merchant to whom the desk belongs. */
export const deskMerchant = readMerchantFile(
  'merchant.yaml',
  `merchant: acme
zone: Europe/Berlin
handover: { default: service }
custom:
  operations:
    desk.book:
      inputs: { name: text }
      outputs: { ref: text }
      effect: write
      privacy: none
    desk.was_booked:
      inputs: { name: text }
      outputs: { result: { happened: { ref: text }, not_happened: {} } }
      effect: read
      privacy: none
`,
  { now: 0 },
).config!;

const idempotency: Readonly<Record<Kind, string>> = {
  key: '{ key: { header: Idempotency-Key, window: 24h } }',
  natural: 'natural',
  lookup: '{ lookup: desk.was_booked }',
  none: 'none',
};

/** Where what is found stands, and the answer in which nothing is. */
const found: Readonly<Record<Protocol, (leg: Leg) => string>> = {
  rest: () => '$.id',
  graphql: (leg) => `$.data.${leg}.id`,
  soap: (leg) => `$.${leg}Response.id`,
};

const requests: Readonly<Record<Protocol, (leg: Leg, mark: string) => string>> = {
  rest: (leg, mark) =>
    leg === 'wasBooked'
      ? `{ method: GET, path: "/${leg}", query: { mark: "${mark}" } }`
      : `{ path: "/${leg}", body: { mark: "${mark}", name: "\${inputs.name}" } }`,
  graphql: (leg, mark) => {
    const kind = leg === 'wasBooked' ? 'query' : 'mutation';
    return `{ path: /graphql, graphql: "${kind}($mark: String!, $name: String) { ${leg}(mark: $mark, name: $name) { id } }", variables: { mark: "${mark}", name: "\${inputs.name}" } }`;
  },
  soap: (leg, mark) =>
    `{ path: /soap, soap: { action: "urn:d#${leg}", envelope: "<d:${leg} xmlns:d='urn:d'><d:mark>${mark}</d:mark><d:name>\${inputs.name}</d:name></d:${leg}>" } }`,
};

/** What the write carries, so that the look-up finds it again. */
const markOf = (kind: Kind, chained: boolean): string => {
  if (kind === 'lookup') return '${idempotencyKey}';
  return chained ? '${chain.draft.id}' : '${inputs.name}';
};

/** The file of a desk. */
export function deskConnection(protocol: Protocol, kind: Kind, chained: boolean): ContractConnection {
  const request = requests[protocol];
  const at = found[protocol];
  const chain = `chain:
      - id: draft
        staging: true
        request: ${request('makeDraft', kind === 'natural' ? '${requestKey}' : '${inputs.name}')}
        take: { id: ${at('makeDraft')} }`;
  return {
    name: `${protocol}, ${kind}${chained ? ', after a draft' : ''}`,
    file: 'desk.yaml',
    text: `
connection: desk
connector: declarative
baseUrl: \${secret.URL}
auth: { scheme: bearer, token: "\${secret.TOKEN}" }
limits: { body: 2MB }
operations:
  desk.book:
    ${chained ? chain : ''}
    request: ${request('bookDraft', markOf(kind, chained))}
    idempotency: ${idempotency[kind]}
    fields: { ref: ${at('bookDraft')} }
  desk.was_booked:
    request: ${request('wasBooked', '${idempotencyKey}')}
    results: { not_happened: { path: ${at('wasBooked')}, is: NEVER } }
    fields: { ref: ${at('wasBooked')} }
`,
    protocol,
    vocabulary: deskMerchant.vocabulary,
    secrets: { TOKEN: 'CANARY-token-91c4' },
    url: 'URL',
  };
}

/** Its answer to a request. */
export function deskAnswer(protocol: Protocol, leg: Leg, id: string): string {
  switch (protocol) {
    case 'rest':
      return JSON.stringify({ id });
    case 'graphql':
      return JSON.stringify({ data: { [leg]: { id } } });
    case 'soap':
      return `<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body><d:${leg}Response xmlns:d="urn:d"><d:id>${id}</d:id></d:${leg}Response></e:Body></e:Envelope>`;
  }
}
