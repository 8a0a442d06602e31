/** Every error code of the product, by area; docs/reference/errors.md has a heading for each. */
import { apiErrors } from './api.js';
import { approvalErrors } from './approvals.js';
import { callErrors } from './calls.js';
import { commandErrors } from './commands.js';
import { connectionErrors } from './connections.js';
import type { ErrorEntry } from './entry.js';
import { flowTestErrors } from './flow-tests.js';
import { flowErrors } from './flows.js';
import { keyErrors } from './keys.js';
import { merchantErrors } from './merchants.js';
import { messageErrors } from './messages.js';
import { runningErrors } from './running.js';
import { runErrors } from './runs.js';
import { tlsErrors } from './tls.js';

/** All codes with their entries. */
export const errorCatalogue = {
  ...runningErrors,
  ...tlsErrors,
  ...runErrors,
  ...flowErrors,
  ...flowTestErrors,
  ...merchantErrors,
  ...callErrors,
  ...connectionErrors,
  ...approvalErrors,
  ...messageErrors,
  ...keyErrors,
  ...apiErrors,
  ...commandErrors,
} as const satisfies Record<string, ErrorEntry>;

/** A code of the catalogue. */
export type ErrorCode = keyof typeof errorCatalogue;

/** Whether a text is a code of the catalogue. */
export const isErrorCode = (text: string): text is ErrorCode => Object.hasOwn(errorCatalogue, text);
