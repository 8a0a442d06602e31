/** `GET changes`: what changes at a merchant, as server-sent events, by kinds and ids alone. */
import { z } from 'zod';
import { merchantName } from '../../client/message-schema.js';
import { OrderlyError } from '../../contracts/errors/orderly-error.js';
import { changeKinds } from '../../store/desk.js';
import type { WatchEvent } from '../desk/change-watch.js';
import { defineRoute, heartbeatMs } from '../route.js';

/** Streams changes; `Last-Event-ID` takes up a stream that broke. */
export const streamChanges = defineRoute({
  method: 'GET',
  path: '/changes',
  summary:
    'Stream what changes as server-sent events: kinds and ids, which you then read. The stream ends with the session, and when the process does.',
  caller: 'agent',
  scope: 'conversations',
  params: z.strictObject({ merchant: merchantName }),
  answers: {
    200: {
      description:
        'Events named `change`, at most one per second for the same object; `reset` if changes may have been missed, so that you read everything again; `ended` if the session has ended.',
      schema: z.strictObject({
        kind: z.enum(changeKinds).optional(),
        id: z
          .string()
          .optional()
          .describe(
            'The id of the conversation or write, the number of the approval request, the name of the flow, or what was paused.',
          ),
      }),
      isEvents: true,
    },
  },
  codes: [],
  handle({ params: { merchant }, session, lastEventId, signal }, { changes }) {
    const after = lastEventId === undefined ? undefined : idIn(lastEventId);
    const events = changes.watch({ merchant, session: session?.hash, after, signal }, heartbeatMs);
    return Promise.resolve({ status: 200, events: eventsOf(events) });
  },
});

function idIn(lastEventId: string): number {
  if (/^\d{1,15}$/.test(lastEventId)) return Number(lastEventId);
  throw new OrderlyError('request_invalid', 'Last-Event-ID: is not the id of a change');
}

async function* eventsOf(watched: AsyncIterable<WatchEvent | undefined>): AsyncGenerator<string> {
  for await (const one of watched) {
    if (one === undefined) yield ':\n\n';
    else if (one.is !== 'changes') yield `event: ${one.is}\ndata: {}\n\n`;
    else
      for (const { id, kind, subject } of one.changes)
        yield `id: ${id}\nevent: change\ndata: ${JSON.stringify({ kind, id: subject })}\n\n`;
  }
}
