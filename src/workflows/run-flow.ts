/**
 * One workflow for every flow: it drives the interpreter and has no logic of its own. Commands become activities,
 * children, timers and messages; what comes back becomes an event (DESIGN §10).
 */
import { endOf } from './ending.js';
import { Host } from './run-host.js';
import type { RunEnd, RunStart } from '../contracts/workflow-messages.js';
import type { Runtime } from './runtime.js';

/** Runs a flow to its end; started with the flow's name as workflow type. */
export function runFlow(runtime: Runtime, start: RunStart): Promise<RunEnd> {
  const host = new Host(runtime, start);
  // Cancellation is an event for the interpreter: nothing between "sent" and "recorded" is cut off.
  return runtime.uncancelled(
    async () => {
      const ending = await host.own.drive();
      await runtime.condition(() => runtime.areHandlersFinished());
      host.shown.end(host.outcome(ending));
      await host.own.sendAtEnd();
      return endOf(ending);
    },
    () => {
      host.cancel();
    },
  );
}
