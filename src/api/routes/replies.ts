/** `GET conversations/<id>/replies`: what has been answered, at once or as soon as there is something. */
import { z } from 'zod';
import {
  afterParameter,
  conversationParams,
  replySchema,
  sentReply,
  wholeNumber,
} from '../shared-schemas.js';
import { requireConversation } from '../require-conversation.js';
import { defineRoute } from '../route.js';

/** Longest wait, seconds: below what proxies allow a request by default. */
const longestWait = 30;

/** At most so many replies in one answer; the next ones are behind the last of them. */
const mostReplies = 200;

/** Reads replies. */
export const readReplies = defineRoute({
  method: 'GET',
  path: '/conversations/{conversation}/replies',
  summary: 'Read the replies after a position, or wait for the next one.',
  caller: 'channel',
  params: conversationParams,
  query: z.strictObject({
    after: afterParameter,
    wait: wholeNumber(0, longestWait).default(0).describe('Seconds to wait if there is no reply yet.'),
  }),
  answers: {
    200: {
      description: `In order, at most ${mostReplies}; an empty list if none arrived in time.`,
      schema: z.strictObject({ replies: z.array(replySchema) }),
    },
  },
  codes: ['conversation_unknown'],
  async handle({ params, query, caller, signal }, { client }) {
    await requireConversation(client, params, caller);
    const { merchant, conversation } = params;
    const wanted = { timeoutMs: query.wait * 1_000, signal };
    const found = await client.conversations.nextReplies(merchant, conversation, query.after, wanted);
    return { status: 200, body: { replies: found.slice(0, mostReplies).map(sentReply) } };
  },
});
