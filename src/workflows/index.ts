/** Entry of the workflow bundle: the conversation under its own name, every flow under the flow's name. */
export { conversation } from './conversation.js';
export { takeEvents } from './take-events.js';
export { maintenance } from './maintenance.js';
export { default } from './run-flow.js';
