/** Tables of what is said as kysely sees them. */
import type { Generated } from 'kysely';
import type { OutboxRow } from './replies.js';

/** A customer's message; see `column-classes.ts` for what is sealed. */
export interface MessageTable {
  merchant: string;
  conversation: string;
  message_id: string;
  seq: number;
  text: Buffer;
  sent_at: string;
  language: string | null;
  started_by: string | null;
  customer: Buffer | null;
  /** Subject and attachments. */
  mail: Buffer | null;
  received_at: number;
  /** Position of the last row of the outbox that could be read then; 0 of none. */
  seen: number;
}

/** A reply, a question, or what goes to people. */
export interface OutboxTable {
  id: Generated<number>;
  merchant: string;
  conversation: string;
  position: number;
  kind: OutboxRow['kind'];
  body: Buffer;
  key: string;
  not_before: number;
  created_at: number;
}
