/** Error codes of messages and of the client. */
import { later, never } from './entry.js';

/** Codes that the conversation service meets. */
export const messageErrors = {
  message_invalid: never(
    'The message has a missing, wrong or unknown field',
    'Correct the field named in the message; docs/integrating/integrators.md has the schema.',
  ),
  position_taken: never(
    'Another message already has this position in the conversation',
    'Number a conversation’s messages from 1 without gaps. To send a message again, reuse its `messageId`.',
  ),
  message_too_large: never(
    'The message is larger than 64 kB',
    'Send the text without attachments and quoted history.',
  ),
  message_gone: never(
    'The message’s text is no longer in the store',
    'Nothing to do: the conversation was handed off to an agent. If the store was restored from a backup, have the newest messages sent again.',
  ),
  merchant_unknown: never(
    'No worker serves this merchant',
    "Start `orderly worker` with the merchant's files. If a worker is running, check the name. If the name is right, its log and `orderly doctor` say why it does not serve the merchant.",
  ),
  reply_timeout: never(
    'No reply arrived in time',
    'Wait longer, or look at the conversation in the Temporal UI.',
  ),
  conversation_with_flows: never(
    'The conversation has not been handed off, so an agent cannot reply',
    'Take it over first: `POST …/take-over`.',
  ),
  conversation_erased: never(
    "The conversation was erased along with its customer's data",
    'Start a new conversation with a new id.',
  ),
  erasure_unfinished: later(
    'The customer cannot be erased completely yet, because the outcome of some writes is still unknown',
    'Run the command again later; what has been erased stays erased. `orderly runs` and the metrics show the writes whose outcome is still open.',
  ),
  conversation_unknown: never(
    'The conversation does not exist',
    'Use the id from the conversation service, or the one in the Temporal UI. A channel can only see conversations that it started.',
  ),
} as const;
