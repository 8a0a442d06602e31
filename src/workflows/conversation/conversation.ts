/** One customer thread: takes in messages, understands each once, and passes it to a waiting run or a new one. */
import {
  condition,
  continueAsNew,
  defineSignal,
  setCurrentDetails,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import { type ConversationSignal, messageNames } from '../../contracts/messages.js';
import { Dispatcher } from './dispatcher.js';
import { gapEndsAt, hasGap, skipGap } from './receive.js';
import { hasPlace } from './route.js';
import { apply } from './signals.js';
import { type ConversationState, newConversation } from './state.js';

/** Arguments of a conversation: who it belongs to, and what it remembers after continue-as-new. */
interface ConversationStart {
  merchant: string;
  conversation: string;
  state?: ConversationState;
}

const conversationEvent = defineSignal<[ConversationSignal]>(messageNames.conversationSignal);

/** Silence after which a conversation with nothing open closes; the next message reopens it. */
const silence = '7 days';

/** Runs until nothing is open and the customer has been silent for a week. */
export async function conversation(start: ConversationStart): Promise<void> {
  const box = { state: start.state ?? newConversation(start.merchant, start.conversation) };
  let heard = 0;
  setHandler(conversationEvent, (signal) => {
    heard += 1;
    box.state = apply(box.state, signal, Date.now());
  });
  const dispatcher = new Dispatcher(box);
  const idle = (): boolean => box.state.inbox.length === 0 && !dispatcher.hasPendingWork();
  for (;;) {
    // Pending work is part of the state and signals are handled at once, so nothing is lost between two tasks.
    if (workflowInfo().continueAsNewSuggested)
      await continueAsNew<typeof conversation>({ ...start, state: box.state });
    if (!idle()) {
      await dispatcher.next();
      continue;
    }
    setCurrentDetails(describeConversation(box.state));
    const before = heard;
    const timeoutMs = hasGap(box.state) ? Math.max(1, gapEndsAt(box.state) - Date.now()) : silence;
    const woken = await condition(() => heard > before || !idle(), timeoutMs);
    if (woken) continue;
    if (hasGap(box.state)) box.state = skipGap(box.state);
    else if (isOver(box.state)) return;
  }
}

const isOver = ({ runs, asks, queue }: ConversationState): boolean =>
  runs.length === 0 && asks.length === 0 && queue.length === 0;

function describeConversation(state: ConversationState): string {
  const lines = [
    state.withPeople ? '**With people**: messages are passed on' : '**Answered by flows**',
    `- open runs: ${state.runs.map(({ intent }) => intent).join(', ') || 'none'}`,
    `- open questions: ${state.asks.length}`,
    ...(state.clarifying === undefined
      ? []
      : [`- asked which it is: ${state.clarifying.asked.intents.join(' or ')}`]),
    `- waiting for their turn: ${state.queue.length}${hasPlace(state) ? '' : ' (three runs are open)'}`,
  ];
  return lines.join('\n');
}
