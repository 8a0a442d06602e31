/** A conversation as people read it. */
import type { Handover } from '../contracts/handover.js';
import type { MailParts } from '../contracts/workflow-messages.js';
import type { OutboxRow, Store } from '../store/store.js';
import { type Words, wordsOf } from './readable-message.js';

/** Something that was said, or a handover; `at` in epoch ms. */
export interface ConversationEntry extends Pick<MailParts, 'subject' | 'attachments' | 'aside'> {
  at: number;
  kind: 'message' | Exclude<OutboxRow['kind'], 'passed_on'>;
  text: string;
  /** Of a message: the agent who wrote it for the customer. */
  startedBy?: string;
  /** Of a reply: the agent who wrote it. */
  by?: string;
  /** Of a closed question: its options, or yes and no. */
  labels?: readonly string[];
  /** Of a handover: where to, and what was going on. */
  queue?: string;
  details?: string;
  handover?: Handover;
}

/** The last entries of a conversation, by its id in the store, in the order in which they came. */
export async function readEntries(
  { messages, outbox }: Pick<Store, 'messages' | 'outbox'>,
  merchant: string,
  id: string,
  limit: number,
): Promise<ConversationEntry[]> {
  const [written, answered] = await Promise.all([
    messages.list(merchant, id, limit),
    outbox.read(merchant, id, 0, Date.now()),
  ]);
  const entries = [
    ...written.map((message): ConversationEntry => ({
      at: message.receivedAt,
      kind: 'message',
      ...saidIn(wordsOf(message)),
    })),
    ...answered.flatMap(({ kind, body, createdAt, notBefore }): ConversationEntry[] => {
      // What was passed on is the customer's own message once more.
      if (kind === 'passed_on') return [];
      return [{ at: Math.max(createdAt, notBefore), kind, ...withoutMessage(body) }];
    }),
  ];
  return entries.sort((a, b) => a.at - b.at).slice(-limit);
}

// When it was kept is told instead.
const saidIn = ({ sentAt: _sentAt, ...words }: Words): Omit<Words, 'sentAt'> => words;

const withoutMessage = ({
  messageId: _id,
  ...said
}: OutboxRow['body']): Omit<OutboxRow['body'], 'messageId'> => said;
