/** The connector for UPS under the contract: whatever it does, each operation ends as the table says. */
import { copyOf, follow, prove, track } from '../connectors/carriers/system.js';
import { runContract } from './connector.js';
import { answer } from './says.js';

const number = '1Z12345E0291980793';
const pdf = Buffer.from('%PDF-1.4\n%%EOF\n').toString('base64');
const parcel = (more: object): string =>
  JSON.stringify({
    trackResponse: {
      shipment: [
        {
          inquiryNumber: number,
          package: [
            { trackingNumber: number, currentStatus: { code: '011', description: 'Übergeben' }, ...more },
          ],
        },
      ],
    },
  });

runContract({
  name: 'UPS',
  file: 'ups.yaml',
  text: copyOf('ups'),
  protocol: 'rest',
  url: 'URL',
  secrets: { UPS_ID: 'CANARY-id-4711', UPS_SECRET: 'CANARY-secret-4711', UPS_WEBHOOKS: 'CANARY-hook-4711' },
  signIn: {
    path: '/oauth/token',
    say: answer(200, '{"access_token":"CANARY-token-4711","expires_in":"14399"}', {
      'content-type': 'application/json',
    }),
    canaries: ['CANARY-token-4711'],
  },
  operations: [
    { call: track('UPS', number), good: parcel({ activity: [] }) },
    { call: follow('UPS', number), good: JSON.stringify({ validTrackingNumbers: [number] }) },
    {
      call: prove('UPS', number),
      good: parcel({ deliveryInformation: { receivedBy: 'MÜLLER', pod: { content: pdf } } }),
      givesDocument: true,
    },
  ],
});
