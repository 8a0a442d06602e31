import { expect, test } from 'vitest';
import { compareMerchants } from '../../src/merchants/compare-merchants.js';
import type { RawMerchant } from '../../src/merchants/merchant-schema.js';

const merchant: RawMerchant = {
  merchant: 'acme',
  zone: 'Europe/Berlin',
  subflows: 'inline',
  handover: { default: 'service' },
  verification: [['number', 'email']],
  approvers: { anna: { roles: ['refund-approver'], limit: '200 EUR', keys: ['${secret.ANNA}'] } },
  policy: { 'refund.autoApprove': { upTo: '50 EUR', perCustomer: '2/30d' }, 'refund.limit': '100 EUR' },
};

const band = (upTo?: string, perCustomer?: string): Partial<RawMerchant> => ({
  policy: {
    ...merchant.policy,
    'refund.autoApprove': { ...(upTo && { upTo }), ...(perCustomer && { perCustomer }) },
  },
});

const anna = (part: object): Partial<RawMerchant> => ({
  approvers: { anna: { ...merchant.approvers!['anna']!, ...part } },
});

const told = (part: Partial<RawMerchant>): string[] =>
  compareMerchants(merchant, { ...merchant, ...part }).map(({ weight, what }) => `${weight}: ${what}`);

test.each<[string, Partial<RawMerchant>, string]>([
  ['a band for more', band('60 EUR', '2/30d'), 'looser: policy `refund.autoApprove` is upTo 60 EUR'],
  ['a band in another currency', band('40 USD', '2/30d'), 'looser: policy'],
  ['a band without its amount', band(undefined, '2/30d'), 'looser: policy'],
  ['a band for more often', band('50 EUR', '3/30d'), 'looser: policy'],
  ['a band that forgets sooner', band('50 EUR', '2/10d'), 'looser: policy'],
  ['a band for less but more often', band('10 EUR', '3/30d'), 'looser: policy'],
  ['a band for less', band('40 EUR', '2/30d'), 'money: policy'],
  ['a band for less often', band('50 EUR', '1/60d'), 'money: policy'],
  [
    'an own operation',
    { custom: { operations: { 'acme.credit': { effect: 'write', inputs: { order: 'Order' } } } } },
    'money: custom operation `acme.credit` is new: effect write',
  ],
  [
    'a new band',
    { policy: { ...merchant.policy, new: { upTo: '5 EUR' } } },
    'looser: policy `new` is new: upTo 5 EUR',
  ],
  ['no band', { policy: { 'refund.limit': '100 EUR' } }, 'money: policy `refund.autoApprove` was removed'],
  [
    'a higher amount',
    { policy: { ...merchant.policy, 'refund.limit': '200 EUR' } },
    'looser: policy `refund.limit`',
  ],
  [
    'a lower amount',
    { policy: { ...merchant.policy, 'refund.limit': '20 EUR' } },
    'money: policy `refund.limit`',
  ],
  [
    'a higher limit',
    anna({ limit: '300 EUR' }),
    'looser: approver `anna`: limit is 300 EUR instead of 200 EUR',
  ],
  ['a lower limit', anna({ limit: '100 EUR' }), 'money: approver `anna`: limit'],
  ['one more role', anna({ roles: ['refund-approver', 'team-lead'] }), 'looser: approver `anna`: roles'],
  ['one role less', anna({ roles: [] }), 'money: approver `anna`: roles'],
  [
    'another key, by the name of its secret',
    anna({ keys: ['${secret.OTHER}'] }),
    'looser: approver `anna`: keys',
  ],
  [
    'a new approver',
    { approvers: { ...merchant.approvers, ben: { roles: ['x'], keys: ['k'] } } },
    'looser: `ben` can now approve',
  ],
  ['an approver who left', { approvers: {} }, 'money: `anna` can no longer approve'],
  ['fewer facts', { verification: [['number', 'postcode']] }, 'looser: verification is (number, postcode)'],
  ['another connection', { operations: { payments: 'psp' } }, 'money: operations `payments` is new: psp'],
])('%s is told, and how much it matters', (_, part, what) => {
  const changes = told(part);
  expect(changes).toHaveLength(1);
  expect(changes[0]).toContain(what);
});

test.each<[string, Partial<RawMerchant>]>([
  ['what is the same', {}],
  ['an own field', { custom: { order: { tier: 'text' } } }],
  ['another queue', { handover: { default: 'night' } }],
  ['another zone', { zone: 'Europe/Paris' }],
  ['another sentence', { sentences: { unavailable: 'Closed.' } }],
])('nothing is told of %s', (_, part) => {
  expect(told(part)).toEqual([]);
});
