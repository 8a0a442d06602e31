/** The product's workflows as a server plays tests: their clock shows the test's time, which the id of the conversation tells. */
import type { RunEnd, RunStart } from '../contracts/workflow-messages.js';
import { type ConversationStart, converse } from '../workflows/conversation.js';
import { runFlow } from '../workflows/run-flow.js';
import type { Runtime } from '../workflows/runtime.js';
import { temporalRuntime } from '../workflows/temporal-runtime.js';

/** How far the server's clock is ahead of the test's, ms: the last part of the conversation's id. */
export const aheadIn = (workflowId: string): number =>
  Number(/^[^/]+\/[^/]*-(\d+)/.exec(workflowId)?.[1] ?? 0);

const ahead = (): number => aheadIn(temporalRuntime.workflowId);

const shifted = Object.assign(Object.create(temporalRuntime) as Runtime, {
  now: () => temporalRuntime.now() - ahead(),
  timer: (...[until, summary]: Parameters<Runtime['timer']>) =>
    temporalRuntime.timer(async () => (await until()) + ahead(), summary),
});

/** The conversation of a test. */
export const conversation = (start: ConversationStart): Promise<void> => converse(shifted, start);

export default (start: RunStart): Promise<RunEnd> => runFlow(shifted, start);
