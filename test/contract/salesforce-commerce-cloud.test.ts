/** The connector for Salesforce Commerce Cloud under the contract: whatever the site does, each operation ends as the table says. */
import { newBook } from '../peers/salesforce/book.js';
import { problem } from '../peers/salesforce/site.js';
import { runSalesforceContract } from './salesforce.js';

const [open, sent, , cancelled] = newBook().orders.map((order) => JSON.stringify(order));
const asked = { order: { ref: '00000401', number: '00000401' } };
const before = [{ has: '/orders/00000401?', good: open ?? '' }];
const said = (status: number, title: string): string => JSON.stringify(problem(status, title, 'No.').value);

runSalesforceContract('salesforce-commerce-cloud', 'Salesforce Commerce Cloud', [
  { call: { operation: 'orders.get', inputs: { number: '00000402' } }, good: sent ?? '' },
  {
    call: { operation: 'orders.find', inputs: { email: 'anna@example.com' } },
    before: [{ has: '/custom/order-search/', good: '{"orderNos":["00000402"]}' }],
    good: sent ?? '',
  },
  {
    call: {
      operation: 'orders.cancel',
      inputs: { ...asked, reason: 'changed_mind' },
      idempotencyKey: 'k1',
    },
    before,
    good: '',
    refusal: { status: 409, body: said(409, 'Order Status Conflict'), code: 'not_cancellable' },
  },
  {
    call: { operation: 'orders.cancel.happened', inputs: { order: { ref: '00000404' } } },
    good: cancelled ?? '',
  },
  {
    call: {
      operation: 'orders.change_address',
      inputs: {
        ...asked,
        address: { name: 'Jörg Müller', street: 'Weg 2', postcode: '10115', city: 'Berlin', country: 'DE' },
      },
      idempotencyKey: 'k2',
    },
    before,
    good: '',
    refusal: { status: 400, body: said(400, 'Bad Request'), code: 'address_invalid' },
  },
  { call: { operation: 'payments.quote_refund', inputs: asked }, good: open ?? '' },
]);
