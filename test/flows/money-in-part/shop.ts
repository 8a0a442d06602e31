/** What the systems answer about the order of a case: it is paid back once, and cancelled only before it leaves. */
import type { JsonObject } from '../../../src/contracts/json.js';
import type { Improvise } from '../../../src/simulator/fake-systems.js';
import { type MoneyCase, minorOf } from './case.js';

const dayMs = 24 * 60 * 60 * 1000;

/** Answers as systems give them; whatever a case does not need cannot be reached. */
export function shopOf(one: MoneyCase, now: number): Improvise {
  const order = orderOf(one, now);
  const amount = moneyOf(one, one.order.total);
  let paid = 0;
  const done = (result: string, outputs: JsonObject = {}) => ({
    when: {},
    gives: { is: 'done', result, outputs } as const,
  });
  const answers: Readonly<Record<string, (inputs: JsonObject) => ReturnType<typeof done>>> = {
    'orders.get': ({ number }) =>
      number === one.order.number ? done('found', { order }) : done('not_found'),
    'orders.find': () => done('found', { orders: [order] }),
    'payments.quote_refund': () => {
      if (one.order.status === 'open') return done('not_refundable_yet');
      const left = { ...amount, minor: amount.minor - paid };
      const refunded = { ...amount, minor: paid };
      return left.minor > 0
        ? done('refundable', { amount: left, refunded })
        : done('already_refunded', { refunded });
    },
    'payments.refund': (inputs) => {
      paid += (inputs['amount'] as { minor: number }).minor;
      return done('done');
    },
    'payments.refund_status': () => done('none'),
    'orders.change_lines': () => done('done', { order }),
    'orders.cancel': () => done('done', { refunded: amount }),
    'returns.find': () => done('none'),
    'returns.quote': () => done('eligible', { lines: order['lines'] ?? [] }),
    'returns.create': () => done('done'),
    'orders.quote_replacement': () => done('not_replaceable'),
    'subscriptions.find': () => done('none'),
    'shipments.track': () => done('not_found'),
  };
  return (operation, inputs) => {
    const answer = Object.hasOwn(answers, operation) ? answers[operation]?.(inputs) : undefined;
    return Promise.resolve(answer ?? { when: {}, gives: { is: 'unavailable' } });
  };
}

function orderOf(one: MoneyCase, now: number): JsonObject {
  const { number, status, placedDaysAgo, deliveredDaysAgo, lines, total } = one.order;
  return {
    ...{ ref: `ref-${number}`, number, status, customerEmail: 'customer@example.com' },
    createdAt: now - placedDaysAgo * dayMs,
    ...(deliveredDaysAgo == null ? {} : { deliveredAt: now - deliveredDaysAgo * dayMs }),
    amount: moneyOf(one, total),
    lines: lines.map(({ name, quantity, unitPrice }, at) => ({
      ...{ ref: `line-${at + 1}`, name, quantity },
      price: moneyOf(one, unitPrice),
    })),
    shipments: [],
    returns: [],
  };
}

const moneyOf = ({ order }: MoneyCase, written: string): { minor: number; currency: string } => ({
  minor: minorOf(written),
  currency: order.currency,
});
