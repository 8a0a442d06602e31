/** Events of payments. */
import type { BusinessEvent } from '../business-event.js';
import { text } from '../field.js';

/** What a system tells of a refund besides how it came out. */
const fields = { code: text().optional(), orderNumber: text().optional() };

/** A refund that was only accepted is done, or refused after all. */
export const paymentsRefundSettled: BusinessEvent = {
  name: 'payments.refund_settled',
  title: 'A refund has been paid or refused',
  about: 'refund',
  fields,
  settles: 'payments.refund',
};

/** A refund that was done has come back, as from an account that is closed. */
export const paymentsRefundFailed: BusinessEvent = {
  name: 'payments.refund_failed',
  title: 'A paid refund has been returned',
  about: 'refund',
  fields,
  undoes: 'payments.refund',
  starts: 'refund-failed',
};
