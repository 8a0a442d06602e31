/** Finds the merchant that an activity works for. */
import { ApplicationFailure } from '@temporalio/common';
import type { Merchant, Merchants } from '../merchants/merchant.js';

/**
 * The merchant by its id. One that this worker does not serve (its files are broken, or it is new) is tried again
 * later: after a corrected file and a restart, the run goes on.
 */
export function merchantOf(merchants: Merchants, id: string): Merchant {
  const merchant = merchants.get(id);
  if (merchant !== undefined) return merchant;
  throw ApplicationFailure.create({
    message: 'merchant_not_served',
    type: 'merchant_not_served',
    nextRetryDelay: '30 seconds',
  });
}
