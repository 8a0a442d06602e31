/** Takes up what a merchant's systems have told, until there is nothing more. */
import { continueAsNew, defineSignal, setHandler, workflowInfo } from '@temporalio/workflow';
import { messageNames } from '../contracts/messages.js';
import { run } from './activity-options.js';

/** One workflow a merchant; a signal says that an event has been kept since. */
export async function takeEvents(merchant: string): Promise<void> {
  let isToldAgain = true;
  setHandler(defineSignal(messageNames.eventKept), () => {
    isToldAgain = true;
  });
  while (isToldAgain) {
    isToldAgain = false;
    const { more } = await run('takeEvents', 'Take up what systems have told', { merchant });
    if (more) isToldAgain = true;
    if (isToldAgain && workflowInfo().continueAsNewSuggested)
      await continueAsNew<typeof takeEvents>(merchant);
  }
}
