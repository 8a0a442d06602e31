/** `GET conversations`, `POST conversations/find`, `GET conversations/<id>`: what agents see of them; whoever reads one is audited. */
import { z } from 'zod';
import { attachmentSchema, id, merchantName } from '../../client/message-schema.js';
import { sentConversation, sentConversationDetails } from '../../client/rows-as-json.js';
import { handoverSchema } from '../handover-schema.js';
import { defineRoute } from '../route.js';
import type { ConversationPage } from '../../client/conversations-reader.js';
import { pageOf, readCursor } from '../../client/pages.js';
import { conversationParams, flag, pageQuery, wholeNumber } from '../shared-schemas.js';

const most = 200;

const row = {
  conversation: z.string().describe("The conversation's id in Temporal."),
  channel: z.string().describe('The channel that started the conversation; empty if none did.'),
  begunAt: z.iso.datetime(),
  lastAt: z.iso.datetime().describe('When the last message or reply was sent.'),
  peopleSince: z.iso
    .datetime()
    .optional()
    .describe('When the conversation was handed off to an agent; missing if flows answer it.'),
  people: z
    .string()
    .optional()
    .describe('The queue that it was handed off to, or the agent who took it over.'),
  queue: z.string().optional().describe('The queue, while agents have it.'),
  assignee: z.string().optional().describe('The agent who took it over, or whom it is assigned to.'),
  last: z
    .strictObject({
      by: z.enum(['customer', 'flow', 'agent']),
      text: z.string().describe('On one line, at most 160 characters.'),
      at: z.iso.datetime(),
    })
    .optional()
    .describe('The last message or reply; while agents have the conversation, not a reply of a flow to it.'),
  reason: z.string().optional().describe('Why it was handed off, in one line.'),
  intent: z.string().optional(),
  flag: z.string().optional().describe('What agents must see first, such as `safety` or `fraud`.'),
  priority: z.literal('high').optional(),
  customer: handoverSchema.shape.customer.optional(),
  record: handoverSchema.shape.record,
};

const entry = z.strictObject({
  at: z.iso.datetime(),
  kind: z.enum(['message', 'reply', 'question', 'handover']),
  text: z.string(),
  subject: z.string().optional().describe('The subject, if the message is an email.'),
  attachments: z.array(attachmentSchema).readonly().optional().describe('Attachments, by reference.'),
  aside: z
    .enum(['author', 'automatic', 'no_text'])
    .optional()
    .describe(
      'For a message: it has no text, or its author is not the customer, or it was sent automatically.',
    ),
  startedBy: z.string().optional().describe('For a message: the agent who wrote it for the customer.'),
  by: z.string().optional().describe('For a reply: the agent who wrote it.'),
  labels: z.array(z.string()).optional(),
  queue: z.string().optional(),
  details: z.string().optional().describe('For a handover: what the agent needs to know, in Markdown.'),
  handover: handoverSchema.optional().describe('The same as structured data.'),
});

/** Lists conversations. */
export const listConversations = defineRoute({
  method: 'GET',
  path: '/conversations',
  summary: 'List conversations, most recently active first.',
  caller: 'agent',
  scope: 'conversations',
  params: z.strictObject({ merchant: merchantName }),
  query: z.strictObject({
    with: z
      .enum(['people', 'flows'])
      .optional()
      .describe('Only conversations answered by agents, or only those answered by flows.'),
    queue: id.optional().describe('Only conversations that agents of this queue have.'),
    assignee: id.optional().describe('Only conversations that this agent has.'),
    unassigned: flag.describe('Only conversations that agents have, but nobody in particular.'),
    cursor: pageQuery.cursor,
    before: z.iso
      .datetime({ offset: true })
      .optional()
      .describe('The `lastAt` of the last conversation on the previous page.'),
    behind: id
      .optional()
      .describe('The id of that conversation, so that others with the same `lastAt` are not skipped.'),
    limit: wholeNumber(1, most).default(50),
  }),
  answers: {
    200: {
      description: 'The conversations.',
      schema: z.strictObject({ conversations: z.array(z.strictObject(row)), next: z.string().optional() }),
    },
  },
  codes: [],
  async handle({ params: { merchant }, query: { limit, ...wanted } }, { client }) {
    const found = await client.conversations.list(merchant, { ...pageWanted(wanted), limit: limit + 1 });
    const { items, next } = pageOf(found, limit, ({ lastAt: before, conversation: behind }) => ({
      ...{ before, behind },
    }));
    const body = { conversations: items.map(sentConversation), ...(next === undefined ? {} : { next }) };
    return { status: 200, body };
  },
});

const lastPlace = z.strictObject({ before: z.int(), behind: z.string() });

/** The page as the client knows it. */
function pageWanted({
  with: having,
  queue,
  assignee,
  unassigned,
  cursor,
  before,
  behind,
}: {
  with?: 'people' | 'flows' | undefined;
  queue?: string | undefined;
  assignee?: string | undefined;
  unassigned: boolean;
  cursor?: string | undefined;
  before?: string | undefined;
  behind?: string | undefined;
}): ConversationPage {
  return {
    ...(having === undefined ? {} : { with: having }),
    ...(queue === undefined ? {} : { queue }),
    ...(assignee === undefined ? {} : { assignee }),
    ...(unassigned ? { assignee: null } : {}),
    ...(before === undefined ? {} : { before: Date.parse(before) }),
    ...(behind === undefined ? {} : { behind }),
    ...(cursor === undefined ? {} : readCursor(cursor, lastPlace)),
  };
}

/** Finds those of a customer; what names them stands in the body, and so in no log of addresses. */
export const findConversations = defineRoute({
  method: 'POST',
  path: '/conversations/find',
  summary:
    'Find a customer’s conversations, most recently active first. The search is recorded in the audit trail.',
  caller: 'agent',
  scope: 'conversations',
  params: z.strictObject({ merchant: merchantName }),
  body: z
    .strictObject({
      email: z.string().min(3).max(320).optional().describe('An email address.'),
      order: z.string().min(1).max(128).optional().describe('An order number.'),
    })
    .refine(({ email, order }) => (email === undefined) !== (order === undefined), {
      message: 'Send either email or order.',
    }),
  answers: {
    200: {
      description: 'The conversations in which it was mentioned or verified.',
      schema: z.strictObject({ conversations: z.array(z.strictObject(row)) }),
    },
  },
  codes: [],
  async handle({ params: { merchant }, body: { email, order }, caller }, { client }) {
    const names = {
      ...(email === undefined ? {} : { emails: [email] }),
      ...(order === undefined ? {} : { orders: [order] }),
    };
    const found = await client.conversations.find(merchant, names, caller.name);
    return { status: 200, body: { conversations: found.map(sentConversation) } };
  },
});

/** Reads one. */
export const readConversation = defineRoute({
  method: 'GET',
  path: '/conversations/{conversation}',
  summary: 'Get the latest entries of a conversation. The read access is recorded in the audit trail.',
  caller: 'agent',
  scope: 'conversations',
  params: conversationParams,
  query: z.strictObject({ limit: wholeNumber(1, most).default(100).describe('The number of entries.') }),
  answers: {
    200: {
      description: 'The conversation with its entries, in order.',
      schema: z.strictObject({ ...row, entries: z.array(entry) }),
    },
  },
  codes: ['conversation_unknown'],
  async handle({ params: { merchant, conversation }, query, caller }, { client }) {
    const found = await client.conversations.read(merchant, conversation, caller.name, query);
    return { status: 200, body: sentConversationDetails(found) };
  },
});
