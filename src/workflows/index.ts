/** Entry of the workflow bundle: the conversation under its own name, every flow under the flow's name. */
import type { RunEnd, RunStart } from '../contracts/workflow-messages.js';
import { type ConversationStart, converse } from './conversation.js';
import { runFlow } from './run-flow.js';
import { temporalRuntime } from './temporal-runtime.js';

export { takeEvents } from './take-events.js';
export { maintenance } from './maintenance.js';

/** One customer thread. */
export const conversation = (start: ConversationStart): Promise<void> => converse(temporalRuntime, start);

export default (start: RunStart): Promise<RunEnd> => runFlow(temporalRuntime, start);
