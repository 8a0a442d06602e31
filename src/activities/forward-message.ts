/** Forwards a customer's message to the people who have the conversation. */
import type { Outbox } from '../store/store.js';
import type { ForwardMessageRequest } from '../contracts/activities.js';

/** Makes the activity: one row in the outbox per message. */
export function forwardMessage(deps: {
  store: { outbox: Outbox };
}): (request: ForwardMessageRequest) => Promise<void> {
  return async ({ merchant, conversation, key, messageId, text }) => {
    await deps.store.outbox.add({
      merchant,
      conversation,
      key,
      kind: 'passed_on',
      body: { text, messageId },
    });
  };
}
