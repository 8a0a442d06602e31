/** `GET conversations/<id>/replies/stream`: replies as server-sent events, as they come. */
import { z } from 'zod';
import type { OrderlyClient } from '../../client/client.js';
import { OrderlyError } from '../../contracts/errors/orderly-error.js';
import { afterParameter, conversationParams, replySchema, sentReply } from '../shared-schemas.js';
import { requireConversation } from '../require-conversation.js';
import { defineRoute, heartbeatMs } from '../route.js';

/** Streams replies; `Last-Event-ID` takes up a stream that broke. */
export const streamReplies = defineRoute({
  method: 'GET',
  path: '/conversations/{conversation}/replies/stream',
  summary:
    'Stream replies as server-sent events. The stream ends when the process does; reconnect when that happens.',
  caller: 'channel',
  params: conversationParams,
  query: z.strictObject({ after: afterParameter }),
  answers: {
    200: {
      description: 'Events named `reply`: `id` is the position, and `data` is the reply.',
      schema: replySchema,
      isEvents: true,
    },
  },
  codes: ['conversation_unknown'],
  async handle({ params, query, caller, lastEventId, signal }, { client }) {
    await requireConversation(client, params, caller);
    const after = lastEventId === undefined ? query.after : positionOf(lastEventId);
    return { status: 200, events: eventsAfter(client, params, after, signal) };
  },
});

function positionOf(lastEventId: string): number {
  const position = afterParameter.safeParse(lastEventId);
  if (position.success) return position.data;
  throw new OrderlyError('request_invalid', 'Last-Event-ID: is not a position');
}

async function* eventsAfter(
  { conversations }: OrderlyClient,
  { merchant, conversation }: { merchant: string; conversation: string },
  after: number,
  signal: AbortSignal,
): AsyncGenerator<string> {
  for (let last = after; !signal.aborted;) {
    const wanted = { timeoutMs: heartbeatMs, signal };
    const replies = await conversations.nextReplies(merchant, conversation, last, wanted);
    for (const reply of replies) {
      last = reply.position;
      yield `id: ${reply.position}\nevent: reply\ndata: ${JSON.stringify(sentReply(reply))}\n\n`;
    }
    if (replies.length === 0) yield ':\n\n';
  }
}
