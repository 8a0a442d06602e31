/** The merchant that flows are generated for: its types, operations, policy, and the shipped flows that can be called. */
import { environmentOf } from '../../../src/flows/type-environment.js';
import type { FieldTypes } from '../../../src/flows/types/type.js';
import type { Type } from '../../../src/contracts/ir.js';
import type { MerchantConfig } from '../../../src/merchants/merchant.js';
import { demo, effects } from '../../flows/support/demo.js';

/** The demo's merchant, with policy values of several types. */
export const merchant: MerchantConfig = {
  ...demo,
  policy: {
    ...demo.policy,
    'parcel.patience': '3 days',
    'refund.rounds': '3',
    'shop.slogan': 'Always there',
  },
};

const environment = environmentOf(merchant, effects);

/** Operations with their types. */
export const { operations } = environment;

/** Names of the policy's values, with their types as they are declared. */
export const policies: Readonly<Record<string, string>> = {
  'refund.limit': 'money',
  'parcel.patience': 'duration',
  'refund.rounds': 'number',
  'shop.slogan': 'text',
  'refund.autoApprove': 'band',
};

/** A type by its name. */
export function typeNamed(name: string): Type {
  const type = environment.types.get(name);
  if (type === undefined) throw new Error(`There is no type ${name}.`);
  return type;
}

/** A flow that can be called. */
export interface Callee {
  name: string;
  inputs: FieldTypes;
  results: Readonly<Record<string, FieldTypes>>;
  /** It can ask the customer, and so has no place beside others. */
  asks: boolean;
  /** It can reach money or another write, and so has no place in a `repeat`. */
  money: boolean;
}

const orderNumber = { orderNumber: { type: typeNamed('text'), optional: true } } as const;

/** The shipped flows. */
export const shippedCallees: readonly Callee[] = [
  {
    name: 'find-order',
    inputs: orderNumber,
    results: { found: { order: { type: typeNamed('Order') } } },
    asks: true,
    money: false,
  },
  { name: 'where-is-my-order', inputs: orderNumber, results: { told: {} }, asks: true, money: true },
  {
    name: 'refund-order',
    inputs: { ...orderNumber, reason: { type: typeNamed('refund_reason') } },
    results: {
      refunded: { amount: { type: typeNamed('money') } },
      cancelled: {},
      already_refunded: {},
      declined: {},
    },
    asks: true,
    money: true,
  },
];
