/** The registry of routes, one per line; each stands under `/v1/merchants/{merchant}`. */
import type { Route } from '../route.js';
import { decideApproval, listApprovals, showApproval } from './approvals.js';
import { giveBack } from './give-back.js';
import { sendMessage } from './messages.js';
import { readReplies } from './replies.js';
import { listRuns } from './runs.js';
import { streamReplies } from './stream-replies.js';

/** Where all routes of a merchant begin. */
export const merchantPath = '/v1/merchants/{merchant}';

/** All of them. */
export const routes: readonly Route[] = [
  sendMessage,
  readReplies,
  streamReplies,
  giveBack,
  listRuns,
  listApprovals,
  showApproval,
  decideApproval,
];
