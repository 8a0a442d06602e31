/** Events of tickets of a help desk: their `ref` is the desk's id of the ticket. */
import type { BusinessEvent } from '../business-event.js';
import { bool, moment, ref, text } from '../field.js';
import { messageText } from './operations.js';

/** A customer has written. */
export const channelMessage: BusinessEvent = {
  name: 'channel.message',
  title: 'A customer has written in a ticket',
  about: 'ticket',
  fields: {
    message: ref().optional(),
    text: messageText().optional(),
    subject: text('personal').optional(),
    email: text('personal').optional(),
    language: text().optional(),
    at: moment().optional(),
    // Who has written, and who the customer is, in whatever form, as long as it is the same.
    author: text('personal').optional(),
    requester: text('personal').optional(),
    opener: text('personal').optional(),
    automatic: bool().optional(),
  },
};

/** Somebody of the staff has written to the customer. */
export const channelAnswered: BusinessEvent = {
  name: 'channel.answered',
  title: 'An agent has replied in a ticket',
  about: 'ticket',
  fields: {},
};

/** The matter is closed. */
export const channelClosed: BusinessEvent = {
  name: 'channel.closed',
  title: 'A ticket has been closed',
  about: 'ticket',
  fields: {},
};
