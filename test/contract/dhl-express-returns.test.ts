/** The connector for DHL Express Returns under the contract: whatever it does, each operation ends as the table says. */
import { labelAsked, pdf } from '../connectors/carriers/label-office.js';
import { copyOf } from '../connectors/carriers/system.js';
import { runContract } from './connector.js';

runContract({
  name: 'DHL Express Returns',
  file: 'dhl-express-returns.yaml',
  text: copyOf('dhl-express-returns'),
  protocol: 'rest',
  url: 'URL',
  secrets: { MYDHL_KEY: 'CANARY-key-4711', MYDHL_SECRET: 'CANARY-secret-4711' },
  operations: [
    {
      call: { operation: 'returns.label', ...labelAsked },
      good: JSON.stringify({
        shipmentTrackingNumber: '9356579890',
        documents: [{ imageFormat: 'PDF', typeCode: 'label', content: pdf, note: 'Ü' }],
      }),
      refusal: {
        status: 422,
        body: JSON.stringify({ title: 'Validation error', detail: 'Multiple problems found', status: '422' }),
        code: 'not_returnable',
      },
      givesDocument: true,
    },
  ],
});
