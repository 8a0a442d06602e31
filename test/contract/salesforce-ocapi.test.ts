/** The connector for OCAPI under the contract: whatever the site does, each operation ends as the table says. */
import { copyOf } from '../connectors/salesforce/connected.js';
import { newBook } from '../peers/salesforce/book.js';
import { inOcapi } from '../peers/salesforce/ocapi.js';
import { runContract } from './connector.js';
import { answer } from './says.js';

const [open, sent] = newBook().orders.map((order) => inOcapi(order));
const asked = { order: { ref: '00000401', number: '00000401' }, text: 'Called.' };

runContract({
  name: 'Salesforce OCAPI',
  file: 'salesforce-ocapi.yaml',
  text: copyOf('salesforce-ocapi'),
  protocol: 'rest',
  url: 'URL',
  secrets: { SFCC_CLIENT_ID: 'CANARY-id-4711', SFCC_CLIENT_SECRET: 'CANARY-secret-4711' },
  signIn: {
    path: '/dwsso/oauth2/access_token',
    say: answer(200, '{"access_token":"CANARY-token-4711","expires_in":1799}', {
      'content-type': 'application/json',
    }),
    canaries: ['CANARY-token-4711'],
  },
  operations: [
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
  ],
});
