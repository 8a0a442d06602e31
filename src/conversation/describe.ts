/** A conversation in words, for operators who look at it in the Temporal UI. */
import { hasPlace } from './runs.js';
import type { ConversationState } from './state.js';

/** Markdown: who has the conversation, and what is open. */
export function describeConversation(state: ConversationState): string {
  const { withPeople, runs, asks, clarifying, queue, flood } = state;
  const lines = [
    withPeople ? '**With people**: messages are passed on' : '**Answered by flows**',
    `- open runs: ${runs.map(({ intent }) => intent).join(', ') || 'none'}`,
    `- open questions: ${asks.length}`,
    ...(clarifying === undefined
      ? []
      : [`- asked which it is: ${clarifying.asked?.intents.join(' or ') ?? 'what to do with an order'}`]),
    `- waiting for their turn: ${queue.length}${hasPlace(state) ? '' : ' (three runs are open)'}`,
    ...(flood === undefined ? [] : ['- a flood of messages is being passed on']),
  ];
  return lines.join('\n');
}
