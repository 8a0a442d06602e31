/** What an account at Stripe holds, and what its requests do to it: as its reference says, in memory. */
export type Row = Record<string, unknown>;

/** A refusal as Stripe writes it. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly error: { type?: string; code?: string; param?: string; message?: string },
  ) {
    super(error.code ?? error.type);
  }
}

/** A payment of a customer, and what was paid back of it. */
export interface Payment {
  id: string;
  status: string;
  amount: number;
  currency: string;
  metadata: Row;
  disputed: boolean;
  /** Who has paid, where Stripe keeps who it was. */
  customer?: string;
  /** That it was taken for, if any. */
  subscription?: string;
}

/** A refund of a payment. */
export interface Refund {
  id: string;
  object: 'refund';
  amount: number;
  currency: string;
  created: number;
  payment_intent: string;
  metadata: Row;
  status: string;
  failure_reason?: string;
}

/** A subscription; its items name their prices. */
export interface Subscription {
  id: string;
  customer: string;
  status: string;
  billing_mode: { type: string };
  cancel_at: number | null;
  cancel_at_period_end: boolean;
  canceled_at: number | null;
  ended_at: number | null;
  cancellation_details: Row;
  pause_collection: Row | null;
  items: { id: string; price: string; quantity: number }[];
}

/** When the period of all subscriptions began and ends, in seconds. */
export const period = { start: 1_793_000_000, end: 1_795_600_000 };

const now = 1_794_000_000;

/** The account, with two orders' payments, three customers of two e-mails, and their subscriptions. */
export class Book {
  payments: Payment[] = [
    paid('pi_1', '1001', 4990),
    { ...paid('pi_2', '1001', 4990), status: 'canceled' },
    { ...paid('pi_3', '1002', 1500), status: 'requires_capture' },
    paid('pi_4', '1003', 1000),
    paid('pi_5', '1003', 2000),
    { ...paid('pi_6', '1004', 700), disputed: true },
    { ...paid('pi_7', '', 990), metadata: {}, subscription: 'sub_1' },
    { ...paid('pi_8', '', 3300), metadata: {}, customer: 'cus_3' },
    { ...paid('pi_9', '', 1200), metadata: {}, customer: 'cus_3' },
    { ...paid('pi_10', '', 1200), metadata: {}, customer: 'cus_3' },
  ];
  refunds: Refund[] = [];
  customers = [
    customer('cus_1', 'anna@example.com'),
    customer('cus_2', 'anna@example.com'),
    customer('cus_3', 'li.na@example.org'),
  ];
  subscriptions: Subscription[] = [
    subscription('sub_1', 'cus_1', 'price_1'),
    { ...subscription('sub_2', 'cus_2', 'price_2'), status: 'canceled', ended_at: now, canceled_at: now },
    subscription('sub_3', 'cus_3', 'price_1'),
  ];
  prices: Row[] = [
    price('price_1', 990, 'month', {}),
    price('price_2', 1690, 'month', { customers_may_choose: 'yes' }),
    price('price_3', 9900, 'year', { customers_may_choose: 'yes' }),
  ];
  /** What refunds are when they are made, by their metadata. */
  refundStatus: string | ((metadata: Row) => string) = 'succeeded';
  /** Whether what is due at once cannot be collected. */
  cardFails = false;
  /** When the period that runs began and ends, in seconds. */
  period = period;
  /** What was paid for any order that is asked about and unknown, in minor units of the euro; nothing unless told. */
  everyPayment: number | undefined;

  /** Payments whose metadata say this. */
  paidFor(key: string, value: string): Payment[] {
    const found = this.payments.filter(({ metadata }) => metadata[key] === value);
    if (found.length > 0 || this.everyPayment === undefined) return found;
    this.payments.push(paid(`pi_${this.payments.length + 1}`, value, this.everyPayment));
    return this.payments.slice(-1);
  }

  /** Payments of a customer, of this amount. */
  paidBy(who: string, amount: number, currency: string): Payment[] {
    return this.payments.filter(
      (one) => one.customer === who && one.amount === amount && one.currency === currency,
    );
  }

  /** What was paid for a subscription. */
  invoiced(subscriptionId: string): Payment[] {
    return this.payments.filter(({ subscription: of }) => of === subscriptionId);
  }

  /** Pays back, unless more would go back than came. */
  refund(paymentId: string, amount: number, metadata: Row): Refund {
    const payment = this.payments.find(({ id }) => id === paymentId);
    if (payment === undefined) throw missing('payment_intent');
    if (payment.disputed) throw invalid({ code: 'charge_disputed' });
    const left = payment.amount - this.refundedOf(payment.id);
    if (left === 0) throw invalid({ code: 'charge_already_refunded' });
    if (amount > left) throw invalid({ param: 'amount' });
    const { refundStatus: as } = this;
    const status = typeof as === 'string' ? as : as(metadata);
    const made: Refund = {
      ...{
        id: `re_${this.refunds.length + 1}`,
        object: 'refund',
        amount,
        currency: payment.currency,
        created: now,
      },
      ...{ payment_intent: payment.id, metadata, status },
    };
    this.refunds.unshift(made);
    return made;
  }

  /** What has gone back of a payment, without refunds that failed. */
  refundedOf(paymentId: string): number {
    return this.refunds
      .filter(
        ({ payment_intent: of, status }) => of === paymentId && !['failed', 'canceled'].includes(status),
      )
      .reduce((sum, { amount }) => sum + amount, 0);
  }

  /** A payment as it is shown, with its charge. */
  shownPayment(payment: Payment): Row {
    const { disputed, amount } = payment;
    const refunds = this.refunds.filter(({ payment_intent: of }) => of === payment.id);
    const charge = {
      ...{
        id: `ch_${payment.id}`,
        object: 'charge',
        amount,
        disputed,
        amount_refunded: this.refundedOf(payment.id),
      },
      ...{ amount_captured: payment.status === 'succeeded' ? amount : 0, refunds: listOf(refunds) },
    };
    const isPaid = ['succeeded', 'requires_capture'].includes(payment.status);
    const shown = { ...payment, object: 'payment_intent', latest_charge: isPaid ? charge : null };
    // These Stripe does not show.
    return { ...shown, disputed: undefined, subscription: undefined };
  }

  subscription(id: string): Subscription {
    const found = this.subscriptions.find((one) => one.id === id);
    if (found === undefined) throw missing('subscription');
    return found;
  }

  price(id: string): Row {
    const found = this.prices.find((one) => one['id'] === id);
    if (found === undefined) throw invalid({ code: 'resource_missing', param: 'items[0][price]' });
    return found;
  }

  /** A subscription as it is shown; without `expanded`, customer and product are their ids. */
  shown(of: Subscription, expanded: boolean): Row {
    const items = of.items.map(({ id, price: priceId, quantity }) => {
      const { product, ...rest } = this.price(priceId) as { product: { id: string } };
      return {
        ...{
          id,
          object: 'subscription_item',
          quantity,
          price: { ...rest, product: expanded ? product : product.id },
        },
        ...{ current_period_start: this.period.start, current_period_end: this.period.end },
      };
    });
    const who = this.customers.find(({ id }) => id === of.customer);
    return {
      ...{ ...of, object: 'subscription', currency: 'eur', description: null, created: now, start_date: now },
      ...{ discounts: [], metadata: {}, customer: expanded ? who : of.customer, items: listOf(items) },
    };
  }

  /** What a change is charged for at once: the difference of the prices, by the half period that is left. */
  dueFor(of: Subscription, newPrice: string): number {
    const [item] = of.items;
    const [before, after] = [item?.price ?? '', newPrice].map((id) => Number(this.price(id)['unit_amount']));
    return Math.max(0, Math.round(((after ?? 0) - (before ?? 0)) / 2));
  }

  /** Puts a subscription on another price; nothing changes if the card fails. */
  change(of: Subscription, newPrice: string): void {
    this.price(newPrice);
    if (this.cardFails)
      throw new Refused(402, { type: 'card_error', code: 'card_declined', message: 'Declined.' });
    if (of.status !== 'active') throw invalid({ code: 'subscription_canceled' });
    of.items = of.items.map((item) => ({ ...item, price: newPrice }));
  }
}

/** A list as Stripe writes it. */
export const listOf = (data: readonly unknown[]): Row => ({
  object: 'list',
  has_more: false,
  url: '/v1/…',
  data,
});

/** A record that is not there. */
export const missing = (param: string): Refused =>
  new Refused(404, {
    type: 'invalid_request_error',
    code: 'resource_missing',
    param,
    message: `No such ${param}`,
  });

/** A request that cannot be done. */
export const invalid = (error: Refused['error']): Refused =>
  new Refused(400, { type: 'invalid_request_error', message: 'This cannot be done.', ...error });

const paid = (id: string, order: string, amount: number): Payment => ({
  ...{ id, status: 'succeeded', amount, currency: 'eur', metadata: { order_id: order }, disputed: false },
});

/** A customer, who lives in Kiel. */
export const customer = (id: string, email: string) => ({
  ...{ id, object: 'customer', email, name: 'Anna Berg' },
  shipping: {
    name: 'Anna Berg',
    address: {
      line1: 'Am Deich 1',
      line2: null,
      city: 'Kiel',
      postal_code: '24103',
      country: 'DE',
      state: null,
    },
  },
});

const price = (id: string, amount: number, interval: string, metadata: Row): Row => ({
  ...{ id, object: 'price', active: true, currency: 'eur', unit_amount: amount, nickname: null, metadata },
  recurring: { interval, interval_count: 1 },
  product: {
    id: `prod_${id}`,
    object: 'product',
    name: `Coffee ${id}`,
    images: ['https://img.example/coffee.png'],
  },
});

/** A subscription that runs. */
export const subscription = (id: string, of: string, priceId: string): Subscription => ({
  ...{ id, customer: of, status: 'active', billing_mode: { type: 'flexible' } },
  ...{ cancel_at: null, cancel_at_period_end: false, canceled_at: null, ended_at: null },
  ...{ cancellation_details: { comment: null, feedback: null, reason: null }, pause_collection: null },
  items: [{ id: `si_${id}`, price: priceId, quantity: 1 }],
});
