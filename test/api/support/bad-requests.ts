/** Requests that must be refused: what is sent, and the status and code of the refusal. */
import { wrongAddresses, wrongDecisions, wrongMethods, wrongQueries } from './bad-addresses.js';
import { wrongCallers } from './bad-callers.js';
import { wrongBodies, wrongMessages } from './bad-messages.js';
import type { BadRequest } from './requests.js';

/** All of them. */
export const badRequests: readonly BadRequest[] = [
  ...wrongMessages,
  ...wrongBodies,
  ...wrongCallers,
  ...wrongAddresses,
  ...wrongQueries,
  ...wrongDecisions,
  ...wrongMethods,
];
