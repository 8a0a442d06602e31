/** The connector for FedEx Returns under the contract: whatever it does, each operation ends as the table says. */
import { labelOrder } from '../connectors/carriers/label-calls.js';
import { copyOf } from '../connectors/carriers/system.js';
import { runContract } from './connector.js';
import { answer } from './says.js';

const order = labelOrder();
const pdf = Buffer.from('%PDF-1.4\n%%EOF\n').toString('base64');
const label = { inputs: { order, lines: [], form: 'label' }, idempotencyKey: 'k1' };

runContract({
  name: 'FedEx Returns',
  file: 'fedex-returns.yaml',
  text: copyOf('fedex-returns'),
  protocol: 'rest',
  url: 'URL',
  secrets: { FEDEX_SHIP_KEY: 'CANARY-key-4711', FEDEX_SHIP_SECRET: 'CANARY-secret-4711' },
  signIn: {
    path: '/oauth/token',
    say: answer(200, '{"access_token":"CANARY-token-4711","expires_in":3599}', {
      'content-type': 'application/json',
    }),
    canaries: ['CANARY-token-4711'],
  },
  operations: [
    {
      call: { operation: 'returns.label', ...label },
      good: JSON.stringify({
        output: {
          transactionShipments: [
            {
              serviceName: 'Übernacht',
              pieceResponses: [{ trackingNumber: '794600000001', packageDocuments: [{ encodedLabel: pdf }] }],
            },
          ],
        },
      }),
      refusal: {
        status: 400,
        body: JSON.stringify({ errors: [{ code: 'SHIPPER.COUNTRY.INVALID', message: 'Not so.' }] }),
        code: 'not_returnable',
      },
      givesDocument: true,
    },
    {
      call: {
        operation: 'returns.cancel',
        inputs: { order, return: { ref: 'r', status: 'label_created', lines: [], trackingNumber: '7946' } },
        idempotencyKey: 'k2',
      },
      good: JSON.stringify({ output: { cancelledShipment: true, message: 'Übernommen' } }),
      refusal: {
        status: 400,
        body: JSON.stringify({ errors: [{ code: 'SHIPMENT.CANCEL.INVALID', message: 'Not so.' }] }),
        code: 'not_cancellable',
      },
    },
  ],
});
