/** Error codes of messages and of the client. */
import { later, never } from './entry.js';

/** Codes that the conversation service meets. */
export const messageErrors = {
  message_invalid: never(
    'A message has a missing, wrong or foreign field',
    'Correct the named field; docs/integrating/integrators.md has the schema.',
  ),
  position_taken: never(
    'A position of a conversation has another message',
    'Number the messages of a conversation from 1 without gaps, and send a message again under its own `messageId`.',
  ),
  message_too_large: never(
    'A message is larger than 64 kB',
    'Send the text without attachments and quoted history.',
  ),
  message_gone: never(
    'The text of a message is not in the store any more',
    'Nothing: people have the conversation. A restored store may lack the newest messages; have them sent again.',
  ),
  merchant_unknown: never(
    'No worker serves this merchant',
    'Start `orderly worker` with its files. If one runs, check the name, and `orderly flows check` for errors.',
  ),
  reply_timeout: never(
    'No reply came in the time given',
    'Wait longer, or look at the conversation in the Temporal UI.',
  ),
  conversation_with_flows: never(
    'Flows answer this conversation, so an agent cannot',
    'Take it over first: `POST …/take-over`.',
  ),
  conversation_erased: never(
    'A conversation has been erased, because its customer was to be forgotten',
    'Begin a new conversation, under an id of its own.',
  ),
  erasure_unfinished: later(
    'A customer cannot be erased yet, because writes for them are out whose end nobody knows',
    'Run the command again: what is erased stays so. `orderly runs` and the metrics show writes that do not settle.',
  ),
  conversation_unknown: never(
    'There is no such conversation',
    'Give the id that the conversation service uses, or the one in the Temporal UI. A channel sees the conversations that it has begun, and no others.',
  ),
} as const;
