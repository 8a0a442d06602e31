/** English words for values of enums. */
import type { EnumWords } from '../language.js';

/** By enum and value. */
export const words: EnumWords = {
  fact_kind: {
    number: 'order number',
    subscription_number: 'subscription number',
    email: 'e-mail address',
    postcode: 'postcode',
    email_or_postcode: 'e-mail address or postcode',
  },
  tracking_status: {
    label_created: 'announced to the carrier',
    problem: 'held up by a problem',
    returning: 'on its way back to the sender',
  },
  order_status: { open: 'being prepared' },
  return_status: { in_transit: 'on its way to us', received: 'here with us' },
  label_form: { label: 'shipping label', qr: 'QR code' },
  redirect_to: {
    address: 'another address',
    pickup_point: 'a place to fetch it',
    sender: 'back to the sender',
    date: 'another day',
  },
  investigation_channel: { api: 'API', email: 'e-mail', webform: 'web form' },
  investigation_status: { waiting: 'under way' },
  document_kind: { qr: 'QR code', label: 'shipping label' },
  subscription_status: { failed: 'not paid' },
  refund_reason: { late: 'late delivery', changed_mind: 'change of mind' },
};
