/** What a merchant's file and clock contribute to recognizing entities in a message. */
import type { OrderNumberForms } from '../contracts/understanding.js';
import { dayAt } from './calendar.js';
import type { MerchantConfig } from './merchant.js';

/** The merchant's day (`yyyy-MM-dd`) at a moment (epoch ms), and its own forms of order numbers. */
export function entityHints(
  { zone, understanding }: Pick<MerchantConfig, 'zone' | 'understanding'>,
  now: number,
): { today: string; orderNumbers?: OrderNumberForms } {
  const orderNumbers = understanding?.orderNumbers;
  return { today: dayAt(zone, now), ...(orderNumbers === undefined ? {} : { orderNumbers }) };
}
