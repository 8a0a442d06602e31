/** The command for a task, with what the state knows when its turn comes. */
import type { ReplyAddress } from '../contracts/activities.js';
import type { Matter } from '../contracts/handover.js';
import { mainFlow } from '../contracts/main-flow.js';
import type { RunStart } from '../contracts/messages.js';
import type { ConversationCommand } from './command.js';
import { positionsFor } from './positions.js';
import type { ConversationState, QueuedIntent, ReceivedMessage, Task } from './state.js';

/** The command that carries out a task. */
export function commandOf(state: ConversationState, task: Task): ConversationCommand {
  const { merchant, conversation, workflowId } = state;
  const named = { merchant, conversation, workflowId };
  switch (task.do) {
    case 'understand':
      return understandCommand(state, task.message);
    case 'say':
      return deliverCommand(state, task);
    case 'repeat': {
      const { question, labels, key } = task;
      const args = [{ source: 'question', type: { t: 'text' }, value: question }] as const;
      return {
        do: 'deliver',
        request: { ...replyTo(state, key), text: { key: '${question}', args }, labels },
      };
    }
    case 'hand_over':
      return handOverCommand(state, task);
    case 'forward':
      return { do: 'forward', request: { ...named, messages: { ids: task.messages } } };
    case 'forward_stored':
      return {
        do: 'forward',
        request: { ...named, messages: { positions: positionsFor(task.of, state) } },
      };
    case 'signal': {
      const { run, inlinedIn, signal } = task;
      return { do: 'signal', run, ...(inlinedIn === undefined ? {} : { inlinedIn }), signal };
    }
    case 'start':
      return { do: 'start', run: task.run, start: startOf(state, task.intent) };
  }
}

function understandCommand(
  state: ConversationState,
  { messageId, part }: ReceivedMessage,
): ConversationCommand {
  const { merchant, conversation, clarifying } = state;
  // What follows an answer is read as a message of its own, which answers nothing.
  const asks = part !== undefined && 'from' in part ? [] : state.asks;
  const request = { merchant, conversation, messageId, asks, ...(part === undefined ? {} : { part }) };
  return {
    do: 'understand',
    request: clarifying?.asked === undefined ? request : { ...request, clarifying: clarifying.asked },
  };
}

function deliverCommand(
  state: ConversationState,
  { sentence, key, values = {}, labels }: Extract<Task, { do: 'say' }>,
): ConversationCommand {
  const args = Object.entries(values).map(
    ([source, value]) =>
      ({ source, type: { t: typeof value === 'number' ? 'moment' : 'text' }, value }) as const,
  );
  // A merchant's own sentence, by its name.
  const text = { key: `@${sentence}`, args };
  return {
    do: 'deliver',
    request: { ...replyTo(state, key), text, ...(labels === undefined ? {} : { labels }) },
  };
}

const handOverCommand = (
  state: ConversationState,
  { messageId, summary }: Extract<Task, { do: 'hand_over' }>,
): ConversationCommand => ({
  do: 'hand_over',
  request: {
    ...replyTo(state, `handover/${messageId}`),
    queue: 'default',
    summary: { key: `@${summary}`, args: [] },
    matter: matterOf(state),
  },
});

/** What the conversation is about, of its open question, its newest run, or what it was last about. */
function matterOf({ asks, runs, facts, topic }: ConversationState): Matter {
  const [ask] = asks;
  const run = runs.findLast(({ about }) => about !== undefined) ?? runs.at(-1);
  const number = ask?.about ?? run?.about ?? facts.number;
  const intent = ask?.intent ?? run?.intent ?? topic?.intent;
  return {
    ...(run === undefined ? {} : { run: run.id }),
    ...(number === undefined ? {} : { record: { number } }),
    ...(intent === undefined ? {} : { intent }),
    ...(ask?.question === undefined ? {} : { question: ask.question }),
  };
}

function replyTo(
  { merchant, conversation: id, workflowId, language }: ConversationState,
  key: string,
): { merchant: string; conversation: ReplyAddress; key: string } {
  return { merchant, conversation: { id, workflowId, language }, key: `${workflowId}/${key}` };
}

function startOf(
  state: ConversationState,
  { message: { messageId, receivedAt }, more, startedBy, answeredBy, understanding }: QueuedIntent,
): RunStart {
  const { merchant, conversation: id, workflowId, language, customer, facts, asks, runs } = state;
  const stillOpen = matterOf(state);
  return {
    merchant,
    flow: mainFlow,
    inputs: {},
    conversation: {
      ...{ id, workflowId, language, facts, receivedAt },
      ...(customer === undefined ? {} : { customer }),
    },
    message: { ids: more === undefined ? [messageId] : [messageId, more], understanding },
    intent: understanding.intent,
    ...(startedBy === undefined ? {} : { startedBy }),
    ...(answeredBy === undefined ? {} : { answeredBy }),
    ...(asks.length === 0 && runs.length < 2 ? {} : { stillOpen }),
    depth: 0,
  };
}
