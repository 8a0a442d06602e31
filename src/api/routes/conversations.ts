/** `GET conversations`, `GET conversations/<id>`: what agents see of them; whoever reads a thread is audited. */
import { z } from 'zod';
import { attachmentSchema, id, merchantName } from '../../client/message-schema.js';
import { sentConversation, sentThread } from '../../client/sent-forms.js';
import { handoverSchema } from '../handover-schema.js';
import { defineRoute } from '../route.js';
import { conversationParams, wholeNumber } from '../schemas.js';

const most = 200;

const row = {
  conversation: z.string().describe('Its id as it stands in Temporal.'),
  channel: z.string().describe('The channel that began it; empty if none did.'),
  begunAt: z.iso.datetime(),
  lastAt: z.iso.datetime().describe('When something was last said.'),
  peopleSince: z.iso.datetime().optional().describe('Since when people have it; absent: flows do.'),
  people: z.string().optional().describe('The queue that it was given to, or the agent who took it.'),
};

const entry = z.strictObject({
  at: z.iso.datetime(),
  kind: z.enum(['message', 'reply', 'question', 'handover']),
  text: z.string(),
  subject: z.string().optional().describe('Of a mail.'),
  attachments: z.array(attachmentSchema).readonly().optional().describe('What came with it, by reference.'),
  aside: z
    .enum(['author', 'automatic', 'no_text'])
    .optional()
    .describe('Of a message: somebody else than the customer wrote it, a program did, or it has no text.'),
  startedBy: z.string().optional().describe('Of a message: the agent who wrote it for the customer.'),
  by: z.string().optional().describe('Of a reply: the agent who wrote it.'),
  labels: z.array(z.string()).optional(),
  queue: z.string().optional(),
  details: z.string().optional().describe('Of a handover: what people need, in Markdown.'),
  handover: handoverSchema.optional().describe('The same as data.'),
});

/** Lists conversations. */
export const listConversations = defineRoute({
  method: 'GET',
  path: '/conversations',
  summary: 'Conversations, the last active first.',
  caller: 'agent',
  scope: 'conversations',
  params: z.strictObject({ merchant: merchantName }),
  query: z.strictObject({
    with: z.enum(['people', 'flows']).optional().describe('Only those that people have, or flows.'),
    before: z.iso
      .datetime({ offset: true })
      .optional()
      .describe('The `lastAt` of the last one that is known: those before it.'),
    behind: id.optional().describe('The id of that one: of those with the same `lastAt` the next ones too.'),
    limit: wholeNumber(1, most).default(50),
  }),
  answers: {
    200: {
      description: 'The conversations.',
      schema: z.strictObject({ conversations: z.array(z.strictObject(row)) }),
    },
  },
  codes: [],
  async handle({ params: { merchant }, query: { with: having, before, behind, limit } }, { client }) {
    const page = {
      limit,
      ...(having === undefined ? {} : { with: having }),
      ...(before === undefined ? {} : { before: Date.parse(before) }),
      ...(behind === undefined ? {} : { behind }),
    };
    const found = await client.conversations.list(merchant, page);
    return { status: 200, body: { conversations: found.map(sentConversation) } };
  },
});

/** Reads one. */
export const readConversation = defineRoute({
  method: 'GET',
  path: '/conversations/{conversation}',
  summary: 'What was last said in a conversation; that the agent has read it is audited.',
  caller: 'agent',
  scope: 'conversations',
  params: conversationParams,
  query: z.strictObject({ limit: wholeNumber(1, most).default(100).describe('So many entries.') }),
  answers: {
    200: {
      description: 'The conversation, its entries in their order.',
      schema: z.strictObject({ ...row, entries: z.array(entry) }),
    },
  },
  codes: ['conversation_unknown'],
  async handle({ params: { merchant, conversation }, query, caller }, { client }) {
    const found = await client.conversations.read(merchant, conversation, caller.name, query);
    return { status: 200, body: sentThread(found) };
  },
});
