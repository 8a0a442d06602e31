/** Error codes of approvals. */
import { later, never } from './entry.js';

/** Codes of approvals. */
export const approvalErrors = {
  approval_malformed: never(
    'The decision is incomplete or malformed',
    'Send requestId, digest, decision and token.',
  ),
  approval_unknown: never(
    'The approval request does not exist',
    'List the open requests with `orderly approvals list`.',
  ),
  approval_unreadable: never(
    'An approval request cannot be decrypted',
    'Each one is printed with its number and the reason. Its run still waits: look it up with `orderly runs list --open` (docs/operating/night.md#keys-are-missing).',
  ),
  approval_number_shared: never(
    'Several merchants have a request with this number',
    'Add the merchant to the number: `demo/4711`.',
  ),
  approval_unknown_approver: never(
    'This merchant has no approver with that name',
    "Add the approver to the merchant's file.",
  ),
  approval_wrong_role: never(
    'The approver does not have the required role',
    'Ask somebody with that role to decide.',
  ),
  approval_over_limit: never(
    "The amount is over the approver's limit",
    'Ask somebody with a higher limit to decide.',
  ),
  approval_other_merchant: never(
    'The decision was signed for another merchant',
    'Sign with one of this merchant’s keys.',
  ),
  approval_own_request: never(
    'Approvers cannot decide on their own requests',
    'Ask somebody else to decide.',
  ),
  approval_stale: never(
    'The request has changed since the approver read it',
    'Read it again with `orderly approvals show`, then decide.',
  ),
  approval_expired: never(
    'The approval request has expired',
    'Answer the customer in the conversation: it was handed off to an agent.',
  ),
  approval_decided: never(
    'The request has already been decided',
    'Nothing to do: the first decision stands.',
  ),
  approval_under_way: never(
    'The decision has been sent, but no worker has processed it yet',
    'Nothing to do: it takes effect as soon as a worker is running. To change it, decide again; the newer decision replaces it.',
  ),
  approval_replaced: never(
    'The same approver sent a newer decision before this one was processed',
    'Nothing to do: the newer decision applies.',
  ),
  approval_token_invalid: never(
    "The decision's token is not valid",
    "Sign with a key that is listed in the merchant's file; `orderly approvals keygen` makes one.",
  ),
  approval_token_early: later(
    "The decision's token is dated in the future",
    'Correct the clock on the machine that signed it, or on the workers (docs/operating/night.md#a-clock-is-wrong), and decide again.',
  ),
  approval_token_expired: later(
    "The decision's token has expired",
    'Decide again: a token is valid for at most 15 minutes. If it was signed just now, correct the clock on the machine that signed it.',
  ),
  approval_sign_in_time_missing: never(
    'The token does not say when the approver signed in',
    'Make the desk request `auth_time` from the issuer, for example with `max_age=900`, and sign in again.',
  ),
  key_invalid: never(
    'The file does not contain an Ed25519 private key',
    'Make a key with `orderly approvals keygen`.',
  ),
  key_file_open: never('Other users can read the private key', 'Restrict its permissions: `chmod 600`.'),
} as const;
