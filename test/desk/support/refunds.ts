/** Refunds that customers ask for on a whole stack. */
import type { DemoCustomer } from '../../../demo/stack/customer.js';
import type { Desk } from './desk.js';

/** A signed-in customer who has asked for a refund and said yes; it waits for an approval with this number. */
export async function asksForRefund(
  { stage, stack }: Desk,
  at: number,
): Promise<{ customer: DemoCustomer; number: number }> {
  const order = stack.stories.refundable.from60To190[at];
  if (order === undefined) throw new Error('The order book has too few refundable orders.');
  const customer = stage.signedIn(order.customer);
  await customer.says(`I would like a refund for order ${order.nummer}, please.`);
  await stage.hearsUntil(customer, /What would you like refunded/);
  await customer.says('The whole order');
  await stage.hearsUntil(customer, /Would you like me to refund/);
  await customer.says('Yes, please');
  await stage.hearsUntil(customer, /a colleague will check it first/);
  const { number } = await stage.anna.finds(customer.workflowId);
  return { customer, number };
}
