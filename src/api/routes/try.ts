/** `try`: an agent writes in a test channel in the place of a customer, and reads what is answered. */
import { z } from 'zod';
import { id, merchantName, messageSchema } from '../../client/message-schema.js';
import type { CustomerMessage } from '../../contracts/workflow-messages.js';
import { OrderlyError } from '../../contracts/errors/orderly-error.js';
import type { Callers } from '../callers.js';
import { requireConversation } from '../require-conversation.js';
import { defineRoute, type RawRequest } from '../route.js';
import {
  afterParameter,
  conversationParams,
  replySchema,
  sentReply,
  wholeNumber,
} from '../shared-schemas.js';

/** The merchant's test channel; throws `try_unavailable`. */
function channelOf(callers: Callers, merchant: string): string {
  const channels = Object.entries(callers.get(merchant)?.channels ?? {});
  const [name] = channels.find(([, { isTest }]) => isTest === true) ?? [];
  if (name !== undefined) return name;
  throw new OrderlyError('try_unavailable', 'None of the merchant’s channels is for trying flows.');
}

/**
 * Whether messages are said to be by the agent. Only in a session that a link of this machine has opened they are the
 * customer's own: everywhere else nobody approves what they have asked for themselves.
 */
const isAsAgent = ({ session }: Pick<RawRequest, 'session'>): boolean => session?.by !== 'link';

const example = z.strictObject({
  title: z.string(),
  says: z.array(z.string()).describe('What the customer writes, one message after the other.'),
  expects: z.string().optional().describe('What happens then.'),
});

/** Examples of what customers write. */
export const examplesSchema = z.array(example);

/** Says what can be tried. */
export const showTry = defineRoute({
  method: 'GET',
  path: '/try',
  summary: 'Get the test channel, and examples of what customers write.',
  caller: 'agent',
  scope: 'conversations',
  params: z.strictObject({ merchant: merchantName }),
  answers: {
    200: {
      description: 'The channel.',
      schema: z.strictObject({
        channel: z.string(),
        asAgent: z
          .boolean()
          .describe(
            'True if messages are recorded as written by the agent: then they cannot approve what they ask for.',
          ),
        examples: examplesSchema,
      }),
    },
  },
  codes: ['try_unavailable'],
  handle: async (request, deps) => {
    const { merchant } = request.params;
    const channel = channelOf(deps.callers, merchant);
    const examples = await deps.examplesOf(merchant);
    return { status: 200, body: { channel, asAgent: isAsAgent(request), examples: [...examples] } };
  },
});

/** Writes as a customer. */
export const tryMessage = defineRoute({
  method: 'POST',
  path: '/try/{conversation}/messages',
  summary: 'Write a message in the test channel in the place of a customer.',
  caller: 'agent',
  scope: 'conversations',
  params: conversationParams,
  body: z.strictObject({
    messageId: id,
    text: messageSchema.shape.text,
    language: messageSchema.shape.language,
  }),
  bodyCode: 'message_invalid',
  answers: {
    202: { description: 'The message is stored, and will be answered.', schema: z.strictObject({}) },
  },
  codes: [
    ...(['try_unavailable', 'message_invalid', 'message_too_large', 'position_taken'] as const),
    ...(['conversation_erased', 'conversation_unknown', 'merchant_unknown'] as const),
  ],
  async handle(request, { client, callers }) {
    const { params, body, caller } = request;
    const message = {
      ...{ ...params, ...body, sentAt: new Date().toISOString() },
      ...(isAsAgent(request) ? { startedBy: caller.name } : {}),
    } as Omit<CustomerMessage, 'seq'>;
    await client.conversations.sendNext(message, channelOf(callers, params.merchant));
    return { status: 202, body: {} };
  },
});

/** Reads replies. */
export const tryReplies = defineRoute({
  method: 'GET',
  path: '/try/{conversation}/replies',
  summary: 'Read the replies in a conversation of the test channel, or wait for the next one.',
  caller: 'agent',
  scope: 'conversations',
  params: conversationParams,
  query: z.strictObject({
    after: afterParameter,
    wait: wholeNumber(0, 30).default(0).describe('Seconds to wait if there is no reply yet.'),
  }),
  answers: {
    200: { description: 'In order.', schema: z.strictObject({ replies: z.array(replySchema) }) },
  },
  codes: ['try_unavailable', 'conversation_unknown'],
  async handle({ params, query, signal }, { client, callers }) {
    const { merchant, conversation } = params;
    const channel = channelOf(callers, merchant);
    await requireConversation(client, params, { merchant, kind: 'channel', name: channel });
    const wanted = { timeoutMs: query.wait * 1_000, signal };
    const found = await client.conversations.nextReplies(merchant, conversation, query.after, wanted);
    return { status: 200, body: { replies: found.slice(0, 200).map(sentReply) } };
  },
});
