/** The connector for UPS Returns under the contract: whatever it does, each operation ends as the table says. */
import { labelOrder } from '../connectors/carriers/label-calls.js';
import { copyOf } from '../connectors/carriers/system.js';
import { runContract } from './connector.js';
import { answer } from './says.js';

const order = labelOrder();
const pdf = Buffer.from('%PDF-1.4\n%%EOF\n').toString('base64');
const label = { inputs: { order, lines: [], form: 'label' }, idempotencyKey: 'k1' };

runContract({
  name: 'UPS Returns',
  file: 'ups-returns.yaml',
  text: copyOf('ups-returns'),
  protocol: 'rest',
  url: 'URL',
  secrets: { UPS_ID: 'CANARY-id-4711', UPS_SECRET: 'CANARY-secret-4711' },
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
        ShipmentResponse: {
          Response: { ResponseStatus: { Code: '1', Description: 'Übernommen' } },
          ShipmentResults: {
            PackageResults: [{ TrackingNumber: '1Z12345E0291980793', ShippingLabel: { GraphicImage: pdf } }],
          },
        },
      }),
      refusal: {
        status: 400,
        body: JSON.stringify({ response: { errors: [{ code: '121210', message: 'No service there.' }] } }),
        code: 'not_returnable',
      },
      givesDocument: true,
    },
    {
      call: { operation: 'returns.label.happened', ...label },
      good: JSON.stringify({
        LabelRecoveryResponse: {
          Response: { ResponseStatus: { Code: '1', Description: 'Übernommen' } },
          LabelResults: [{ TrackingNumber: '1Z12345E0291980793', LabelImage: { GraphicImage: pdf } }],
        },
      }),
      givesDocument: true,
    },
    {
      call: {
        operation: 'returns.cancel',
        inputs: { order, return: { ref: 'r', status: 'label_created', lines: [], trackingNumber: '1Z9' } },
        idempotencyKey: 'k2',
      },
      good: JSON.stringify({
        VoidShipmentResponse: { SummaryResult: { Status: { Code: '1', Description: 'Übernommen' } } },
      }),
      refusal: {
        status: 400,
        body: JSON.stringify({ response: { errors: [{ code: '190117', message: 'Already voided.' }] } }),
        code: 'already_cancelled',
      },
    },
  ],
});
