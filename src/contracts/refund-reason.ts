/** Why money is paid back, by the names that flows, languages and connections share. */

/** Every reason; of several that a customer names, the first in this order counts. `other`: none was named. */
export const refundReasons = [
  'not_received',
  'damaged',
  'wrong_item',
  'late',
  'returned',
  'changed_mind',
  'other',
] as const;

/** One of the reasons. */
export type RefundReason = (typeof refundReasons)[number];
