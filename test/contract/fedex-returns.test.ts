/** The connector for FedEx Returns under the contract: whatever it does, each operation ends as the table says. */
import { labelAsked, labelOrder, pdf } from '../connectors/carriers/label-office.js';
import { copyOf } from '../connectors/carriers/system.js';
import { runContract } from './connector.js';
import { signsInWith } from './demo-files.js';

const order = labelOrder();

runContract({
  name: 'FedEx Returns',
  file: 'fedex-returns.yaml',
  text: copyOf('fedex-returns'),
  protocol: 'rest',
  url: 'URL',
  secrets: { FEDEX_SHIP_KEY: 'CANARY-key-4711', FEDEX_SHIP_SECRET: 'CANARY-secret-4711' },
  signIn: signsInWith('CANARY-token-4711'),
  operations: [
    {
      call: { operation: 'returns.label', ...labelAsked },
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
