/** Merchants that do not have everything: what they do not offer, why, and what of it is a mistake. */
import { describe, expect, test } from 'vitest';
import type { Binding, Connection } from '../../src/connectors/connector.js';
import type { FlowIr } from '../../src/contracts/ir.js';
import { assembleMerchant, type AssembledMerchant } from '../../src/merchants/assemble-merchant.js';
import { missingOffers, noLongerOffered } from '../../src/merchants/missing-offers.js';
import { flowWith, shipped } from '../flows/support/demo.js';

/** A merchant with one connection, `shop`, that answers what it is said to. */
function merchantWith(lines: string, answers: readonly string[], flows = [...shipped]): AssembledMerchant {
  const bindings = answers.map((operation): [string, Binding] => [
    operation,
    {
      ...{ connection: 'shop', operation, target: '', timeoutMs: 1 },
      effect: operation === 'payments.refund' ? 'money' : 'read',
      idempotency: { kind: 'none' },
    },
  ]);
  const connection: Connection = {
    name: 'shop',
    bindings: new Map(bindings),
    attempt: () => Promise.reject(new Error('sends nothing')),
  };
  const text = `merchant: acme\nzone: Europe/Berlin\nhandover:\n  default: service\n${lines}`;
  return assembleMerchant(
    {
      ...{ folder: 'acme', file: 'merchant.yaml', text, flows: [] },
      connections: [{ file: 'shop.yaml', text: '' }],
    },
    {
      shipped: flows,
      texts: { shipped: {}, own: {} },
      buildConnection: () => ({ connection, issues: [] }),
      secrets: () => '',
    },
  );
}

const reads = ['orders.get', 'orders.find', 'shipments.track'];
const readsOnly = 'operations:\n  orders: shop\n  shipments: shop\n';

/** What a shop does not offer that only tells of its orders, around what it does not pay. */
const noChanges = [
  'cancel-order: no connection is bound for orders.cancel',
  'change-delivery-address: no connection is bound for orders.change_address',
  'change-order: no connection is bound for orders.change_lines',
  'find-subscription: no connection is bound for subscriptions.find, subscriptions.get',
  'investigate-shipment: no connection is bound for shipments.open_investigation, shipments.investigation',
];
const noSubscriptions = ['cancel', 'change', 'pause', 'refund', 'resume', 'skip'].map(
  (what) => `subscription-${what}: it needs find-subscription, which is not available`,
);
const noReplacements = [
  'replace-order: no connection is bound for orders.quote_replacement, orders.replace',
  'report-problem: it needs replace-order, which is not available',
  'return-order: no connection is bound for returns.quote, returns.create',
  'return-status: no connection is bound for returns.find',
  ...noSubscriptions,
];

/** Issues as code and message, and what is not offered as flow and reason. */
function told({ issues, merchant }: AssembledMerchant): { issues: string[]; notOffered: string[] } {
  return {
    issues: issues.map(({ line, code }) => `${line} ${code}`),
    notOffered:
      merchant === undefined ? [] : missingOffers(merchant).map(({ flow, because }) => `${flow}: ${because}`),
  };
}

describe('a merchant', () => {
  test('without payments, approvers or policy is right, and says what it does not offer', () => {
    expect(told(merchantWith(readsOnly, reads))).toEqual({
      issues: [],
      notOffered: [
        ...noChanges,
        'refund-order: no connection is bound for payments.quote_refund, payments.refund',
        'refund-part: no connection is bound for payments.quote_refund, payments.refund',
        'refund-status: no connection is bound for payments.quote_refund',
        ...noReplacements,
      ],
    });
  });

  test('that says so is without it', () => {
    const { issues, notOffered } = told(merchantWith(`${readsOnly}without: [payments]\n`, reads));
    const without = ['refund-order', 'refund-part', 'refund-status'].map(
      (flow) => `${flow}: payments is listed under \`without:\``,
    );
    expect([issues, notOffered]).toEqual([[], [...noChanges, ...without, ...noReplacements]]);
  });

  test('is without what it says, also where a connection answers it', () => {
    const lines = `${readsOnly}without: [shipments.track]\n`.replace('  shipments: shop\n', '');
    const all = merchantWith(lines, reads);
    expect(all.merchant?.connectionFor('shipments.track')).toBeUndefined();
    expect(told(all).notOffered).toEqual([
      'answer-about-delivery: shipments.track is listed under `without:`',
      ...noChanges,
      'refund-order: no connection is bound for payments.quote_refund, payments.refund',
      'refund-part: no connection is bound for payments.quote_refund, payments.refund',
      'refund-status: no connection is bound for payments.quote_refund',
      ...noReplacements,
      'watch-shipment: shipments.track is listed under `without:`',
      'where-is-my-order: shipments.track is listed under `without:`',
    ]);
    const one = merchantWith('operations:\n  orders: shop\nwithout: [orders.find]\n', reads);
    expect(one.merchant?.connectionFor('orders.get')?.name).toBe('shop');
    expect(told(one).notOffered).toContain('find-order: orders.find is listed under `without:`');
  });

  test('without anything at all still talks to its customers', () => {
    const none = merchantWith('', []);
    const withoutOrder = (flow: string) => `${flow}: it needs find-order, which is not available`;
    expect(told(none)).toEqual({
      issues: [],
      notOffered: [
        'answer-about-delivery: no connection is bound for shipments.track',
        ...['cancel-order', 'change-delivery-address', 'change-order'].map(withoutOrder),
        'find-order: no connection is bound for orders.get, orders.find',
        'find-subscription: no connection is bound for subscriptions.find, subscriptions.get',
        'investigate-shipment: no connection is bound for shipments.open_investigation, shipments.investigation',
        ...['refund-order', 'refund-part', 'refund-status', 'replace-order'].map(withoutOrder),
        ...['report-problem', 'return-order', 'return-status'].map(withoutOrder),
        ...noSubscriptions,
        'watch-shipment: no connection is bound for shipments.track',
        withoutOrder('where-is-my-order'),
      ],
    });
    expect([...(none.merchant?.flows.keys() ?? [])]).toEqual([
      'ask-address',
      'choose-lines',
      'customer-service',
      'refund-failed',
    ]);
  });

  test('with operations of its own may be without them, and flows ask for them first', () => {
    const own = 'custom:\n  operations:\n    acme.points: { effect: read, privacy: none }\n';
    const flow = flowWith(
      '- if: offered(acme.points)\n  then:\n    - call: acme.points\n  else:\n    - say: No points.\n- end: { result: done }',
    );
    const steps = (lines: string, answers: readonly string[]) =>
      merchantWith(`${lines}${own}`, answers, [...shipped, flow]).merchant?.flows.get('tried')?.ir.steps;
    expect(steps(`${readsOnly}  acme: shop\n`, [...reads, 'acme.points'])?.[0]).toMatchObject({
      kind: 'call',
    });
    expect(steps(`${readsOnly}without: [acme]\n`, reads)?.[0]).toMatchObject({ kind: 'say' });
    expect(steps(readsOnly, reads)?.[0]).toMatchObject({ kind: 'say' });
  });

  test('cannot do without the flow that every message starts', () => {
    const flow = flowWith(
      '- call: payments.refund_status\n  inputs: { order: "${inputs.order}" }\n- end: { result: done }',
    );
    const service = {
      file: 'customer-service.yaml',
      text: flow.text.replace('flow: tried', 'flow: customer-service'),
    };
    const { issues } = merchantWith(readsOnly, reads, [service]);
    expect(issues).toMatchObject([
      {
        code: 'main_flow_not_offered',
        message:
          'Every message starts `customer-service`, but no connection is bound for payments.refund_status.',
      },
    ]);
  });
});

describe('`without:`', () => {
  test.each([
    ['an unknown domain', 'without: [payment]', '8 operation_not_known', 'Did you mean `payments`?'],
    ['an unknown operation', 'without: [orders.gte]', '8 operation_not_known', 'Did you mean `orders.get`?'],
    ['a domain that is bound', 'without: [orders]', '8 without_bound', ''],
    ['a domain of which one operation is bound', 'without: [payments]\n', '9 without_bound', ''],
  ])('%s is told', (_, line, code, hint) => {
    const more = code.startsWith('9') ? '  payments.refund: shop\n' : '';
    const { issues } = merchantWith(`${readsOnly}${more}${line}\n`, [...reads, 'payments.refund']);
    expect(issues.map((issue) => `${issue.line} ${issue.code}`)).toEqual([code]);
    expect(issues[0]?.hint).toContain(hint);
  });
});

describe('what was offered before', () => {
  const all =
    'operations:\n  orders: shop\n  shipments: shop\n  payments: shop\napprovers:\n  anna: { roles: [refund-approver, team-lead], keys: [ed25519:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA] }\npolicy:\n  refund.autoApprove: { upTo: 50 EUR }\n  refund.within: 30 days\n';
  const pays = [...reads, 'payments.quote_refund', 'payments.refund'];

  const lost = (before: ReadonlyMap<string, { ir: FlowIr }>, now: AssembledMerchant): string[] => {
    if (now.merchant === undefined || now.document === undefined) throw new Error(JSON.stringify(now.issues));
    return noLongerOffered(before, now.merchant, now.document).map(({ message }) => message);
  };

  const flowsOf = ({ merchant, issues }: AssembledMerchant) => {
    if (merchant === undefined) throw new Error(JSON.stringify(issues));
    return merchant.flows;
  };

  test('and is not now is told, by operation', () => {
    const before = flowsOf(merchantWith(all, pays));
    expect(lost(before, merchantWith(readsOnly, reads))).toEqual(
      [
        ['payments.quote_refund', 'refund-order, refund-part, refund-status'],
        ['payments.refund', 'refund-order, refund-part'],
      ].map(
        ([name, flows]) =>
          `No connection is bound to \`${name}\`, but flows that need it were available before. No longer available: ${flows}.`,
      ),
    );
    expect(lost(before, merchantWith(all, pays))).toEqual([]);
    expect(lost(before, merchantWith(`${readsOnly}without: [payments]\n`, reads))).toEqual([]);
    expect(lost(new Map(), merchantWith(readsOnly, reads))).toEqual([]);
  });

  test('is told where only a part of a flow is lost', () => {
    const flow = flowWith(
      '- if: offered(payments.refund_status)\n  then:\n    - call: payments.refund_status\n      inputs: { order: "${inputs.order}" }\n- end: { result: done }',
    );
    const before = flowsOf(merchantWith(all, [...pays, 'payments.refund_status'], [...shipped, flow]));
    expect(lost(before, merchantWith(all, pays, [...shipped, flow]))).toEqual([
      'No connection is bound to `payments.refund_status`, but flows that need it were available before.',
    ]);
  });

  test('is told where the flow needs more than it did', () => {
    const needy = (call: string) => flowWith(`${call}- end: { result: done }`);
    const before = flowsOf(merchantWith(all, pays, [...shipped, needy('')]));
    const now = merchantWith(all, pays, [
      ...shipped,
      needy('- call: payments.refund_status\n  inputs: { order: "${inputs.order}" }\n'),
    ]);
    expect(lost(before, now)).toEqual([
      'No connection is bound to `payments.refund_status`, but flows that need it were available before. No longer available: tried.',
    ]);
  });
});
