/** The connector for FedEx under the contract: whatever it does, each operation ends as the table says. */
import { copyOf, prove, track } from '../connectors/carriers/system.js';
import { runContract } from './connector.js';
import { signsInWith } from './demo-files.js';

const number = '794887075005';
const result = {
  trackingNumberInfo: { trackingNumber: number },
  latestStatusDetail: { code: 'DL', statusByLocale: 'Übergeben' },
};

runContract({
  name: 'FedEx',
  file: 'fedex.yaml',
  text: copyOf('fedex'),
  protocol: 'rest',
  url: 'URL',
  secrets: { FEDEX_TRACK_KEY: 'CANARY-key-4711', FEDEX_TRACK_SECRET: 'CANARY-secret-4711' },
  signIn: signsInWith('CANARY-token-4711'),
  operations: [
    {
      call: track('FedEx', number),
      good: JSON.stringify({ output: { completeTrackResults: [{ trackResults: [result] }] } }),
    },
    {
      call: prove('FedEx', number),
      good: JSON.stringify({
        output: { localization: 'Ü', documents: [Buffer.from('%PDF-1.4\n%%EOF\n').toString('base64')] },
      }),
      givesDocument: true,
    },
  ],
});
