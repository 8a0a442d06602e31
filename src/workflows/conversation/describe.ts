/** A conversation in words, for operators who look at it in the Temporal UI: no customer's words, names or numbers. */
import type { WaitStatus } from '../../contracts/conversation.js';
import { asMarkdown, momentWords } from '../../contracts/operator-words.js';
import { hasPlace } from './runs.js';
import type { ConversationState, OpenRun } from './state.js';

/** Markdown: who has the conversation, and what is open. */
export function describeConversation(state: ConversationState): string {
  const { withPeople, runs, asks, clarifying, queue, flood } = state;
  const lines = [
    withPeople ? '**Handed off**: messages are passed on to agents' : '**Answered by flows**',
    ...listed(
      'open runs',
      runs.map(
        ({ intent, waitStatus }) => `${asMarkdown(intent)}${waitStatus ? waitStatusWords(waitStatus) : ''}`,
      ),
    ),
    ...listed(
      'open questions',
      asks.map(({ title = 'a question' }) => asMarkdown(title)),
    ),
    ...(clarifying === undefined
      ? []
      : [
          `- asked which it is: ${clarifying.asked?.intents.map(asMarkdown).join(' or ') ?? 'what is wanted'}`,
        ]),
    `- queued: ${queue.length}${hasPlace(state) ? '' : ' (three runs are open)'}`,
    ...(flood === undefined ? [] : ['- too many messages at once; passing them on to agents']),
  ];
  return lines.join('\n');
}

const listed = (what: string, items: readonly string[]): string[] => [
  `- ${what}: ${items.length === 0 ? 'none' : items.length}`,
  ...items.map((item) => `  - ${item}`),
];

const waits: Readonly<Record<WaitStatus['on'], string>> = {
  approval: 'an approver',
  event: 'a system',
  timer: 'a time',
};

function waitStatusWords({ on, since, until }: NonNullable<OpenRun['waitStatus']>): string {
  if (on === undefined) return ' – waiting';
  const from = since === undefined ? '' : ` since ${momentWords(since)}`;
  return ` – waiting for ${waits[on]}${from}${until === undefined ? '' : `, until ${momentWords(until)}`}`;
}
