/** `POST conversations/<id>/messages`: a customer's message. */
import { z } from 'zod';
import { messageSchema } from '../../client/message-schema.js';
import type { CustomerMessage } from '../../contracts/workflow-messages.js';
import { conversationParams } from '../shared-schemas.js';
import { defineRoute } from '../route.js';

const sent = z.strictObject({
  conversation: z.string().describe("The conversation's id in Temporal, to which identity tokens refer."),
  workflowId: z.string(),
  isNew: z.boolean().describe('False if a message with this id was received before.'),
});

/** Sends a message; the address says for which merchant and conversation, the key for which channel. */
export const sendMessage = defineRoute({
  method: 'POST',
  path: '/conversations/{conversation}/messages',
  summary: "Send a customer's message. Sending the same `messageId` again has no effect.",
  caller: 'channel',
  params: conversationParams,
  body: messageSchema.omit({ merchant: true, conversation: true, startedBy: true }),
  bodyCode: 'message_invalid',
  answers: {
    202: { description: 'The message is stored, and will be answered.', schema: sent },
    200: { description: 'A message with this id was received before, and that one is kept.', schema: sent },
  },
  codes: [
    'message_invalid',
    'message_too_large',
    'position_taken',
    'conversation_erased',
    'conversation_unknown',
    'merchant_unknown',
  ],
  async handle({ params, body, caller }, { client }) {
    // zod types an absent field as `undefined`, but the object itself has no such key.
    const message = { ...params, ...body } as CustomerMessage;
    const result = await client.conversations.send(message, caller.name);
    return { status: result.isNew ? 202 : 200, body: result };
  },
});
