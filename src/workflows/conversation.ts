/** One customer thread: drives the reducer of src/workflows/conversation and has no rule of its own. */
import { ApplicationFailure } from '@temporalio/common';
import { messageNames, type RunSignal } from '../contracts/workflow-messages.js';
import { describeConversation } from './conversation/describe.js';
import type { ConversationEvent } from './conversation/event.js';
import { reduce, resume } from './conversation/reduce.js';
import { type ConversationState, newConversation } from './conversation/state.js';
import type { ConversationCommand } from './conversation/command.js';
import { EventQueue, type NewEvent } from './event-queue.js';
import type { Runtime, Timer, TraceContext } from './runtime.js';

// Carries out what a conversation has decided; what came of it is an event.

type Push = (event: NewEvent<ConversationEvent>) => void;

/** A command that is carried out; the others are the driver's. */
type Doable = Exclude<ConversationCommand, { do: 'wait' | 'close' | 'continue_as_new' }>;

/** Carries out a command and pushes its event; the end of a run that it started is pushed when it comes. */
async function carryOut(runtime: Runtime, command: Doable, push: Push): Promise<void> {
  switch (command.do) {
    case 'understand':
      push(await understand(runtime, command));
      return;
    case 'deliver':
      await runtime.run('deliverReply', 'Reply to the customer', command.request);
      push({ is: 'done' });
      return;
    case 'hand_over':
      await runtime.run('handOver', 'Hand off the conversation', command.request);
      push({ is: 'done' });
      return;
    case 'forward':
      push({
        is: 'forwarded',
        ...(await runtime.run('forwardMessages', 'Pass messages on to agents', command.request)),
      });
      return;
    case 'signal':
      push({ is: 'signalled', arrived: await signalRun(runtime, command) });
      return;
    case 'start': {
      const { run: workflowId, start } = command;
      const summary = `The customer’s intent: ${start.intent ?? ''}`;
      // The end of the conversation must not end a run that moves money; a repeated message has its run already.
      const child = await runtime.startChild({
        workflowId,
        start,
        summary,
        onClose: 'abandon',
        isOnce: true,
      });
      push({ is: 'started', isNew: child !== undefined });
      const closed = (): void => {
        push({ is: 'run_closed', run: workflowId });
      };
      void child?.result().then(closed, closed);
    }
  }
}

async function understand(
  runtime: Runtime,
  { request }: Extract<Doable, { do: 'understand' }>,
): Promise<NewEvent<ConversationEvent>> {
  try {
    return {
      is: 'understood',
      understood: await runtime.run('understandMessage', 'Understand a message', request),
    };
  } catch (error) {
    for (let cause = error; cause instanceof Error; cause = cause.cause)
      if (cause instanceof ApplicationFailure && cause.type === 'message_gone')
        return { is: 'not_understood' };
    throw error;
  }
}

/** False if the run's workflow is closed. */
function signalRun(
  runtime: Runtime,
  { run: id, inlinedIn, signal }: Extract<Doable, { do: 'signal' }>,
): Promise<boolean> {
  const sent: RunSignal = inlinedIn === undefined ? signal : { ...signal, run: id };
  return runtime.signalRun(inlinedIn ?? id, sent);
}

/** Arguments of a conversation: who it belongs to, and what it remembers after continue-as-new. */
export interface ConversationStart {
  merchant: string;
  conversation: string;
  /** People had it when it closed, and have not given it back. */
  withPeople?: true;
  state?: ConversationState;
  /** The build from which it last went over to another one. */
  continuedFrom?: string;
}

/** Runs until nothing is open and the customer has been silent for a week. */
export async function converse(runtime: Runtime, start: ConversationStart): Promise<void> {
  const events = new EventQueue<ConversationEvent>(runtime);
  const push: Push = (event) => {
    events.push(event);
  };
  const traces = new MessageTraces(runtime);
  runtime.onSignal(messageNames.conversationSignal, (signal) => {
    if (signal.type === 'message') traces.begin(signal.message.messageId);
    push({ is: 'signal', signal });
  });
  const { workflowId } = runtime;
  const { merchant, conversation: id } = start;
  const named = { merchant, conversation: id, workflowId };
  const fresh = { ...newConversation(named, runtime.now()), withPeople: start.withPeople === true };
  let { state, commands } = resume(start.state ?? fresh, runtime.now());
  const alarm = new Alarm(runtime);
  let isLong = false;
  let isUpgrading = false;
  for (;;) {
    if (!isLong && runtime.isHistoryLong()) push({ is: 'history_long' });
    isLong = runtime.isHistoryLong();
    // Before what has come since: the message that wakes a conversation is read by the current build.
    if (!isUpgrading && runtime.isOutdated(start.continuedFrom)) {
      isUpgrading = true;
      events.unshift({ is: 'history_long' });
    }
    // All events are taken in before the workflow rests, so that neither its end nor continue-as-new cuts one off.
    for (let event = events.shift(); event !== undefined; event = events.shift()) {
      const reduced = reduce(state, event);
      state = reduced.state;
      if (reduced.commands.length > 0) commands = reduced.commands;
    }
    runtime.showDetails(describeConversation(state));
    const [command] = commands;
    commands = [];
    if (command?.do === 'close') return;
    if (command?.do === 'continue_as_new')
      return renew(runtime, { ...start, state: command.state }, isUpgrading);
    if (command?.do === 'wait') {
      alarm.set(command.until);
      await runtime.condition(() => events.length > 0 || !alarm.isSet);
      if (events.length === 0) push({ is: 'time' });
    } else {
      if (command?.do === 'understand') traces.goOn(command.request.messageId);
      if (command !== undefined) void carryOut(runtime, command, push);
      await runtime.condition(() => events.length > 0);
    }
  }
}

/** The trace that each message has brought: it may wait for its turn while another one is under way. */
class MessageTraces {
  readonly #brought = new Map<string, TraceContext | undefined>();

  constructor(readonly runtime: Runtime) {}

  begin(messageId: string): void {
    this.#brought.set(messageId, this.runtime.traces?.current());
  }

  /** What is done from now on belongs to the message; to none if it came before the conversation continued as new. */
  goOn(messageId: string): void {
    this.runtime.traces?.goOnIn(this.#brought.get(messageId));
  }
}

function renew(runtime: Runtime, start: ConversationStart, isUpgrading: boolean): Promise<never> {
  const { build } = runtime;
  if (!isUpgrading || build === undefined) return runtime.continueAsNew(start);
  return runtime.continueAsNew({ ...start, continuedFrom: build }, { onCurrentBuild: true });
}

/**
 * One timer, which is left running when something comes before it: a conversation rests after each message, and a timer
 * cancelled and started at each rest would cost two events. It may go off before the time of a later rest.
 */
class Alarm {
  #timer: Timer | undefined;
  #at = Infinity;

  constructor(readonly runtime: Runtime) {}

  get isSet(): boolean {
    return this.#timer !== undefined;
  }

  /** Makes it go off at this moment, in epoch milliseconds, or before. */
  set(until: number): void {
    if (this.#timer !== undefined && this.#at <= until) return;
    this.#timer?.cancel();
    const timer = (this.#timer = this.runtime.timer(() => Promise.resolve(until)));
    this.#at = until;
    void timer.over.then(() => {
      if (this.#timer === timer) this.#timer = undefined;
    });
  }
}
