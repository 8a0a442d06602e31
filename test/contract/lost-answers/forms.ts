/** Every form in which a connection file can say a refund: where its key stands, what goes before, and how it is looked up. */
import { readMerchantFile } from '../../../src/merchants/merchant-file.js';
import type { ContractConnection } from '../connect.js';
import type { Protocol } from '../protocols.js';

/** Where the key stands. */
const places = ['header', 'query', 'body', 'graphql', 'soap'] as const;
/** The requests: one, one after a read, and after a draft, where the commit or the draft carries the key. */
const shapes = ['alone', 'after a read', 'after a draft', 'key in the draft'] as const;
/** How it can be asked again; the last three look it up: in a list, by its key, and in a text around the key. */
const manners = ['key', 'natural', 'none', 'list', 'detail', 'reason'] as const;

/** One form of a refund. */
export interface Form {
  place: (typeof places)[number];
  shape: (typeof shapes)[number];
  manner: (typeof manners)[number];
}

/** What a request is for; the word stands in each. */
export type Leg = 'readOrder' | 'makeDraft' | 'payBack' | 'listPaid' | 'findPaid';

/** Whether the language can say it. */
const isSound = ({ place, shape, manner }: Form): boolean => {
  const looksUp = manner === 'list' || manner === 'detail' || manner === 'reason';
  if (shape === 'key in the draft') return looksUp;
  // A system that does nothing twice for a state cannot know that another draft is the same.
  if (manner === 'natural' && shape === 'after a draft') return false;
  // Without a key there is no place for it; each protocol once is enough.
  return manner === 'none' || manner === 'natural' ? place !== 'header' && place !== 'query' : true;
};

/** The protocol of its requests; look-ups of the order and its quote are plain. */
export const protocolOf = ({ place }: Form): Protocol =>
  place === 'graphql' || place === 'soap' ? place : 'rest';

/** All that can be said. */
export const forms: readonly Form[] = places
  .flatMap((place) => shapes.flatMap((shape) => manners.map((manner) => ({ place, shape, manner }))))
  .filter(isSound);

/** Its requests whose answer can be lost. */
export const legsOf = ({ shape, manner }: Form): Leg[] => [
  'payBack',
  ...(shape === 'after a draft' || shape === 'key in the draft' ? (['makeDraft'] as const) : []),
  ...(manner === 'detail' ? (['findPaid'] as const) : []),
  ...(manner === 'list' || manner === 'reason' ? (['listPaid'] as const) : []),
];

/** The merchant whose refunds these are: a band spares the approval. */
export const tillMerchant = readMerchantFile(
  'merchant.yaml',
  `merchant: acme
zone: Europe/Berlin
verification:
  - [number, email]
policy:
  refund.autoApprove: { upTo: 50 EUR, perCustomer: 99/30d, reasons: [damaged, not_received, other] }
handover: { default: service }
`,
  { now: 0 },
).config!;

const KEY = '${idempotencyKey}';

/** What stands for the key in the system's books. */
const markOf = ({ manner }: Form): string => (manner === 'reason' ? `\${inputs.reason} ${KEY}` : KEY);

/** The file of a form; its quote `tells` what was paid back before, or does not. */
export function formConnection(form: Form, tells: boolean): ContractConnection {
  const protocol = protocolOf(form);
  return {
    name: `${form.place}, ${form.shape}, ${form.manner}`,
    file: 'till.yaml',
    text: textOf(form, tells),
    protocol,
    vocabulary: tillMerchant.vocabulary,
    secrets: {},
    url: 'URL',
  };
}

function textOf(form: Form, tells: boolean): string {
  const { manner, shape } = form;
  return `
connection: till
connector: declarative
baseUrl: \${secret.URL}
operations:
  orders.get:
    request: { path: "/order/\${inputs.number}" }
    fields: { ref: $.ref, number: $.ref, customerEmail: $.email, status: { value: shipped }, amount: { minor: $.charged, currency: EUR } }
  payments.quote_refund:
    request: { path: "/quote/\${inputs.order.ref}" }
    fields: { amount: { minor: $.left, currency: EUR }${tells ? ', refunded: { minor: $.refunded, currency: EUR }' : ''} }
  payments.refund:
    ${chainOf(form)}
    request: ${request(form, 'payBack', { ...commitOf(form), ...(shape === 'key in the draft' ? {} : keyOf(form)) })}
    idempotency: ${idempotencyOf(form)}
    fields: { refundRef: ${at(form, 'payBack', 'id')} }
${['list', 'detail', 'reason'].includes(manner) ? lookUpOf(form) : ''}`;
}

type Values = Readonly<Record<string, string>>;

const commitOf = ({ shape }: Form): Values =>
  shape === 'after a draft' || shape === 'key in the draft'
    ? { draft: '${chain.draft.id}' }
    : { amount: '${inputs.amount.minor}' };

const keyOf = (form: Form): Values =>
  form.manner === 'none' || form.manner === 'natural' ? {} : { mark: markOf(form) };

function chainOf(form: Form): string {
  if (form.shape === 'alone') return '';
  if (form.shape === 'after a read')
    return `chain: [{ id: order, request: { path: "/readOrder/\${inputs.order.ref}" }, take: { ref: $.ref } }]`;
  const values = { amount: '${inputs.amount.minor}' };
  const made = request(
    form,
    'makeDraft',
    form.shape === 'key in the draft' ? { ...values, ...keyOf(form) } : values,
  );
  return `chain: [{ id: draft, staging: true, request: ${made}, take: { id: ${at(form, 'makeDraft', 'id')} } }]`;
}

function idempotencyOf({ manner, place, shape }: Form): string {
  if (manner === 'none' || manner === 'natural') return manner;
  if (manner !== 'key') return '{ lookup: payments.refund.happened }';
  return place === 'header' && shape === 'alone'
    ? '{ key: { header: Idempotency-Key, window: 24h } }'
    : '{ key: { window: 24h } }';
}

function lookUpOf(form: Form): string {
  const one = form.manner === 'detail';
  const asked = request(form, one ? 'findPaid' : 'listPaid', one ? { mark: markOf(form) } : {});
  const [no, yes] = one
    ? [
        `{ path: ${at(form, 'findPaid', 'found')}, is: "no" }`,
        `{ path: ${at(form, 'findPaid', 'found')}, is: "yes" }`,
      ]
    : (['not', 'is'] as const).map(
        (word) => `{ path: "${at(form, 'listPaid', 'refunds[*].mark')}", ${word}: "${markOf(form)}" }`,
      );
  return `  payments.refund.happened:
    request: ${asked}
    results: { not_happened: ${no} }
    success: ${yes}
    fields: {}
`;
}

/** Where a value of an answer stands. */
const at = (form: Form, leg: Leg, name: string): string =>
  ({ rest: `$.${name}`, graphql: `$.data.${leg}.${name}`, soap: `$.${leg}Response.${name}` })[
    protocolOf(form)
  ];

const reads: readonly Leg[] = ['listPaid', 'findPaid'];

function request(form: Form, leg: Leg, { mark, ...values }: Values): string {
  const all = Object.entries({ ...values, ...(mark === undefined ? {} : { mark }) });
  const listed = (entries: readonly (readonly string[])[]): string =>
    `{ ${entries.map(([name, value]) => `${name}: "${value}"`).join(', ')} }`;
  const ref = '${inputs.order.ref}';
  switch (protocolOf(form)) {
    case 'graphql': {
      const kind = reads.includes(leg) ? 'query' : 'mutation';
      const declared = all.map(([name]) => `$${name}: String`).join(', ');
      const given = all.map(([name]) => `${name}: $${name}`).join(', ');
      const answer = leg === 'listPaid' ? 'refunds { mark }' : leg === 'findPaid' ? 'found' : 'id';
      const document = `${kind}${all.length > 0 ? `(${declared})` : ''} { ${leg}${all.length > 0 ? `(${given})` : ''} { ${answer} } }`;
      return `{ path: "/graphql/${ref}", graphql: "${document}", variables: ${listed(all)} }`;
    }
    case 'soap': {
      const parts = all.map(([name, value]) => `<t:${name}>${value}</t:${name}>`).join('');
      return `{ path: "/soap/${ref}", soap: { action: "urn:t#${leg}", envelope: "<t:${leg} xmlns:t='urn:t'>${parts}</t:${leg}>" } }`;
    }
    case 'rest': {
      const path = `path: "/${leg}/${ref}"`;
      if (reads.includes(leg)) return `{ ${path}, query: ${listed(all)} }`;
      // Where \`idempotency\` names the header, the engine writes it.
      const isNamed = form.place === 'header' && form.manner === 'key' && form.shape === 'alone';
      if (mark === undefined || isNamed) return `{ ${path}, body: ${listed(Object.entries(values))} }`;
      if (form.place === 'body') return `{ ${path}, body: ${listed(all)} }`;
      const where =
        form.place === 'header' ? `headers: { Idempotency-Key: "${mark}" }` : `query: { mark: "${mark}" }`;
      return `{ ${path}, ${where}, body: ${listed(Object.entries(values))} }`;
    }
  }
}
