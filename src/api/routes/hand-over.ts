/** `POST conversations/<id>/take-over`, `…/replies`, `…/give-back`: an agent answers a customer instead of flows. */
import { z } from 'zod';
import { id } from '../../client/message-schema.js';
import { conversationParams } from '../schemas.js';
import { defineRoute } from '../route.js';

const nothing = z.strictObject({});

/** Takes a conversation in the name of the agent who calls. */
export const takeOver = defineRoute({
  method: 'POST',
  path: '/conversations/{conversation}/take-over',
  summary: 'Take a conversation from flows: what the customer writes is passed on to people.',
  caller: 'agent',
  scope: 'conversations',
  params: conversationParams,
  body: nothing.optional(),
  answers: { 202: { description: 'People have it; again does nothing.', schema: nothing } },
  codes: ['conversation_unknown'],
  async handle({ params: { merchant, conversation }, caller }, { client }) {
    await client.conversations.takeOver(merchant, conversation, caller.name);
    return { status: 202, body: {} };
  },
});

/** Writes to the customer in the name of the agent who calls. */
export const writeReply = defineRoute({
  method: 'POST',
  path: '/conversations/{conversation}/replies',
  summary: "An agent's own reply, while people have the conversation.",
  caller: 'agent',
  scope: 'conversations',
  params: conversationParams,
  body: z.strictObject({
    replyId: id.describe('Yours; the same one again does nothing.'),
    text: z.string().min(1).describe('At most 64 kB.'),
  }),
  answers: { 202: { description: 'It is kept, and goes to the channel.', schema: nothing } },
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
  summary: 'Return a conversation from people to flows.',
  caller: 'agent',
  scope: 'conversations',
  params: conversationParams,
  body: nothing.optional(),
  answers: {
    202: {
      description: 'The conversation will be with flows; again does nothing.',
      schema: nothing,
    },
  },
  codes: ['conversation_unknown'],
  async handle({ params: { merchant, conversation }, caller }, { client }) {
    await client.conversations.giveBack(merchant, conversation, caller.name);
    return { status: 202, body: {} };
  },
});
