/** The intents of a message, each a run of its own, and what a clarifying question makes of one. */
import type { Said } from '../../contracts/conversation.js';
import type { Entity, Understanding } from '../../contracts/understanding.js';
import { boundAbout, bounds } from './bounds.js';
import { belongsTo, hasPlace } from './runs.js';
import type { Clarifying, ConversationState, OpenRun, QueuedIntent, LastIntent } from './state.js';

/** Intents to run in sequence. */
export interface Intents {
  intents: readonly string[];
  /** They are what a message was about that was asked about, or what the conversation was last about. */
  from?: 'clarified' | 'last_intent' | 'corrected';
}

/**
 * Workflow id of the run for a message's intent: by the message's position, which the store gives to no other one, and the
 * intent. So however often and differently a message is understood, none of its intents runs twice.
 */
export const runIdOf = (workflowId: string, { message, understanding, further }: QueuedIntent): string =>
  `${workflowId}/${message.seq}-${understanding.intent}${further === undefined ? '' : `-${further}`}`;

/** The run for a message's intent when it starts: about the record whose number the message names, if it is one. */
export function openRun(id: string, queued: QueuedIntent): OpenRun {
  const { intent, entities } = queued.understanding;
  const [number, ...others] = entities.filter(({ type }) => type === 'order_number');
  return {
    ...{ id, intent, waiting: [], said: saidIn(queued) },
    ...(others.length > 0 ? {} : boundAbout(number?.value)),
  };
}

/** What the customer has said to a run when it starts, newest first: its messages, and what was said to the run that they correct. */
export const saidIn = ({ message: { messageId, corrects }, more }: QueuedIntent): readonly Said[] =>
  [
    ...(more === undefined ? [] : [{ messageId: more }]),
    { messageId, ...(corrects === undefined ? {} : { corrects: true as const }) },
    ...(corrects?.said ?? []),
  ].slice(0, bounds.said);

/** The message once per intent; each but the first waits for the one before it. */
export function intentsIn(
  workflowId: string,
  message: QueuedIntent,
  intents: readonly string[],
): QueuedIntent[] {
  const queued = [...new Set(intents)].map((intent) => ({
    ...message,
    understanding: wanting(message.understanding, intent),
  }));
  return queued.map((intent, index) => {
    const before = queued[index - 1];
    return before === undefined ? intent : { ...intent, after: runIdOf(workflowId, before) };
  });
}

/**
 * What a run does, for further records that an answer to it names by their numbers: each waits for the one before it. None if the
 * conversation has been about something else since.
 */
export function forOthers(
  { runs, workflowId, lastIntent }: ConversationState,
  run: string,
  answer: QueuedIntent,
  numbers: readonly string[],
): QueuedIntent[] {
  const root = runs.find(({ id }) => belongsTo(run, id));
  if (root === undefined || lastIntent?.intent !== root.intent) return [];
  const more = root.said?.at(-1)?.messageId;
  let after = root.id;
  return numbers.map((number, at) => {
    const { understanding, ...queued } = aboutLastIntent(answer, lastIntent);
    const own: QueuedIntent = {
      ...queued,
      ...(more === undefined ? {} : { more }),
      ...{ understanding: { ...understanding, entities: [numbered(number)] }, after, further: at + 1 },
    };
    after = runIdOf(workflowId, own);
    return own;
  });
}

/** The number of a record as if the message had named it. */
const numbered = (value: string): Entity => ({
  ...{ type: 'order_number', value, raw: value, start: 0, end: 0, source: 'rule' },
});

/** The first queued intent that may start now. */
export function startable(state: ConversationState): QueuedIntent | undefined {
  if (!hasPlace(state)) return undefined;
  return state.queue.find(({ after }) => after === undefined || !isBusy(state, after));
}

/** A run that waits for an approval, an event or a timer needs nothing from the customer: the next may start. */
const isBusy = ({ runs, queue, workflowId }: ConversationState, run: string): boolean =>
  runs.some(({ id, waiting }) => id === run && waiting.length === 0) ||
  queue.some((queued) => runIdOf(workflowId, queued) === run);

/**
 * The message that was asked about, with the intents that the answer chose. Anything else the answer says
 * goes below the message's own words and takes precedence; each entity keeps its place in its own message.
 */
export function clarified(
  { message: original, asked }: Clarifying,
  answer: QueuedIntent,
  intents: readonly string[],
): QueuedIntent {
  // Of an order number alone, all that is wanted stands in the answer.
  const isAllInAnswer = asked === undefined;
  const { understanding } = isAllInAnswer ? answer : original;
  const named = answer.understanding.entities;
  const kept = original.understanding.entities.filter(
    ({ type }) => !named.some((other) => other.type === type),
  );
  // Whoever of them is an agent has asked for the run: neither may approve it.
  const [startedBy, ...others] = [original.startedBy, answer.startedBy].filter(
    (agent) => agent !== undefined,
  );
  return {
    ...original,
    ...(startedBy === undefined ? {} : { startedBy }),
    ...(others.length === 0 ? {} : { answeredBy: others }),
    // The delay of held-back replies counts from the customer's last message.
    message: { ...original.message, receivedAt: answer.message.receivedAt },
    ...(named.length > 0 || isAllInAnswer ? { more: answer.message.messageId } : {}),
    understanding: {
      ...wanting(understanding, intents[0] ?? understanding.intent),
      // The customer's own choice.
      ...{ confidence: 1, margin: 1, entities: [...kept, ...named] },
    },
  };
}

/** A message that was asked about, with the order number that was sent meanwhile. */
export function withNumber({ message, ...asked }: Clarifying, named: QueuedIntent): Clarifying {
  const others = message.understanding.entities.filter(({ type }) => type !== 'order_number');
  const entities = [...others, ...named.understanding.entities.filter(({ type }) => type === 'order_number')];
  const understanding = { ...message.understanding, entities };
  return { ...asked, message: { ...message, more: named.message.messageId, understanding } };
}

/** A message that only names another order, understood as what the conversation was last about. */
const aboutLastIntent = (
  { understanding, ...queued }: QueuedIntent,
  { intent, label }: LastIntent,
): QueuedIntent => ({
  ...queued,
  understanding: { ...wanting(understanding, intent), ...(label === undefined ? {} : { label }) },
});

/** A message that corrects what a question named, as its intent, about the same record. */
function corrected({ understanding, ...queued }: QueuedIntent): QueuedIntent {
  const { intent = understanding.intent, about } = queued.message.corrects ?? {};
  const kept = understanding.entities.filter(({ type }) => type !== 'order_number' || about === undefined);
  const known = about === undefined ? [] : [numbered(about)];
  return { ...queued, understanding: { ...wanting(understanding, intent), entities: [...kept, ...known] } };
}

/** The message with what the conversation knows of it besides: what was asked about it, or talked about last. */
export function inContext(
  { clarifying, lastIntent }: ConversationState,
  queued: QueuedIntent,
  { intents, from }: Intents,
): QueuedIntent {
  if (from === 'clarified' && clarifying !== undefined) return clarified(clarifying, queued, intents);
  if (from === 'corrected') return corrected(queued);
  return from === 'last_intent' && lastIntent !== undefined ? aboutLastIntent(queued, lastIntent) : queued;
}

/** Whether a message names an order: this one, or any. */
export const namesOrder = (understanding?: Pick<Understanding, 'entities'>, number?: string): boolean =>
  understanding?.entities.some(
    ({ type, value }) => type === 'order_number' && (number === undefined || value === number),
  ) ?? false;

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
