/** The registry of routes, one per line; each stands under `/v1/merchants/{merchant}`. */
import type { Route } from '../route.js';
import { decideApproval, listApprovals, showApproval } from './approvals.js';
import { findConversations, listConversations, readConversation } from './conversations.js';
import { streamChanges } from './changes.js';
import { listAudit, listInvestigations, listPauses, showCounts } from './desk-lists.js';
import { decodePayloads } from './decode-payloads.js';
import { listUnclear, resolveUnclear, showUnclear } from './effects.js';
import { countFlowRuns, listFlows, showFlow } from './flows.js';
import { assignConversation, giveBack, takeOver, writeReply } from './take-over.js';
import { sendMessage } from './messages.js';
import { readReplies } from './replies.js';
import { listRuns, showRun } from './runs.js';
import { traceConversation } from './trace.js';
import { showTry, tryMessage, tryReplies } from './try.js';
import { pauseWrites, resumeWrites } from './pauses.js';
import { streamReplies } from './stream-replies.js';

/** Where all routes of a merchant begin. */
export const merchantPath = '/v1/merchants/{merchant}';

/** All of them. */
export const routes: readonly Route[] = [
  sendMessage,
  readReplies,
  streamReplies,
  listConversations,
  findConversations,
  readConversation,
  takeOver,
  assignConversation,
  writeReply,
  giveBack,
  listRuns,
  showRun,
  listFlows,
  showFlow,
  countFlowRuns,
  pauseWrites,
  resumeWrites,
  listUnclear,
  showUnclear,
  resolveUnclear,
  listApprovals,
  showApproval,
  decideApproval,
  listInvestigations,
  listAudit,
  showCounts,
  listPauses,
  streamChanges,
  traceConversation,
  showTry,
  tryMessage,
  tryReplies,
  decodePayloads,
];
