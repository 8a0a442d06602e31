/** The connector for OCAPI under the contract: whatever the site does, each operation ends as the table says. */
import { newBook } from '../peers/salesforce/book.js';
import { inOcapi } from '../peers/salesforce/ocapi.js';
import { runSalesforceContract } from './salesforce.js';

const [open, sent] = newBook().orders.map((order) => inOcapi(order));
const asked = { order: { ref: '00000401', number: '00000401' }, text: 'Called.' };

runSalesforceContract('salesforce-ocapi', 'Salesforce OCAPI', [
  {
    call: { operation: 'orders.find', inputs: { email: 'anna@example.com' } },
    good: JSON.stringify({ _type: 'order_search_result', total: 1, hits: [{ data: sent }] }),
  },
  {
    call: { operation: 'orders.add_note', inputs: asked, idempotencyKey: 'k1' },
    good: JSON.stringify(open),
    refusal: {
      status: 400,
      body: JSON.stringify({ fault: { type: 'PropertyConstraintViolationException', message: 'No.' } }),
      code: 'note_invalid',
    },
  },
  {
    call: { operation: 'orders.add_note.happened', inputs: asked, idempotencyKey: 'k1' },
    good: JSON.stringify({ _type: 'notes_result', notes: [{ id: 'n0', subject: 'k1', text: 'Called.' }] }),
  },
]);
