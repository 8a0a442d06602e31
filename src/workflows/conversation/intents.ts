/** The intents of a message, each a run of its own, and what a clarifying question makes of one. Pure. */
import type { Entity, Understanding } from '../../contracts/understanding.js';
import { hasPlace } from './route.js';
import type { Clarifying, ConversationState, QueuedMessage } from './state.js';

/**
 * Workflow id of the run for a message's intent. It includes the intent: however often and differently a message
 * is understood, none of its intents runs twice.
 */
export const runIdOf = (workflowId: string, { runKey, understanding }: QueuedMessage): string =>
  `${workflowId}/${runKey}-${understanding.intent}`;

/** The message once per intent; each but the first waits for the one before it. */
export function intentsIn(
  workflowId: string,
  message: QueuedMessage,
  intents: readonly string[],
): QueuedMessage[] {
  const queued = [...new Set(intents)].map((intent) => ({
    ...message,
    understanding: wanting(message.understanding, intent),
  }));
  return queued.map((intent, index) => {
    const before = queued[index - 1];
    return before === undefined ? intent : { ...intent, after: runIdOf(workflowId, before) };
  });
}

/** The first queued intent that may start now. */
export function startable(state: ConversationState, workflowId: string): QueuedMessage | undefined {
  if (!hasPlace(state)) return undefined;
  return state.queue.find(({ after }) => after === undefined || !isBusy(state, after, workflowId));
}

/** A run that waits for an approval, an event or a timer needs nothing from the customer: the next may start. */
const isBusy = ({ runs, queue }: ConversationState, run: string, workflowId: string): boolean =>
  runs.some(({ id, waiting }) => id === run && waiting.length === 0) ||
  queue.some((queued) => runIdOf(workflowId, queued) === run);

/**
 * The message that was asked about, with the intents that the answer chose. Anything else the answer says
 * goes below the message's own words and takes precedence.
 */
export function clarified(
  { message: original }: Clarifying,
  answer: QueuedMessage,
  intents: readonly string[],
): QueuedMessage {
  const told = answer.understanding.entities;
  const { text } = original.message;
  const below = told.length === 0 ? '' : `\n${answer.message.text}`;
  const kept = original.understanding.entities.filter(
    ({ type }) => !told.some((other) => other.type === type),
  );
  const entities = [...kept, ...told.map((entity) => moved(entity, text.length + 1))];
  return {
    ...original,
    message: { ...original.message, text: `${text}${below}` },
    // The delay of held-back replies counts from the customer's last message.
    receivedAt: answer.receivedAt,
    understanding: {
      ...wanting(original.understanding, intents[0] ?? original.understanding.intent),
      // The customer's own choice.
      ...{ confidence: 1, margin: 1, entities },
    },
  };
}

const moved = (entity: Entity, by: number): Entity => ({
  ...entity,
  start: entity.start + by,
  end: entity.end + by,
});

/** The understanding as if this were the message's first intent, and sure. */
function wanting(understanding: Understanding, intent: string): Understanding {
  if (understanding.intent === intent && understanding.sure) return understanding;
  const { label, ...rest } = understanding;
  return {
    ...rest,
    ...(label === undefined || understanding.intent !== intent ? {} : { label }),
    intent,
    sure: true,
    secondary: understanding.secondary.filter((other) => other !== intent),
  };
}
