import { ApplicationFailure } from '@temporalio/workflow';
import type { Order } from '../../../src/commerce/orders/order.js';
import { flow } from './run.js';

/** flows/refund-order.yaml by hand: a refund of the whole order inside the band, or the customer's no. */
export const refundOrder = flow(async (run, { orderNumber = '', reason = 'other' }) => {
  const { order = null } = await run.subflow('find', 'find-order', { orderNumber });
  const { number } = order as unknown as Order; // the activity has checked it
  const scope = await run.ask(
    'what',
    'What would you like refunded from order ${number}?',
    { number: ['text', number] },
    ['The whole order', 'Some of the items', 'Something else: part of the price, a fee or a discount'],
  );
  if (scope !== 0) throw ApplicationFailure.nonRetryable('not_the_whole', 'baseline');
  const quote = await run.call('quote', 1, 'payments.quote_refund', { order });
  const { amount = null } = quote;
  if (quote['result'] !== 'refundable') throw ApplicationFailure.nonRetryable('nothing_left', 'baseline');
  const answer = await run.ask('sure', 'Would you like me to refund ${amount} for order ${number}?', {
    amount: ['money', amount],
    number: ['text', number],
  });
  if (answer !== 'yes') {
    run.say('kept', 'No problem, I haven’t changed anything.');
    return { result: 'declined', outputs: {} };
  }
  await run.call('refund', 1, 'payments.refund', { order, amount, reason }, true);
  run.say('paid', 'We’ve refunded ${amount}. It can take a few days to show up in your account.', {
    amount: ['money', amount],
  });
  return { result: 'refunded', outputs: { amount } };
});
