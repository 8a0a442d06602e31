/**
 * One workflow for every flow: it drives the interpreter and has no logic of its own. Commands become activities,
 * children, timers and messages; what comes back becomes an event (DESIGN §10).
 */
import { allHandlersFinished, CancellationScope, condition } from '@temporalio/workflow';
import { endOf } from './ending.js';
import { Host } from './run-host.js';
import type { RunEnd, RunStart } from '../contracts/workflow-messages.js';

/** Runs a flow to its end; started with the flow's name as workflow type. */
export default async function runFlow(start: RunStart): Promise<RunEnd> {
  const host = new Host(start);
  const scope = CancellationScope.current();
  scope.cancelRequested.catch(() => {
    host.cancel();
  });
  // Cancellation is an event for the interpreter: nothing between "sent" and "recorded" is cut off.
  return CancellationScope.nonCancellable(async () => {
    const ending = await host.own.drive();
    await condition(allHandlersFinished);
    host.shown.end(host.outcome(ending));
    await host.own.sendAtEnd();
    return endOf(ending);
  });
}
