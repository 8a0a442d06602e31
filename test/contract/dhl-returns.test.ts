/** The connector for DHL Returns under the contract: whatever it does, each operation ends as the table says. */
import { labelAsked, pdf } from '../connectors/carriers/label-office.js';
import { copyOf } from '../connectors/carriers/system.js';
import { runContract } from './connector.js';
import { signsInWith } from './demo-files.js';

runContract({
  name: 'DHL Returns',
  file: 'dhl-returns.yaml',
  text: copyOf('dhl-returns'),
  protocol: 'rest',
  url: 'URL',
  secrets: {
    DHL_KEY: 'CANARY-key-4711',
    DHL_SECRET: 'CANARY-secret-4711',
    DHL_USER: 'CANARY-user-4711',
    DHL_PASSWORD: 'CANARY-password-4711',
  },
  signIn: signsInWith('CANARY-token-4711'),
  operations: [
    {
      call: { operation: 'returns.label', ...labelAsked },
      good: JSON.stringify({ shipmentNo: '999000000001', label: { b64: pdf }, routingCode: 'Ü' }),
      refusal: {
        status: 400,
        body: JSON.stringify({ title: 'Bad Request', detail: 'addressHouse is missing' }),
        code: 'address_invalid',
      },
      givesDocument: true,
    },
  ],
});
