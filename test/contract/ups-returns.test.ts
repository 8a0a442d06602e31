/** The connector for UPS Returns under the contract: whatever it does, each operation ends as the table says. */
import { labelAsked, labelOrder, pdf } from '../connectors/carriers/label-office.js';
import { copyOf } from '../connectors/carriers/system.js';
import { runContract } from './connector.js';
import { signsInWith } from './demo-files.js';

const order = labelOrder();

runContract({
  name: 'UPS Returns',
  file: 'ups-returns.yaml',
  text: copyOf('ups-returns'),
  protocol: 'rest',
  url: 'URL',
  secrets: { UPS_ID: 'CANARY-id-4711', UPS_SECRET: 'CANARY-secret-4711' },
  signIn: signsInWith('CANARY-token-4711'),
  operations: [
    {
      call: { operation: 'returns.label', ...labelAsked },
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
      call: { operation: 'returns.label.happened', ...labelAsked },
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
