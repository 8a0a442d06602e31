/** Carries out what a conversation has decided; what came of it is an event. */
import { getExternalWorkflowHandle } from '@temporalio/workflow';
import { ApplicationFailure } from '@temporalio/common';
import { messageNames, type RunSignal } from '../../contracts/messages.js';
import type { ConversationCommand } from '../../conversation/command.js';
import type { ConversationEvent } from '../../conversation/event.js';
import { run } from '../activity-options.js';
import { startRun } from './start-run.js';

/** An event without its time, which the driver adds. */
export type NewEvent = ConversationEvent extends infer Event
  ? Event extends unknown
    ? Omit<Event, 'now'>
    : never
  : never;

/** A command that is carried out; the others are the driver's. */
type Doable = Exclude<ConversationCommand, { do: 'wait' | 'close' | 'continue_as_new' }>;

/** Carries out a command and pushes its event; the end of a run that it started is pushed when it comes. */
export async function carryOut(command: Doable, push: (event: NewEvent) => void): Promise<void> {
  switch (command.do) {
    case 'understand':
      push(await understand(command));
      return;
    case 'deliver':
      await run('deliverReply', 'Reply to the customer', command.request);
      push({ is: 'done' });
      return;
    case 'hand_over':
      await run('handOver', 'Hand the conversation over', command.request);
      push({ is: 'done' });
      return;
    case 'forward':
      push({
        is: 'forwarded',
        ...(await run('forwardMessages', 'Pass messages on to people', command.request)),
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
