/** Forwards customers' messages to the people who have the conversation. */
import { bounds } from '../workflows/conversation/bounds.js';
import type { Forwarded, ForwardMessagesRequest } from '../contracts/activities.js';
import type { RunStore } from './dependencies.js';

/** Makes the activity: one row in the outbox per message, whose text comes from the store. */
export function forwardMessages({
  store,
}: {
  store: Pick<RunStore, 'messages' | 'outbox'>;
}): (request: ForwardMessagesRequest) => Promise<Forwarded> {
  return async ({ merchant, conversation, workflowId, messages }) => {
    const keyPrefix = `${workflowId}/passed/`;
    const page = { merchant, conversation, keyPrefix, limit: bounds.page };
    const found =
      'ids' in messages
        ? await store.messages.get(merchant, conversation, messages.ids)
        : await store.messages.notPassedOn({ ...page, positions: messages.positions });
    for (const { messageId, text, subject, attachments } of found) {
      const key = `${keyPrefix}${messageId}`;
      const body = {
        ...{ text, messageId },
        ...(subject === undefined ? {} : { subject }),
        ...(attachments === undefined ? {} : { attachments }),
      };
      await store.outbox.add({ merchant, conversation, key, kind: 'passed_on', body });
    }
    const highest = Math.max(0, ...found.map(({ seq }) => seq));
    return { highest, more: 'positions' in messages && found.length === bounds.page };
  };
}
