/** The request of a call: everything its run knows, and what the driver knows about this attempt. */
import type { CallCommand } from './interpreter-command.js';
import type { CustomerClaim } from './customer.js';

/** A call as its run requests it. */
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

/** A system that could not do it yet: Temporal's failure of an attempt carries it, for those who look at the run. */
export interface AwaitedSystem {
  connection: string;
  operation: string;
  /** Why not, by the catalogue of errors. */
  code: string;
}

/** One attempt at a call; several may run at once, because a worker given up for dead may still be alive. */
export interface Try {
  /** Unique among all attempts, ever. */
  id: string;
  /** Which attempt it is, from 1. */
  attempt: number;
  /** When the first attempt was requested, epoch ms. */
  scheduledAt: number;
  /** Aborted when given up: stops reads and starts no write; a write that may have been sent is never stopped. */
  signal?: AbortSignal;
}
