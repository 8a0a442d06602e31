/** A subscription contract in the names of Shopify's Admin API: its state, its billing cycles, and its last charge. */
import { plainText } from '../../../src/connectors/declarative/json-value.js';
import type { Json, JsonObject } from '../../../src/contracts/json.js';

interface ChargeRefund {
  id: string;
  key: string;
  cents: number;
  status: string;
}

/** The one contract, whose app may be another one; tests read and change it. */
export interface Contract {
  status: string;
  nextBillingDate: string;
  app: string;
  skipped: string[];
  /** The order of the last billing attempt. */
  charge: { order: string; cents: number; status: string } | null;
  refunds: ChargeRefund[];
  /** What the payment of a refund is once it is made. */
  refundsAre: string;
}

export const contractId = 'gid://shopify/SubscriptionContract/7';
const ourApp = 'gid://shopify/App/1';

/** One that runs, and has been charged 19.00 EUR. */
export const newContract = (): Contract => ({
  ...{ status: 'ACTIVE', nextBillingDate: '2026-12-01T00:00:00Z', app: ourApp, skipped: [] },
  charge: { order: 'gid://shopify/Order/77', cents: 1_900, status: 'PAID' },
  ...{ refunds: [], refundsAre: 'SUCCESS' },
});

/** Answers by the name of the document; what the contract is after a request, it stays. */
export function contractAnswers(own: Contract): Readonly<Record<string, (variables: JsonObject) => Json>> {
  const set = (mutation: string, status: string): Json => {
    if (['CANCELLED', 'EXPIRED', 'FAILED'].includes(own.status))
      return {
        [mutation]: {
          contract: null,
          userErrors: [{ code: 'CONTRACT_TERMINATED', field: null, message: 'Contract has terminated' }],
        },
      };
    own.status = status;
    return { [mutation]: { contract: { id: contractId, status }, userErrors: [] } };
  };
  return {
    SubscriptionState: () => ({
      subscriptionContract: { id: contractId, status: own.status, app: { id: own.app } },
      currentAppInstallation: { app: { id: ourApp } },
    }),
    SubscriptionCancel: () => set('subscriptionContractCancel', 'CANCELLED'),
    SubscriptionActivate: () => set('subscriptionContractActivate', 'ACTIVE'),
    SubscriptionPause: ({ dated = false, until = null }) => {
      if (dated !== true) return set('subscriptionContractPause', 'PAUSED');
      own.nextBillingDate = plainText(until ?? '');
      const contract = { id: contractId, nextBillingDate: own.nextBillingDate };
      return { subscriptionContractSetNextBillingDate: { contract, userErrors: [] } };
    },
    SubscriptionPaused: ({ dated = false }) => {
      const asked = dated === true ? { nextBillingDate: own.nextBillingDate } : { status: own.status };
      return { subscriptionContract: { id: contractId, ...asked } };
    },
    SubscriptionCycle: ({ date }) => ({
      subscriptionBillingCycle: { skipped: own.skipped.includes(plainText(date ?? '')) },
    }),
    SubscriptionSkip: ({ date }) => {
      own.skipped.push(plainText(date ?? ''));
      return { subscriptionBillingCycleSkip: { billingCycle: { skipped: true }, userErrors: [] } };
    },
    SubscriptionCharge: () => ({
      subscriptionContract: { id: contractId, orders: { nodes: own.charge === null ? [] : [charged(own)] } },
    }),
    Payments: ({ order }) => ({
      order: {
        id: order ?? null,
        transactions: [
          { id: 'gid://shopify/OrderTransaction/1', kind: 'SALE', status: 'SUCCESS', gateway: 'cards' },
        ],
      },
    }),
    Refund: ({ input, key }) => refunded(own, plainText(key ?? ''), input as unknown as RefundInput),
    RefundOutcome: ({ refund }) => {
      const found = own.refunds.find(({ id }) => id === refund);
      return { node: found === undefined ? null : shownRefund(found) };
    },
  };
}

interface RefundInput {
  orderId: string;
  transactions: [{ amount: string }];
}

const euros = (cents: number): JsonObject => ({
  presentmentMoney: { amount: (cents / 100).toFixed(2), currencyCode: 'EUR' },
});
const paidBack = ({ refunds }: Contract): number => refunds.reduce((sum, { cents }) => sum + cents, 0);
const shownRefund = ({ id, status }: ChargeRefund): JsonObject => ({
  id,
  transactions: { nodes: [{ status }] },
});

/** The order that the last billing attempt has made. */
function charged(own: Contract): JsonObject {
  const { charge } = own;
  const left = (charge?.cents ?? 0) - paidBack(own);
  return {
    ...{ id: charge?.order ?? null, displayFinancialStatus: charge?.status ?? null },
    totalRefundedSet: euros(paidBack(own)),
    suggestedRefund: { maximumRefundableSet: euros(left) },
  };
}

/** The same key is the same refund. */
function refunded(own: Contract, key: string, { orderId, transactions: [{ amount }] }: RefundInput): Json {
  const known = own.refunds.find((one) => one.key === key);
  const cents = Math.round(Number(amount) * 100);
  if (known === undefined && (orderId !== own.charge?.order || cents > own.charge.cents - paidBack(own))) {
    const userErrors = [{ field: null, message: 'Refund amount is more than is left' }];
    return { refundCreate: { refund: null, userErrors } };
  }
  const id = `gid://shopify/Refund/${own.refunds.length + 1}`;
  const refund = known ?? { id, key, cents, status: own.refundsAre };
  if (known === undefined) own.refunds.push(refund);
  return { refundCreate: { refund: shownRefund(refund), userErrors: [] } };
}
