/** The connector for Stripe under the contract: whatever Stripe does, each operation ends as the table says. */
import type { JsonObject } from '../../src/contracts/json.js';
import { Book, listOf, type Row } from '../peers/stripe/book.js';
import type { Contract, ContractOperation } from './connector.js';
import { runContract } from './connector.js';

const book = new Book();
const said = (value: Row): string => JSON.stringify(value);
const payments = said({ ...listOf([book.shownPayment(book.payments[0]!)]), object: 'search_result' });
const shown = (change: object = {}): string =>
  said(book.shown({ ...book.subscription('sub_1'), ...change }, true));
const refund = (status: string): Row => ({
  ...{ id: 're_1', object: 'refund', amount: 500, currency: 'eur', created: 1_794_000_000, status },
  metadata: { orderly_key: 'k1' },
});
const error = (code: string): string =>
  said({ error: { type: 'invalid_request_error', code, message: 'No.' } });

const order = { ref: 'o1', number: '1001' };
const subscription = { ref: 'sub_1' };
const amount = { minor: 500, currency: 'EUR' };
const plan = { ref: 'price_2', name: 'Coffee', price: { minor: 1690, currency: 'EUR' } };
const call = (operation: string, inputs: JsonObject) => ({ operation, inputs, idempotencyKey: 'k1' });
const paid = { has: 'GET /v1/payment_intents/search', good: payments };
const state = { has: 'GET /v1/subscriptions/sub_1 ', good: shown() };
const paused = { pause_collection: { behavior: 'void', resumes_at: null } };
const pausedState = { has: 'GET /v1/subscriptions/sub_1 ', good: shown(paused) };
const changed = { items: [{ id: 'si_sub_1', price: 'price_2', quantity: 1 }] };
const alreadyRefunded = { status: 400, body: error('charge_already_refunded'), code: 'already_refunded' };

const reads: ContractOperation[] = [
  { call: call('payments.quote_refund', { order }), good: payments },
  {
    call: { ...call('payments.refund.outcome', { order }), reference: 're_1' },
    good: said(refund('succeeded')),
  },
  {
    call: call('payments.refund.happened', { order }),
    before: [paid],
    good: said(listOf([refund('succeeded')])),
  },
  { call: call('payments.refund_status', { order }), good: payments },
  { call: call('subscriptions.get', { number: 'sub_1' }), good: shown() },
  {
    call: call('subscriptions.find', { email: 'anna@example.com' }),
    before: [
      { has: 'GET /v1/customers?', good: said(listOf([book.customers[0]])) },
      { has: 'GET /v1/subscriptions?', good: said(listOf([{ id: 'sub_1' }])) },
    ],
    good: shown(),
  },
  {
    call: call('subscriptions.cancel.happened', { subscription, at: 'now' }),
    good: shown({ status: 'canceled' }),
  },
  { call: call('subscriptions.pause.happened', { subscription }), good: shown(paused) },
  { call: call('subscriptions.resume.happened', { subscription }), good: shown() },
  { call: call('subscriptions.plans', { subscription }), before: [state], good: said(listOf(book.prices)) },
  {
    call: call('subscriptions.quote_change', { subscription, plan }),
    before: [state, { has: 'GET /v1/prices/price_2', good: said(book.price('price_2')) }],
    good: said({ object: 'invoice', currency: 'eur', amount_due: 350 }),
  },
  {
    call: call('subscriptions.change.happened', { subscription, plan }),
    good: shown(changed),
  },
  {
    call: call('subscriptions.quote_refund', { subscription }),
    before: [
      {
        has: 'GET /v1/invoices',
        good: said(
          listOf([
            {
              payments: listOf([
                { status: 'paid', payment: { type: 'payment_intent', payment_intent: 'pi_7' } },
              ]),
            },
          ]),
        ),
      },
    ],
    good: said(book.shownPayment(book.payments[6]!)),
  },
  {
    call: { ...call('subscriptions.refund.outcome', { subscription }), reference: 're_1' },
    good: said(refund('succeeded')),
  },
  {
    call: call('subscriptions.refund.happened', { subscription, charge: 'pi_7' }),
    good: said(listOf([refund('succeeded')])),
  },
];

const writes: ContractOperation[] = [
  {
    call: call('payments.refund', { order, amount, reason: 'damaged' }),
    before: [paid],
    good: said(refund('succeeded')),
    proof: alreadyRefunded,
    accepted: { body: said(refund('pending')), reference: 're_1' },
  },
  {
    call: call('subscriptions.cancel', { subscription, at: 'now', reason: 'too much coffee' }),
    before: [state],
    good: shown({ status: 'canceled' }),
    refusal: { status: 404, body: error('resource_missing'), code: 'not_cancellable' },
  },
  {
    call: call('subscriptions.pause', { subscription, until: '2026-12-24' }),
    before: [state],
    good: shown(paused),
  },
  { call: call('subscriptions.resume', { subscription }), before: [pausedState], good: shown() },
  {
    call: call('subscriptions.change', { subscription, plan, amount: plan.price }),
    before: [state],
    good: shown(changed),
    proof: {
      status: 402,
      body: said({ error: { type: 'card_error', code: 'card_declined', message: 'Declined.' } }),
      code: 'payment_failed',
    },
  },
  {
    call: call('subscriptions.refund', { subscription, amount, charge: 'pi_7', reason: 'other' }),
    good: said(refund('succeeded')),
    proof: alreadyRefunded,
    accepted: { body: said(refund('requires_action')), reference: 're_1' },
  },
];

const contract: Contract = {
  name: 'Stripe',
  file: 'stripe.yaml',
  text: `
connection: pay
connector: stripe
baseUrl: \${secret.URL}
auth: { scheme: bearer, token: "\${secret.TOKEN}" }
`,
  protocol: 'rest',
  url: 'URL',
  secrets: { TOKEN: 'CANARY-token-4711' },
  operations: [...reads, ...writes],
};

runContract(contract);
