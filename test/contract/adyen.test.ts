/** The connector for Adyen under the contract: whatever it does, each operation ends as the table says. */
import { runContract } from './connector.js';

const payment = '993617894903480A';
const reference = '993617894906488A';
const order = { ref: 'o-1', number: '1001', paymentRef: payment };
const amount = { minor: 500, currency: 'EUR' };

/** What Adyen says of any modification that it takes. */
const received = JSON.stringify({
  ...{ merchantAccount: 'AcmeECOM', paymentPspReference: payment, reference: '1001' },
  ...{ pspReference: reference, status: 'received', shopper: 'Jörg' },
});
const error = (errorCode: string, message: string): string =>
  JSON.stringify({ status: 422, errorCode, message, errorType: 'validation', pspReference: reference });

runContract({
  name: 'Adyen',
  file: 'adyen.yaml',
  text: `
connection: psp
connector: adyen
parameters: { merchantAccount: AcmeECOM, prefix: test }
baseUrl: \${secret.URL}
auth: { scheme: api-key, key: "\${secret.KEY}" }
events: { secret: "\${secret.HOOK}" }
`,
  protocol: 'rest',
  url: 'URL',
  secrets: { KEY: 'CANARY-key-4711', HOOK: '4711'.repeat(16) },
  operations: [
    {
      call: {
        operation: 'payments.refund',
        inputs: { order, amount, reason: 'damaged' },
        idempotencyKey: 'k1',
      },
      good: received,
      refusal: {
        ...{ status: 422, body: error('167', 'Original pspReference required for this operation') },
        code: 'not_refundable',
      },
      accepted: { body: received, reference },
    },
    {
      call: { operation: 'orders.cancel', inputs: { order, reason: 'changed_mind' }, idempotencyKey: 'k2' },
      good: received,
      refusal: {
        ...{ status: 403, body: error('901', 'Invalid Merchant Account') },
        code: 'not_cancellable',
      },
      accepted: { body: received, reference },
    },
  ],
});
