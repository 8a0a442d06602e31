/** What people read of a conversation that they take over, in English. */
import type { HandoverWords } from '../handover.js';

/** The titles of operations are the catalogue's own. */
export const handover: HandoverWords = {
  labels: {
    customer: 'Customer',
    order: 'Order',
    subscription: 'Subscription',
    record: 'Number',
    amount: 'Amount',
    intent: 'About',
    first: 'Said first',
    last: 'Said last',
    only: 'Said',
    question: 'Asked, and not answered',
    tried: 'Tried',
    reference: 'reference',
    conversation: 'Conversation',
    run: 'Run',
  },
  verified: {
    authenticated: 'verified: the channel vouches for them',
    facts: 'verified: has named what belongs to the order',
    claimed: 'not verified, only claimed',
    unknown: 'not known',
  },
  nothing: 'nothing that changes anything',
  outcomes: {
    done: 'done',
    refused: 'refused',
    unknown: 'UNCLEAR: nobody knows whether it was done. Look there before anything is done again',
    sending: 'UNCLEAR: under way just now. Look there before anything is done again',
    accepted: 'accepted, and not done yet: it may still happen',
    unavailable: 'not sent: the system could not be reached',
    unverified: 'not made: the customer could not be verified',
    rejected: 'not made: the approval was rejected',
    expired: 'not made: nobody approved it in time',
    superseded: 'not made: it had changed meanwhile',
    withdrawn: 'taken back before it was made',
    failed: 'failed; look there before anything is done again',
  },
  approval: 'approval ${number} by ${role}',
  decided: {
    open: 'still open',
    approved: 'approved',
    rejected: 'rejected',
    expired: 'expired',
    withdrawn: 'withdrawn',
  },
  by: 'by ${by}',
  operations: {},
};
