/** Takes up what a merchant's systems have told, until there is nothing more, or what is left can wait for the maintenance. */
import { condition, continueAsNew, defineSignal, setHandler, workflowInfo } from '@temporalio/workflow';
import { messageNames } from '../contracts/workflow-messages.js';
import { run } from './activity-options.js';
import { continueOnCurrentBuild, isOutdated, ownBuild } from './current-build.js';

/** What is due later than this is found by the maintenance, ms. */
const longestMs = 5 * 60 * 1000;

/** One workflow a merchant; a signal says that an event has been kept since. */
export async function takeEvents(merchant: string, continuedFrom?: string): Promise<void> {
  let isSignalled = true;
  setHandler(defineSignal(messageNames.eventKept), () => {
    isSignalled = true;
  });
  while (isSignalled) {
    isSignalled = false;
    const { nextInMs } = await run('takeEvents', 'Process events from systems', { merchant });
    if (nextInMs === 0) isSignalled = true;
    else if (nextInMs !== undefined && nextInMs <= longestMs) {
      await condition(() => isSignalled, nextInMs);
      isSignalled = true;
    }
    if (isSignalled && isOutdated(continuedFrom))
      await continueOnCurrentBuild<typeof takeEvents>(merchant, ownBuild());
    if (isSignalled && workflowInfo().continueAsNewSuggested)
      await continueAsNew<typeof takeEvents>(merchant);
  }
}
