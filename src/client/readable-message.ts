/** A customer's message as people read it. */
import type { Aside, Attachment } from '../contracts/workflow-messages.js';
import type { StoredMessage } from '../store/store.js';

/**
 * What was said, by whom and when. By what the channel vouches for the customer is nobody's to read: until it expires,
 * whoever has a voucher is that customer.
 */
export interface Words {
  text: string;
  /** ISO 8601. */
  sentAt: string;
  /** The agent who wrote it for the customer. */
  startedBy?: string;
  /** Of a mail. */
  subject?: string;
  attachments?: readonly Attachment[];
  /** Why it went to people, whatever it says. */
  aside?: Aside;
}

/** These of a message, and nothing else that the store keeps with it. */
export const wordsOf = ({ text, sentAt, startedBy, subject, attachments, aside }: StoredMessage): Words => ({
  ...{ text, sentAt },
  ...(startedBy === undefined ? {} : { startedBy }),
  ...(subject === undefined ? {} : { subject }),
  ...(attachments === undefined ? {} : { attachments }),
  ...(aside === undefined ? {} : { aside }),
});
