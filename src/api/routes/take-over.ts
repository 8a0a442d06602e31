/** `POST conversations/<id>/take-over`, `…/replies`, `…/give-back`: an agent answers a customer instead of flows. */
import { z } from 'zod';
import { OrderlyError } from '../../contracts/errors/orderly-error.js';
import { id } from '../../client/message-schema.js';
import { conversationParams } from '../shared-schemas.js';
import { defineRoute } from '../route.js';

const nothing = z.strictObject({});

/** Takes a conversation in the name of the agent who calls. */
export const takeOver = defineRoute({
  method: 'POST',
  path: '/conversations/{conversation}/take-over',
  summary: "Take over a conversation from flows: the customer's messages then go to agents.",
  caller: 'agent',
  scope: 'conversations',
  params: conversationParams,
  body: nothing.optional(),
  answers: {
    202: {
      description: 'The conversation is with agents. Repeating the request has no effect.',
      schema: nothing,
    },
  },
  codes: ['conversation_unknown'],
  async handle({ params: { merchant, conversation }, caller }, { client }) {
    await client.conversations.takeOver(merchant, conversation, caller.name);
    return { status: 202, body: {} };
  },
});

/** Assigns one that agents have. */
export const assignConversation = defineRoute({
  method: 'POST',
  path: '/conversations/{conversation}/assignee',
  summary: 'Assign a conversation that agents have to one of them, or to nobody.',
  caller: 'agent',
  scope: 'conversations',
  params: conversationParams,
  body: z.strictObject({ to: id.nullable().describe('A name in `approvers`; null for nobody.') }),
  answers: { 202: { description: 'The conversation is assigned.', schema: nothing } },
  codes: ['conversation_unknown', 'conversation_with_flows'],
  async handle({ params: { merchant, conversation }, body: { to: agent }, caller }, { client, callers }) {
    const agents = callers.get(merchant)?.approvers ?? {};
    if (agent !== null && !Object.hasOwn(agents, agent))
      throw new OrderlyError('request_invalid', 'to: is none of the merchant’s agents');
    await client.conversations.assign(merchant, conversation, agent, caller.name);
    return { status: 202, body: {} };
  },
});

/** Writes to the customer in the name of the agent who calls. */
export const writeReply = defineRoute({
  method: 'POST',
  path: '/conversations/{conversation}/replies',
  summary: "Send an agent's reply in a conversation that was handed off.",
  caller: 'agent',
  scope: 'conversations',
  params: conversationParams,
  body: z.strictObject({
    replyId: id.describe('An id of your choice. A reply with the same id is sent only once.'),
    text: z.string().min(1).describe('At most 64 kB.'),
  }),
  answers: { 202: { description: 'The reply is stored, and will be sent to the channel.', schema: nothing } },
  codes: ['conversation_unknown', 'conversation_with_flows', 'message_too_large'],
  async handle({ params: { merchant, conversation }, body, caller }, { client }) {
    await client.conversations.reply(merchant, conversation, body, caller.name);
    return { status: 202, body: {} };
  },
});

/** Gives a conversation back in the name of the agent who calls. */
export const giveBack = defineRoute({
  method: 'POST',
  path: '/conversations/{conversation}/give-back',
  summary: 'Return a conversation to flows.',
  caller: 'agent',
  scope: 'conversations',
  params: conversationParams,
  body: nothing.optional(),
  answers: {
    202: {
      description: 'Flows will answer the conversation. Repeating the request has no effect.',
      schema: nothing,
    },
  },
  codes: ['conversation_unknown'],
  async handle({ params: { merchant, conversation }, caller }, { client }) {
    await client.conversations.giveBack(merchant, conversation, caller.name);
    return { status: 202, body: {} };
  },
});
