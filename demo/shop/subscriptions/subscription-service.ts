/** What the shop does with subscriptions, whichever API it is asked through. */
import { createHash, randomBytes } from 'node:crypto';
import { type Plan, plans, type Subscription } from './subscription.js';
import type { SubscriptionLedger, SubscriptionRow } from './subscription-ledger.js';

const dayMs = 86_400_000;

/** Codes of the shop's refusals. */
export type SubscriptionRefusal =
  | 'SCHON_GEKUENDIGT'
  | 'MINDESTLAUFZEIT'
  | 'SCHON_PAUSIERT'
  | 'NICHT_PAUSIERBAR'
  | 'NICHT_PAUSIERT'
  | 'NICHT_AUSLASSBAR'
  | 'NICHT_WECHSELBAR'
  | 'SCHON_ERSTATTET'
  | 'BETRAG_ZU_HOCH'
  | 'NICHT_ERSTATTBAR'
  | 'SCHLUESSEL_ANDERS';

/** How something that was asked for ended. */
export type SubscriptionVerdict =
  | { readonly kind: 'booked'; readonly row: SubscriptionRow; readonly subscription: Subscription }
  | { readonly kind: 'refused'; readonly code: SubscriptionRefusal; readonly text: string };

const refused = (code: SubscriptionRefusal, text: string): SubscriptionVerdict => ({
  kind: 'refused',
  code,
  text,
});

type Effect = Omit<SubscriptionRow, 'time' | 'id' | 'subscriptionId' | 'nummer' | 'request' | 'key'>;

/** A subscription that is not paused any more. */
function running(subscription: Subscription): Subscription {
  const { pausedUntil, ...rest } = subscription;
  return pausedUntil === undefined ? { ...subscription, status: 'AKTIV' } : { ...rest, status: 'AKTIV' };
}

/** The subscription after an effect. */
function afterEffect(subscription: Subscription, row: SubscriptionRow): Subscription {
  const { lastAt = 0, nextAt = lastAt, charge, plan } = subscription;
  const at = row.at ?? 0;
  switch (row.kind) {
    case 'kuendigung':
      return {
        ...subscription,
        ...{ status: 'GEKUENDIGT', cancelledAt: Date.parse(row.time), endsAt: at },
        ...(row.reason === undefined ? {} : { reason: row.reason }),
      };
    case 'pause':
      return { ...subscription, status: 'PAUSIERT', ...(row.at === undefined ? {} : { pausedUntil: at }) };
    case 'fortsetzung':
      return running(subscription);
    case 'auslassung':
      return { ...subscription, nextAt: nextAt + plan.every * (plan.unit === 'WOCHE' ? 7 : 30) * dayMs };
    case 'wechsel':
      return { ...subscription, plan: plansFrom(subscription).find(({ id }) => id === row.plan) ?? plan };
    case 'erstattung':
      if (charge === undefined) return subscription;
      return {
        ...subscription,
        charge: { ...charge, refundedCents: charge.refundedCents + (row.cents ?? 0) },
      };
  }
}

const plansFrom = ({ others = plans }: Subscription): readonly Plan[] => others;

/** A plan that a subscription can be changed to, by its id. */
export const planOf = (subscription: Subscription, id: string | undefined): Plan | undefined =>
  plansFrom(subscription).find((plan) => plan.id === id);

/** The subscriptions as the ledger has left them. Everything is synchronous, so each request sees whole effects. */
export class SubscriptionService {
  readonly #ledger: SubscriptionLedger;
  readonly #now: () => number;
  readonly #subscriptions: Map<string, Subscription>;
  readonly #rowByKey = new Map<string, SubscriptionRow>();

  constructor(subscriptions: readonly Subscription[], ledger: SubscriptionLedger, now: () => number) {
    this.#ledger = ledger;
    this.#now = now;
    this.#subscriptions = new Map(subscriptions.map((each) => [each.id, each]));
    for (const row of ledger.rows) this.#apply(row);
  }

  byNumber(number: string): Subscription | undefined {
    return [...this.#subscriptions.values()].find((each) => each.number === number.toUpperCase());
  }

  byId(id: string): Subscription | undefined {
    return this.#subscriptions.get(id);
  }

  byMail(mail: string): Subscription[] {
    const wanted = mail.toLowerCase();
    return [...this.#subscriptions.values()].filter(({ customer }) => customer.mail === wanted);
  }

  /** What the subscription can be changed to: nothing once it has ended. */
  plansFor(subscription: Subscription): Plan[] {
    const { status, plan } = subscription;
    const changes = status === 'AKTIV' || status === 'PAUSIERT';
    return changes ? plansFrom(subscription).filter(({ id }) => id !== plan.id) : [];
  }

  /** What can be paid back of the last charge, in cents: all of it for 30 days, then nothing. */
  refundable({ charge }: Subscription): number {
    if (charge === undefined || charge.at < this.#now() - 30 * dayMs) return 0;
    return charge.cents - charge.refundedCents;
  }

  cancel(
    subscription: Subscription,
    when: { at: 'now' | 'period_end'; reason?: string | undefined },
    key?: string,
  ): SubscriptionVerdict {
    const { status, boundUntil, nextAt = 0 } = subscription;
    return this.#once(subscription, ['kuendigung', when.at], key, () => {
      if (status === 'GEKUENDIGT' || status === 'ABGELAUFEN')
        return refused('SCHON_GEKUENDIGT', 'Das Abo ist bereits beendet.');
      const isBound = boundUntil > this.#now();
      if (when.at === 'now' && isBound) return refused('MINDESTLAUFZEIT', 'Die Mindestlaufzeit läuft noch.');
      const at = when.at === 'now' ? this.#now() : Math.max(boundUntil, nextAt, this.#now());
      return { kind: 'kuendigung', at, ...(when.reason === undefined ? {} : { reason: when.reason }) };
    });
  }

  /** Pauses it, for at most 180 days; without a moment, until it is resumed. */
  pause(subscription: Subscription, until: number | undefined, key?: string): SubscriptionVerdict {
    return this.#once(subscription, ['pause', until ?? 0], key, () => {
      if (subscription.status === 'PAUSIERT') return refused('SCHON_PAUSIERT', 'Das Abo pausiert bereits.');
      const now = this.#now();
      const isPossible = until === undefined || (until > now && until <= now + 180 * dayMs);
      if (subscription.status !== 'AKTIV' || !isPossible)
        return refused('NICHT_PAUSIERBAR', 'So lässt sich das Abo nicht pausieren.');
      return { kind: 'pause', ...(until === undefined ? {} : { at: until }) };
    });
  }

  resume(subscription: Subscription, key?: string): SubscriptionVerdict {
    return this.#once(subscription, ['fortsetzung'], key, () =>
      subscription.status === 'PAUSIERT'
        ? { kind: 'fortsetzung' }
        : refused('NICHT_PAUSIERT', 'Das Abo pausiert nicht.'),
    );
  }

  /** Leaves the next delivery out, until two days before it. */
  skip(subscription: Subscription, key?: string): SubscriptionVerdict {
    return this.#once(subscription, ['auslassung', subscription.nextAt ?? 0], key, () =>
      subscription.status === 'AKTIV' && (subscription.nextAt ?? 0) > this.#now() + 2 * dayMs
        ? { kind: 'auslassung' }
        : refused('NICHT_AUSLASSBAR', 'Die nächste Lieferung lässt sich nicht mehr auslassen.'),
    );
  }

  /** Changes the plan, at the price that the customer has been told. */
  change(
    subscription: Subscription,
    plan: Plan | undefined,
    cents: number,
    key?: string,
  ): SubscriptionVerdict {
    return this.#once(subscription, ['wechsel', plan?.id ?? '', cents], key, () =>
      plan !== undefined && plan.cents === cents && this.plansFor(subscription).includes(plan)
        ? { kind: 'wechsel', plan: plan.id, cents }
        : refused('NICHT_WECHSELBAR', 'Dieser Wechsel ist nicht möglich.'),
    );
  }

  refund(
    subscription: Subscription,
    { cents, charge, reason }: { cents: number; charge: string; reason: string },
    key?: string,
  ): SubscriptionVerdict {
    return this.#once(subscription, ['erstattung', charge, cents, reason], key, () => {
      const left = this.refundable(subscription);
      const last = subscription.charge;
      if (last === undefined || last.id !== charge)
        return refused('NICHT_ERSTATTBAR', 'Diese Zahlung lässt sich nicht erstatten.');
      if (left === 0 && last.refundedCents > 0)
        return refused('SCHON_ERSTATTET', 'Die Zahlung ist bereits erstattet.');
      if (left === 0) return refused('NICHT_ERSTATTBAR', 'Die Zahlung liegt zu lange zurück.');
      if (cents > left) return refused('BETRAG_ZU_HOCH', `Erstattbar sind noch ${left} Cent.`);
      return { kind: 'erstattung', cents, reason };
    });
  }

  /** Books what `effect` decides, and the same key once. */
  #once(
    { id, number }: Subscription,
    asked: readonly (string | number)[],
    key: string | undefined,
    effect: () => Effect | SubscriptionVerdict,
  ): SubscriptionVerdict {
    const request = createHash('sha256')
      .update(JSON.stringify([id, ...asked]))
      .digest('hex')
      .slice(0, 32);
    const former = key === undefined ? undefined : this.#rowByKey.get(key);
    if (former !== undefined)
      return former.request === request
        ? this.#booked(former)
        : refused('SCHLUESSEL_ANDERS', 'Dieser Schlüssel gehört zu einer anderen Anfrage.');
    const decided = effect();
    if ('code' in decided || 'row' in decided) return decided;
    const row: SubscriptionRow = {
      ...{ time: new Date(this.#now()).toISOString(), id: `v_${randomBytes(6).toString('hex')}` },
      ...{ subscriptionId: id, nummer: number, request, ...decided },
      ...(key === undefined ? {} : { key }),
    };
    this.#ledger.append(row);
    this.#apply(row);
    return this.#booked(row);
  }

  #booked(row: SubscriptionRow): SubscriptionVerdict {
    const subscription = this.#subscriptions.get(row.subscriptionId);
    if (subscription === undefined) throw new Error(`There is no subscription ${row.nummer}.`);
    return { kind: 'booked', row, subscription };
  }

  #apply(row: SubscriptionRow): void {
    const subscription = this.#subscriptions.get(row.subscriptionId);
    if (subscription === undefined)
      throw new Error(
        `The ledger knows subscription ${row.nummer}, which this shop has not. Start with the seed of before, or another folder.`,
      );
    this.#subscriptions.set(row.subscriptionId, afterEffect(subscription, row));
    if (row.key !== undefined && !this.#rowByKey.has(row.key)) this.#rowByKey.set(row.key, row);
  }
}
