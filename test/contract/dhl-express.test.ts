/** The connector for DHL Express under the contract: whatever it does, each operation ends as the table says. */
import { copyOf, prove, track } from '../connectors/carriers/system.js';
import { runContract } from './connector.js';

const number = '9356579890';
const content = Buffer.from('%PDF-1.4\n%%EOF\n').toString('base64');

runContract({
  name: 'DHL Express',
  file: 'dhl-express.yaml',
  text: copyOf('dhl-express'),
  protocol: 'rest',
  url: 'URL',
  secrets: { MYDHL_KEY: 'CANARY-key-4711', MYDHL_SECRET: 'CANARY-secret-4711' },
  operations: [
    {
      call: track('DHL', number),
      good: JSON.stringify({
        shipments: [{ shipmentTrackingNumber: number, description: 'Übergabe', events: [] }],
      }),
    },
    {
      call: prove('DHL', number),
      good: JSON.stringify({ documents: [{ encodingFormat: 'PDF', content, note: 'Ü' }] }),
      givesDocument: true,
    },
  ],
});
