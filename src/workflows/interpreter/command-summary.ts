/** What an activity or timer of a run is for, in business words and without values, for the Temporal UI. */
import type { FlowIr } from '../../contracts/ir.js';
import { utf8Bytes } from './limits.js';
import type { AskCommand, Command } from '../../contracts/interpreter-command.js';
import { titlesIn } from './steps-in.js';

/** Temporal's limit for a summary, in bytes. */
const maxSummary = 400;

/** The command in business words, with the title of its step where the flow is given; at most 400 bytes. */
export function summaryOf(command: Command, flow?: FlowIr): string {
  const title = flow && titleOf(flow, command);
  return shortened(title === undefined ? actOf(command) : `${actOf(command)} – ${title}`);
}

/** What a sub-flow is for, as the static summary of its workflow: the title of its step; at most 400 bytes. */
export const subflowSummary = (command: Extract<Command, { do: 'subflow' }>, flow?: FlowIr): string =>
  shortened((flow && titleOf(flow, command)) ?? command.flow);

function actOf(command: Command): string {
  switch (command.do) {
    case 'understand':
      return 'Understand the message';
    case 'call':
      return `${command.decision === undefined ? 'Call' : 'Call after approval'}: ${command.operation}`;
    case 'request_approval':
      return `Ask for approval: ${command.request.operation}`;
    case 'withdraw_approval':
      return 'Close the approval request';
    case 'release':
      return 'Release the reservation';
    case 'subflow':
      return `Run ${command.flow}`;
    case 'say':
      return 'Reply to the customer';
    case 'ask':
      return command.answer === 'facts' ? 'Verify the customer' : 'Ask the customer';
    case 'withdraw_ask':
      return 'Withdraw the question';
    case 'timer':
      return timerOf(command.id);
    case 'cancel_timer':
      return 'Stop the timer';
    case 'listen':
      return `Wait for the event ${command.event}`;
    case 'handover':
      return `Hand off to ${command.queue}`;
    case 'end':
      return `End: ${command.result}`;
    case 'fail':
      return `Fail: ${command.code}`;
  }
}

function timerOf(id: string): string {
  if (id.endsWith('/expiry')) return 'Until it expires';
  if (id.endsWith('/escalate')) return 'Until it is escalated';
  if (id.endsWith('/remind')) return 'Until approvers are reminded';
  if (/\/ask\d+$/.test(id)) return 'Until the system is asked again';
  if (id.endsWith('/tell')) return 'Until the customer is told that it is in progress';
  if (id.endsWith('/look')) return 'Until the flow checks again';
  return /\/pause\d+$/.test(id) ? 'Until the next round' : 'Wait';
}

/** The title of a question, for operators: that of its step, unless the engine asks for facts. */
export const questionTitle = (ask: AskCommand, flow: FlowIr): string =>
  (ask.answer === 'facts' ? undefined : titleOf(flow, ask)) ?? actOf(ask);

function titleOf(flow: FlowIr, command: Command): string | undefined {
  const id = 'step' in command ? command.step : 'id' in command ? stepOf(command.id) : undefined;
  return id === undefined ? undefined : titles(flow).get(id);
}

/** `<step>#<visit>/…`, after the workflow id in the id of an approval. */
const stepOf = (id: string): string | undefined => /(?:^|#)(\w+)#\d+(?:\/\w+)*$/.exec(id)?.[1];

// A flow never changes under its hash, so its titles are collected once.
const known = new WeakMap<FlowIr, ReadonlyMap<string, string>>();

function titles(flow: FlowIr): ReadonlyMap<string, string> {
  const found = known.get(flow) ?? titlesIn(flow.steps);
  known.set(flow, found);
  return found;
}

function shortened(text: string): string {
  let short = text;
  while (utf8Bytes(short) > maxSummary) short = `${Array.from(short).slice(0, -10).join('')}…`;
  return short;
}
