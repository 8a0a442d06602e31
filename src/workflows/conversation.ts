/** One customer thread: drives the reducer of src/workflows/conversation and has no rule of its own. */
import {
  CancellationScope,
  condition,
  continueAsNew,
  defineSignal,
  setCurrentDetails,
  setHandler,
  sleep,
  workflowInfo,
  getExternalWorkflowHandle,
  ChildWorkflowCancellationType,
  type ChildWorkflowHandle,
  ParentClosePolicy,
  startChild,
  WorkflowIdReusePolicy,
} from '@temporalio/workflow';
import { ApplicationFailure, type Workflow, WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import {
  type ConversationSignal,
  messageNames,
  type RunSignal,
  type RunStart,
} from '../contracts/workflow-messages.js';
import { describeConversation } from './conversation/describe.js';
import type { ConversationEvent } from './conversation/event.js';
import { reduce, resume } from './conversation/reduce.js';
import { type ConversationState, newConversation } from './conversation/state.js';
import type { ConversationCommand } from './conversation/command.js';
import { run } from './activity-options.js';
import { continueOnCurrentBuild, isOutdated, ownBuild } from './current-build.js';
import { attributesAtStart } from '../platform/temporal/search-attribute-keys.js';
import { workflowTaskTimeout } from '../platform/temporal/workflow-task-timeout.js';

// Carries out what a conversation has decided; what came of it is an event.

/** Starts a run under an id of its message's; undefined for a repeated message whose run already exists. */
async function startRun(
  workflowId: string,
  start: RunStart,
): Promise<ChildWorkflowHandle<Workflow> | undefined> {
  try {
    return await startChild(start.flow, {
      workflowId,
      args: [start],
      workflowIdReusePolicy: WorkflowIdReusePolicy.REJECT_DUPLICATE,
      // The end of the conversation must not end a run that moves money; both options are needed (measured).
      parentClosePolicy: ParentClosePolicy.ABANDON,
      cancellationType: ChildWorkflowCancellationType.ABANDON,
      workflowTaskTimeout,
      typedSearchAttributes: attributesAtStart(start),
      staticSummary: `The customer’s intent: ${start.intent ?? ''}`,
    });
  } catch (error) {
    if (error instanceof WorkflowExecutionAlreadyStartedError) return undefined;
    throw error;
  }
}

/** An event without its time, which the driver adds. */
type NewEvent = ConversationEvent extends infer Event
  ? Event extends unknown
    ? Omit<Event, 'now'>
    : never
  : never;

/** A command that is carried out; the others are the driver's. */
type Doable = Exclude<ConversationCommand, { do: 'wait' | 'close' | 'continue_as_new' }>;

/** Carries out a command and pushes its event; the end of a run that it started is pushed when it comes. */
async function carryOut(command: Doable, push: (event: NewEvent) => void): Promise<void> {
  switch (command.do) {
    case 'understand':
      push(await understand(command));
      return;
    case 'deliver':
      await run('deliverReply', 'Reply to the customer', command.request);
      push({ is: 'done' });
      return;
    case 'hand_over':
      await run('handOver', 'Hand off the conversation', command.request);
      push({ is: 'done' });
      return;
    case 'forward':
      push({
        is: 'forwarded',
        ...(await run('forwardMessages', 'Pass messages on to agents', command.request)),
      });
      return;
    case 'signal':
      push({ is: 'signalled', arrived: await signalRun(command) });
      return;
    case 'start': {
      const child = await startRun(command.run, command.start);
      push({ is: 'started', isNew: child !== undefined });
      const closed = (): void => {
        push({ is: 'run_closed', run: command.run });
      };
      void child?.result().then(closed, closed);
    }
  }
}

async function understand({ request }: Extract<Doable, { do: 'understand' }>): Promise<NewEvent> {
  try {
    return { is: 'understood', understood: await run('understandMessage', 'Understand a message', request) };
  } catch (error) {
    for (let cause = error; cause instanceof Error; cause = cause.cause)
      if (cause instanceof ApplicationFailure && cause.type === 'message_gone')
        return { is: 'not_understood' };
    throw error;
  }
}

/** False if the run's workflow is closed. */
async function signalRun({
  run: id,
  inlinedIn,
  signal,
}: Extract<Doable, { do: 'signal' }>): Promise<boolean> {
  const sent: RunSignal = inlinedIn === undefined ? signal : { ...signal, run: id };
  try {
    await getExternalWorkflowHandle(inlinedIn ?? id).signal(messageNames.runSignal, sent);
    return true;
  } catch {
    return false;
  }
}

/** Arguments of a conversation: who it belongs to, and what it remembers after continue-as-new. */
interface ConversationStart {
  merchant: string;
  conversation: string;
  /** People had it when it closed, and have not given it back. */
  withPeople?: true;
  state?: ConversationState;
  /** The build from which it last went over to another one. */
  continuedFrom?: string;
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
  let isUpgrading = false;
  for (;;) {
    if (!isLong && workflowInfo().continueAsNewSuggested) push({ is: 'history_long' });
    isLong = workflowInfo().continueAsNewSuggested;
    // Before what has come since: the message that wakes a conversation is read by the current build.
    if (!isUpgrading && isOutdated(start.continuedFrom)) {
      isUpgrading = true;
      events.unshift({ is: 'history_long', now: Date.now() });
    }
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
    if (command?.do === 'continue_as_new') return renew({ ...start, state: command.state }, isUpgrading);
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

function renew(start: ConversationStart, isUpgrading: boolean): Promise<never> {
  const from = ownBuild();
  if (!isUpgrading || from === undefined) return continueAsNew<typeof conversation>(start);
  return continueOnCurrentBuild<typeof conversation>({ ...start, continuedFrom: from });
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
