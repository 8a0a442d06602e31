/** What people read of a conversation that they take over, in English. */
import type { HandoverWords } from '../handover-words.js';

/** The titles of operations are the catalogue's own. */
export const handover: HandoverWords = {
  labels: {
    customer: 'Customer',
    order: 'Order',
    subscription: 'Subscription',
    record: 'Number',
    amount: 'Amount',
    intent: 'About',
    first: 'First message',
    last: 'Last message',
    only: 'Message',
    question: 'Unanswered question',
    tried: 'Tried',
    reference: 'reference',
    conversation: 'Conversation',
    run: 'Run',
  },
  verified: {
    authenticated: 'verified: authenticated by the channel',
    facts: 'verified: gave details that match our records',
    claimed: 'not verified, only claimed',
    unknown: 'not known',
  },
  nothing: 'no changes so far',
  outcomes: {
    done: 'done',
    refused: 'refused',
    unknown: 'UNCLEAR: it may or may not have been done. Check the system before anyone tries again',
    sending: 'UNCLEAR: still in progress. Check the system before anyone tries again',
    accepted: 'accepted but not done yet, so it may still happen',
    unavailable: 'not sent: the system could not be reached',
    unverified: 'not sent: the customer could not be verified',
    rejected: 'not sent: the approval was rejected',
    expired: 'not sent: nobody approved it in time',
    superseded: 'not sent: the details had changed in the meantime',
    withdrawn: 'withdrawn before it was sent',
    failed: 'failed. Check the system before anyone tries again',
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
