/** What the connectors of help desks are asked under the contract, and what the desks say. */
import { deskFiles } from '../connectors/help-desks/connect.js';
import type { Contract, ContractOperation } from './connector.js';

const key = 'acme_c1_7';
const reply = { ticket: '5158', text: 'It is on its way.' };
const assign = { ticket: '5158', queue: 'returns', summary: 'Wants a colleague.' };

/** The two writes of a desk and the look-ups of both; an honest answer goes before where it must. */
const operations = (
  done: string,
  marks: string,
  refusal: NonNullable<ContractOperation['refusal']>,
  before: { reply?: ContractOperation['before']; assign: ContractOperation['before'] },
): ContractOperation[] => [
  {
    call: { operation: 'channel.reply', inputs: reply, idempotencyKey: key },
    ...{ good: done, refusal, ...(before.reply === undefined ? {} : { before: before.reply }) },
  },
  { call: { operation: 'channel.reply.happened', inputs: reply, idempotencyKey: key }, good: marks },
  {
    call: { operation: 'channel.assign', inputs: assign, idempotencyKey: key },
    ...{ good: done, refusal, before: before.assign ?? [] },
  },
  { call: { operation: 'channel.assign.happened', inputs: assign, idempotencyKey: key }, good: marks },
];

const shared = {
  protocol: 'rest',
  url: 'URL',
  secrets: { TOKEN: 'CANARY-token-4711', HOOK: 'CANARY-hook-0815' },
} as const;

/** That of Zendesk. */
export const zendesk: Contract = {
  ...{ ...shared, name: 'Zendesk', file: 'zendesk.yaml', text: deskFiles.zendesk },
  operations: operations(
    JSON.stringify({ ticket: { id: 5158, status: 'open' }, audit: { id: 99 } }),
    JSON.stringify({
      audits: [
        { id: 98, metadata: { custom: {} } },
        { id: 99, metadata: { custom: { orderly: key } } },
      ],
      meta: { has_more: false },
    }),
    {
      ...{ status: 422, code: 'ticket_closed' },
      body: JSON.stringify({
        error: 'RecordInvalid',
        details: { status: [{ description: 'Status: closed prevents ticket update' }] },
      }),
    },
    { assign: [{ has: '/tags.json', good: JSON.stringify({ tags: ['orderly'] }) }] },
  ),
};

/** That of Gorgias. */
export const gorgias: Contract = {
  ...{ ...shared, name: 'Gorgias', file: 'gorgias.yaml', text: deskFiles.gorgias },
  operations: operations(
    JSON.stringify({ id: 99, ticket_id: 5158, sent_datetime: null }),
    JSON.stringify({
      data: [
        { id: 99, external_id: key },
        { id: 98, external_id: null },
      ],
      meta: { next_cursor: null },
    }),
    {
      ...{ status: 404, code: 'ticket_unknown' },
      body: JSON.stringify({ error: { msg: 'The requested item was not found.' } }),
    },
    {
      reply: [
        {
          has: 'GET /tickets/5158 ',
          good: JSON.stringify({ id: 5158, customer: { email: 'kim@example.com' } }),
        },
      ],
      assign: [{ has: '/tickets/5158/tags', good: JSON.stringify({ tags: [] }) }],
    },
  ),
};
