/** One customer thread: drives the reducer of src/conversation and has no rule of its own. */
import {
  condition,
  continueAsNew,
  defineSignal,
  setCurrentDetails,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import { type ConversationSignal, messageNames } from '../../contracts/messages.js';
import { describeConversation } from '../../conversation/describe.js';
import type { ConversationEvent } from '../../conversation/event.js';
import { reduce, resume } from '../../conversation/reduce.js';
import { type ConversationState, newConversation } from '../../conversation/state.js';
import { carryOut, type NewEvent } from './carry-out.js';

/** Arguments of a conversation: who it belongs to, and what it remembers after continue-as-new. */
interface ConversationStart {
  merchant: string;
  conversation: string;
  state?: ConversationState;
}

const conversationEvent = defineSignal<[ConversationSignal]>(messageNames.conversationSignal);

/** Runs until nothing is open and the customer has been silent for a week. */
export async function conversation(start: ConversationStart): Promise<void> {
  const events: ConversationEvent[] = [];
  const push = (event: NewEvent): void => void events.push({ ...event, now: Date.now() });
  setHandler(conversationEvent, (signal) => {
    push({ is: 'signal', signal });
  });
  const { workflowId } = workflowInfo();
  const { merchant, conversation: id } = start;
  const named = { merchant, conversation: id, workflowId };
  let { state, commands } = resume(start.state ?? newConversation(named, Date.now()), Date.now());
  let isLong = false;
  for (;;) {
    if (!isLong && workflowInfo().continueAsNewSuggested) push({ is: 'history_long' });
    isLong = workflowInfo().continueAsNewSuggested;
    // All events are taken in before the workflow rests, so that neither its end nor continue-as-new cuts one off.
    for (let event = events.shift(); event !== undefined; event = events.shift()) {
      const reduced = reduce(state, event);
      state = reduced.state;
      if (reduced.commands.length > 0) commands = reduced.commands;
    }
    setCurrentDetails(describeConversation(state));
    const [command] = commands;
    commands = [];
    if (command?.do === 'close') return;
    if (command?.do === 'continue_as_new')
      return continueAsNew<typeof conversation>({ ...start, state: command.state });
    if (command?.do === 'wait') {
      const woken = await condition(() => events.length > 0, Math.max(1, command.until - Date.now()));
      if (!woken) push({ is: 'time' });
    } else {
      if (command !== undefined) void carryOut(command, push);
      await condition(() => events.length > 0);
    }
  }
}
