/** The connector for UPS Delivery Intercept under the contract: whatever it does, each operation ends as the table says. */
import {
  charges,
  eligibility,
  interceptAsked,
  parcel,
  taken,
} from '../connectors/carriers/intercept-office.js';
import { copyOf } from '../connectors/carriers/system.js';
import { runContract } from './connector.js';
import { signsInWith } from './demo-files.js';

const inputs = interceptAsked({ to: 'sender' });
const priced = { ...inputs, amount: { minor: 2_100, currency: 'USD' } };
const all = ['RD', 'RTS', 'FD', 'WC'];

runContract({
  name: 'UPS Delivery Intercept',
  file: 'ups-intercept.yaml',
  text: copyOf('ups-intercept'),
  protocol: 'rest',
  url: 'URL',
  secrets: { UPS_ID: 'CANARY-id-4711', UPS_SECRET: 'CANARY-secret-4711' },
  signIn: signsInWith('CANARY-token-4711'),
  operations: [
    {
      call: { operation: 'shipments.quote_redirect', inputs },
      before: [{ has: '/eligibility/', good: JSON.stringify(eligibility(all)) }],
      good: JSON.stringify(charges('21.00')),
    },
    {
      call: { operation: 'shipments.redirect', inputs: priced, idempotencyKey: 'k1-k1-k1-k1-k1' },
      good: JSON.stringify({ ...taken, statusMsg: 'Übernommen' }),
      refusal: {
        status: 400,
        body: JSON.stringify({ response: { errors: [{ code: '710', message: 'Not any more.' }] } }),
        code: 'not_redirectable',
      },
    },
    {
      call: {
        operation: 'shipments.redirect.happened',
        ...{ inputs: priced, idempotencyKey: 'k1-k1-k1-k1-k1' },
      },
      // The request before it bears the end of the parcel's number.
      before: [
        { has: parcel.trackingNumber.slice(-14) + '\r\n', good: JSON.stringify(eligibility([], ['RTS'])) },
      ],
      good: JSON.stringify(eligibility([], ['RTS'])),
      readsNoValue: true,
    },
  ],
});
