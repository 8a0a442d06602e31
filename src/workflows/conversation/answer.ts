/** A message as the answer to a question of a run. Pure. */
import type { Answer } from '../../contracts/event.js';
import type { Facts } from '../../contracts/customer.js';
import type { Json } from '../../contracts/json.js';
import type { ReceivedMessage } from './state.js';

/** The answer in a message; one that an agent wrote for the customer is marked as the agent's. */
export function answerOf(
  { message: { text, startedBy }, receivedAt }: ReceivedMessage,
  value: Json,
  facts: Facts,
): Answer {
  return { value, text, facts, receivedAt, ...(startedBy === undefined ? {} : { startedBy }) };
}
