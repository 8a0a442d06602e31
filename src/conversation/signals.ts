/** How signals change a conversation's state. */
import type { ConversationSignal } from '../contracts/messages.js';
import { carriedOut } from './carrying.js';
import { ofNobody } from './brakes.js';
import { receive, takeBack } from './receive.js';
import { closeAsk, forgetRun, forgetTopic, openAsk, setWaiting, withNothingAsked } from './runs.js';
import type { ConversationState } from './state.js';

/** The state after a signal. */
export function signalled(
  state: ConversationState,
  signal: ConversationSignal,
  now: number,
): ConversationState {
  switch (signal.type) {
    case 'message':
      return receive(signal.message.aside === 'author' ? ofNobody(state) : state, signal.message, now);
    case 'ask_opened':
      return openAsk(carriedOut(state, signal.ask.run), signal.ask);
    case 'ask_closed':
      return closeAsk(state, signal.run, signal.key);
    case 'run_waiting':
      return setWaiting(state, signal.run, signal.standing);
    case 'run_ended':
      return forgetRun(state, signal.run);
    case 'handed_over':
      return { ...state, withPeople: true, leaving: true };
    case 'returned':
      return takeBack(state, signal.messageId);
    case 'given_back':
      return { ...forgetTopic(withNothingAsked(state)), withPeople: false };
  }
}
