/** How runs start: with the message behind them, which is named in their arguments, and a sub-flow with what its caller knows. */
import type { LoadFlowRequest } from '../contracts/activities.js';
import type { ConversationContext } from '../contracts/conversation.js';
import type { Command } from '../contracts/interpreter-command.js';
import type { JsonObject } from '../contracts/json.js';
import type { RunStart, StartMessage } from '../contracts/workflow-messages.js';

/** A run's arguments with the text of its message. */
export interface Started extends Omit<RunStart, 'conversation' | 'message'> {
  conversation: ConversationContext;
}

/** The part of a request for the flow that asks for the message's text too; a sub-flow has it as an input. */
export const messageToLoad = ({ message, conversation }: RunStart): Pick<LoadFlowRequest, 'message'> =>
  message !== undefined && 'ids' in message
    ? { message: { conversation: conversation.id, ids: message.ids } }
    : {};

/** Ids kept of a long talk: the messages that began it, and the last answers. */
const kept = { first: 2, last: 6 } as const;

/** The customer's messages behind a run, in order: those that it or its callers come from, and its own answers. */
export function messagesBehind(
  { message, messageIds = [] }: Pick<RunStart, 'message' | 'messageIds'>,
  answers: readonly string[],
): readonly string[] {
  const begun = message !== undefined && 'ids' in message ? message.ids : [];
  const all = [...new Set([...messageIds, ...begun, ...answers])];
  if (all.length <= kept.first + kept.last) return all;
  return [...all.slice(0, kept.first), ...all.slice(-kept.last)];
}

/** The run with its message's text, which is the main flow's input. */
export function withText({ message, ...start }: RunStart, loaded = ''): Started {
  if (message === undefined) return start;
  const { understanding } = message;
  const isMain = 'ids' in message;
  const text = isMain ? loaded : start.inputs[message.input];
  if (typeof text !== 'string') return start;
  return {
    ...start,
    inputs: isMain ? { ...start.inputs, message: text } : start.inputs,
    conversation: { ...start.conversation, message: { text, understanding } },
  };
}

/** The message for a sub-flow, if one of its inputs is the text: classifying it there costs nothing either. */
function messageFor(
  { message }: ConversationContext,
  inputs: JsonObject,
): { message: StartMessage } | Record<string, never> {
  if (message === undefined) return {};
  const [input] = Object.entries(inputs).find(([, value]) => value === message.text) ?? [];
  return input === undefined ? {} : { message: { input, understanding: message.understanding } };
}

/** How a sub-flow starts: with the version that its caller's version names. */
export function childStart(
  parent: Started,
  command: Extract<Command, { do: 'subflow' }>,
  messageIds: readonly string[],
): RunStart {
  return {
    merchant: parent.merchant,
    flow: command.flow,
    hash: command.hash,
    inputs: command.inputs,
    conversation: withoutMessage(parent.conversation),
    ...messageFor(parent.conversation, command.inputs),
    ...(messageIds.length === 0 ? {} : { messageIds }),
    ...(parent.intent === undefined ? {} : { intent: parent.intent }),
    ...(parent.startedBy === undefined ? {} : { startedBy: parent.startedBy }),
    ...(parent.stillOpen === undefined ? {} : { stillOpen: parent.stillOpen }),
    ...(command.answeredBy === undefined ? {} : { answeredBy: command.answeredBy }),
    depth: parent.depth + 1,
  };
}

const withoutMessage = ({
  message: _message,
  ...conversation
}: ConversationContext): RunStart['conversation'] => conversation;
