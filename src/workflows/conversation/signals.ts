/** How signals change a conversation's state. Pure, so that they can be handled the moment they arrive. */
import type { ConversationSignal } from '../../contracts/messages.js';
import { receive, takeBack } from './receive.js';
import type { ConversationState, OpenRun } from './state.js';

/** The state after a signal. */
export function apply(state: ConversationState, signal: ConversationSignal, now: number): ConversationState {
  switch (signal.type) {
    case 'message':
      return receive(state, signal.message, now);
    case 'ask_opened': {
      const { asks } = closeAsk(state, signal.ask.run, signal.ask.key);
      // An inlined run waits as its workflow does.
      const { run: asking, inlinedIn = asking } = signal.ask;
      const runs = state.runs.map((run) => setWaiting(run, inlinedIn, false));
      return { ...state, asks: [{ ...signal.ask, reasked: 0 }, ...asks], runs };
    }
    case 'ask_closed':
      return closeAsk(state, signal.run, signal.key);
    case 'run_waiting':
      return { ...state, runs: state.runs.map((run) => setWaiting(run, signal.run, true)) };
    case 'run_ended':
      return {
        ...state,
        runs: state.runs.filter(({ id }) => id !== signal.run),
        asks: state.asks.filter(({ run }) => !belongsTo(run, signal.run)),
      };
    case 'handed_over':
      return { ...state, withPeople: true, leaving: true };
    case 'returned':
      return takeBack(state, signal.messageId);
    case 'given_back':
      return { ...withNothingAsked(state), withPeople: false };
  }
}

/** The state without the conversation's own questions: what it is about, or which of two intents. */
export function withNothingAsked({
  clarifying: _clarifying,
  ...state
}: ConversationState): ConversationState {
  return { ...state, askedWhat: false };
}

/** Removes an ask that was answered, withdrawn or expired. */
export function closeAsk(state: ConversationState, run: string, key: string): ConversationState {
  return { ...state, asks: state.asks.filter((ask) => ask.run !== run || ask.key !== key) };
}

/** Whether a run is the ancestor itself or a sub-flow below it: a child's id begins with its parent's. */
export const belongsTo = (run: string, ancestor: string): boolean =>
  run === ancestor || run.startsWith(`${ancestor}/`);

function setWaiting(open: OpenRun, run: string, waiting: boolean): OpenRun {
  if (!belongsTo(run, open.id)) return open;
  const others = open.waiting.filter((id) => id !== run);
  return { ...open, waiting: waiting ? [...others, run] : others };
}
