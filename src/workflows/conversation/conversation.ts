/** One customer thread: drives the reducer of src/conversation and has no rule of its own. */
import {
  CancellationScope,
  condition,
  continueAsNew,
  defineSignal,
  setCurrentDetails,
  setHandler,
  sleep,
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
  /** People had it when it closed, and have not given it back. */
  withPeople?: true;
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
  const fresh = { ...newConversation(named, Date.now()), withPeople: start.withPeople === true };
  let { state, commands } = resume(start.state ?? fresh, Date.now());
  const alarm = new Alarm();
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
      alarm.set(command.until);
      await condition(() => events.length > 0 || !alarm.isSet);
      if (events.length === 0) push({ is: 'time' });
    } else {
      if (command !== undefined) void carryOut(command, push);
      await condition(() => events.length > 0);
    }
  }
}

/**
 * One timer, which is left running when something comes before it: a conversation rests after each message, and a timer
 * cancelled and started at each rest would cost two events. It may go off before the time of a later rest.
 */
class Alarm {
  #scope: CancellationScope | undefined;
  #at = Infinity;

  get isSet(): boolean {
    return this.#scope !== undefined;
  }

  /** Makes it go off at this moment, in epoch milliseconds, or before. */
  set(until: number): void {
    if (this.#scope !== undefined && this.#at <= until) return;
    this.#scope?.cancel();
    const scope = (this.#scope = new CancellationScope());
    this.#at = until;
    const over = (): void => {
      if (this.#scope === scope) this.#scope = undefined;
    };
    void scope.run(() => sleep(Math.max(1, until - Date.now()))).then(over, over);
  }
}
