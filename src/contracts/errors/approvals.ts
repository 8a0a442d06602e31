/** Error codes of approvals. */
import { later, never } from './entry.js';

/** Codes of approvals. */
export const approvalErrors = {
  approval_malformed: never(
    'A decision is not written as it must be',
    'Send requestId, digest, decision and token.',
  ),
  approval_unknown: never(
    'There is no such request',
    'List the open requests with `orderly approvals list`.',
  ),
  approval_number_shared: never(
    'Several merchants have a request of this number',
    'Write which one: `demo/4711`.',
  ),
  approval_unknown_approver: never(
    'Nobody of that name may approve here',
    "Add the approver to the merchant's file.",
  ),
  approval_wrong_role: never(
    'The approver does not have the role that is asked for',
    'Let somebody with that role decide.',
  ),
  approval_over_limit: never(
    "The amount is over the approver's limit",
    'Let somebody with a higher limit decide.',
  ),
  approval_other_merchant: never(
    'The decision was signed for another merchant',
    'Decide with the key of this merchant.',
  ),
  approval_own_request: never('The approver has started this request', 'Let somebody else decide.'),
  approval_stale: never(
    'What is asked for has changed',
    'Look at the request again with `orderly approvals show`.',
  ),
  approval_expired: never(
    'The request has expired',
    'The conversation was handed over: answer the customer there.',
  ),
  approval_decided: never('The request has been decided', 'Nothing to do: the first decision counts.'),
  approval_under_way: never(
    'The decision is handed over, and no worker has judged it yet',
    'Nothing to do: it counts once a worker is up. To take it back, decide again: your newer decision replaces it.',
  ),
  approval_replaced: never(
    'The same approver has decided anew before this decision was judged',
    'Nothing to do: the newer decision counts.',
  ),
  approval_token_invalid: never(
    "The decision's token is not valid",
    "Sign with a key that stands in the merchant's file, see `orderly approvals keygen`.",
  ),
  approval_token_expired: later(
    "The decision's token has expired",
    'Decide again: a token lives 15 minutes at most. If it has just been signed, the clock of the machine that signs it is behind: set it right.',
  ),
  approval_sign_in_untold: never(
    'The token does not say when its approver has signed in',
    'Have the desk ask the issuer for `auth_time`, with `max_age=900` for instance, and sign in again.',
  ),
  key_invalid: never('This is not an Ed25519 private key', 'Make one with `orderly approvals keygen`.'),
  key_file_open: never('Others can read a private key', 'Take their rights away: chmod 600.'),
} as const;
