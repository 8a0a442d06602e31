/** `POST conversations/<id>/give-back`: from people back to flows. */
import { z } from 'zod';
import { conversationParams } from '../schemas.js';
import { defineRoute } from '../route.js';

/** Gives a conversation back in the name of the agent who calls. */
export const giveBack = defineRoute({
  method: 'POST',
  path: '/conversations/{conversation}/give-back',
  summary: 'Return a conversation from people to flows.',
  caller: 'agent',
  scope: 'conversations',
  params: conversationParams,
  body: z.strictObject({}).optional(),
  answers: {
    202: {
      description: 'The conversation will be with flows; again does nothing.',
      schema: z.strictObject({}),
    },
  },
  codes: ['conversation_unknown'],
  async handle({ params: { merchant, conversation }, caller }, { client }) {
    await client.conversations.giveBack(merchant, conversation, caller.name);
    return { status: 202, body: {} };
  },
});
