/** What a merchant's file and clock contribute to recognizing entities in a message. */
import type { OrderNumberForms } from '../contracts/understanding.js';
import { dayAt } from './calendar.js';
import type { MerchantConfig } from './merchant.js';

/** The merchant's day (`yyyy-MM-dd`) at a moment (epoch ms), its currency, and its own forms of order numbers. */
export function entityHints(
  { zone, currency, understanding }: Pick<MerchantConfig, 'zone' | 'currency' | 'understanding'>,
  now: number,
): { today: string; currency?: string; orderNumbers?: OrderNumberForms } {
  const orderNumbers = understanding?.orderNumbers;
  return {
    today: dayAt(zone, now),
    ...(currency === undefined ? {} : { currency }),
    ...(orderNumbers === undefined ? {} : { orderNumbers }),
  };
}
