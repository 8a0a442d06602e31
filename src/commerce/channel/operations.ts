/** What the outbox sends where conversations are tickets of a help desk: no flow calls it (DESIGN §18). */
import { z } from 'zod';
import { type FieldMeta, ref, text } from '../field.js';
import type { Operation } from '../operation.js';

/** Text of a message: what a channel takes in and gives out is longer than any business field. */
export const messageText = () =>
  z
    .string()
    .max(65_536)
    .meta({ type: 'text', privacy: 'personal' } satisfies FieldMeta);

/** What both have in common. */
const sent = {
  effect: 'write',
  privacy: 'none',
  subject: 'none',
  confirm: 'no',
  sentBy: 'outbox',
  refusals: ['ticket_closed', 'ticket_unknown'],
} as const;

/** Writes to the customer in their ticket. */
export const channelReply: Operation = {
  name: 'channel.reply',
  title: 'Reply in a ticket',
  ...sent,
  again: 'creates',
  inputs: { ticket: ref(), text: messageText() },
  results: { done: { messageRef: ref().optional() } },
};

/** Gives a ticket to a queue of people, with what they must know as a note that the customer does not see. */
export const channelAssign: Operation = {
  name: 'channel.assign',
  title: 'Assign a ticket to agents',
  ...sent,
  inputs: { ticket: ref(), queue: text(), summary: messageText() },
  results: { done: { noteRef: ref().optional() } },
};
