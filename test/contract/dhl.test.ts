/** The connector for DHL (Unified) under the contract: whatever it does, each operation ends as the table says. */
import { copyOf, track } from '../connectors/carriers/system.js';
import { runContract } from './connector.js';

const number = '00340434161094042557';

runContract({
  name: 'DHL',
  file: 'dhl.yaml',
  text: copyOf('dhl'),
  protocol: 'rest',
  url: 'URL',
  secrets: { DHL_KEY: 'CANARY-key-4711' },
  operations: [
    {
      call: track('DHL', number),
      good: JSON.stringify({
        shipments: [
          { id: number, status: { statusCode: 'delivered', description: 'Übergeben' }, events: [] },
        ],
      }),
    },
  ],
});
