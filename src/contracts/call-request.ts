/** What a call is asked with: all that its run knows, and what the driver knows of this attempt. */
import type { CallCommand } from './command.js';
import type { CustomerClaim } from './customer.js';

/** A call as its run asks for it. */
export interface CallRequest {
  merchant: string;
  workflowId: string;
  flow: string;
  hash: string;
  conversation: string;
  customer?: CustomerClaim;
  /** The agent who asked for the run, if one did. */
  startedBy?: string;
  call: CallCommand;
}

/** One attempt at a call; several may be at work at once, for a worker that was given up may still be alive. */
export interface Try {
  /** Unlike that of any other attempt, ever. */
  id: string;
  /** Which attempt it is, from 1. */
  attempt: number;
  /** When the first one was asked for, epoch ms. */
  scheduledAt: number;
  /** Given up: breaks off reads, and begins no write; one whose bytes may have left is never broken off. */
  signal?: AbortSignal;
}
