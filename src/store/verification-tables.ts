/** Tables of attempts to verify as kysely sees them. */
import type { Generated } from 'kysely';

/** Attempts that failed. */
export interface FailedAttemptTable {
  merchant: string;
  conversation: string;
  number: string;
  set: string;
  /** Those of one customer alone. */
  facts: Generated<string[]>;
  at: number;
}

/** When a number was last tried at something watched. */
export interface TriedNumberTable {
  merchant: string;
  scope: string;
  matched: boolean;
  number: string;
  at: number;
}

/** Until when something watched is braked. */
export interface VerificationBrakeTable {
  merchant: string;
  scope: string;
  until: number;
}
