/** What the shop does with orders, whichever API it is asked through. */
import { createHash, randomBytes } from 'node:crypto';
import { afterChange, type Change, type ChangeRefusal, changeRefusals, judgeChange } from './changes.js';
import type { Ledger, LedgerRow } from './ledger.js';
import type { Order, refundReasons } from './order.js';

/** A refund as asked for, in cents. */
export interface RefundRequest {
  readonly cents: number;
  readonly currency: 'EUR';
  readonly reason: (typeof refundReasons)[number];
}

/** Codes of the shop's refusals. */
type RefusalCode =
  | 'SCHON_ERSTATTET'
  | 'BETRAG_ZU_HOCH'
  | 'NICHT_ERSTATTBAR'
  | 'TEILVERSANDT'
  | ChangeRefusal
  | 'SCHLUESSEL_ANDERS';

/** How something that was asked for ended. */
export type Verdict =
  | { readonly kind: 'booked'; readonly row: LedgerRow }
  | { readonly kind: 'refused'; readonly code: RefusalCode; readonly text: string };

const refused = (code: RefusalCode, text: string): Verdict => ({ kind: 'refused', code, text });

/** The order after an effect. */
function afterBooking(order: Order, { kind, cents, change }: LedgerRow): Order {
  if (change !== undefined) return afterChange(order, change, cents);
  const refundedCents = order.refundedCents + cents;
  if (kind === 'storno') {
    return { ...order, status: 'STORNIERT', refundedCents, lines: order.lines.map(cancelledLine) };
  }
  if (refundedCents < order.totalCents) return { ...order, refundedCents };
  const returns = order.returns.map((parcel) => ({ ...parcel, refund: 'GEBUCHT' as const }));
  return { ...order, status: 'ERSTATTET', refundedCents, returns };
}

const cancelledLine = (line: Order['lines'][number]) => ({ ...line, status: 'STORNIERT' as const });

/** The orders of a book as the ledger has left them. Everything is synchronous, so each request sees whole effects. */
export class OrderService {
  /** When off, the shop takes no notice of idempotency keys. */
  deduplicate = true;

  readonly #ledger: Ledger;
  readonly #orders: Map<string, Order>;
  readonly #idByNumber: ReadonlyMap<string, string>;
  readonly #rowByKey = new Map<string, LedgerRow>();

  constructor(orders: readonly Order[], ledger: Ledger) {
    this.#ledger = ledger;
    this.#orders = new Map(orders.map((order) => [order.id, order]));
    this.#idByNumber = new Map(orders.map((order) => [order.number, order.id]));
    for (const row of ledger.rows) this.#apply(row);
  }

  byNumber(number: string): Order | undefined {
    return this.byId(this.#idByNumber.get(number) ?? '');
  }

  byId(id: string): Order | undefined {
    return this.#orders.get(id);
  }

  /** A customer's orders, newest first. */
  byMail(mail: string): Order[] {
    const wanted = mail.toLowerCase();
    const found = [...this.#orders.values()].filter(({ customer }) => customer.mail === wanted);
    return found.sort((one, other) => other.orderedAt - one.orderedAt || (one.id < other.id ? -1 : 1));
  }

  /** What can still be paid back, in cents: nothing before the goods have left. */
  refundable(order: Order): number {
    const { status, totalCents, refundedCents, replacedCents = 0 } = order;
    return status === 'NEU' || status === 'GEPACKT' ? 0 : totalCents - refundedCents - replacedCents;
  }

  refund(order: Order, { cents, currency, reason }: RefundRequest, key?: string): Verdict {
    const request = digestOf('erstattung', order.id, cents, currency, reason);
    const former = this.#former(key, request);
    if (former !== undefined) return former;
    if (order.status === 'NEU' || order.status === 'GEPACKT') {
      return refused('NICHT_ERSTATTBAR', 'Der Auftrag ist noch nicht versandt. Bitte stornieren.');
    }
    const left = this.refundable(order);
    if (left === 0) return refused('SCHON_ERSTATTET', 'Der Auftrag ist bereits vollständig erstattet.');
    if (cents > left) return refused('BETRAG_ZU_HOCH', `Erstattbar sind noch ${left} Cent.`);
    return this.#book(order, { kind: 'erstattung', cents, request, key });
  }

  /** Cancels an order that has not left, and gives its price back. */
  cancel(order: Order, key?: string): Verdict {
    const request = digestOf('storno', order.id);
    const former = this.#former(key, request);
    if (former !== undefined) return former;
    if (order.status === 'STORNIERT') return refused('SCHON_STORNIERT', 'Der Auftrag ist bereits storniert.');
    if (order.status === 'TEILVERSAND') return refused('TEILVERSANDT', 'Ein Teil ist bereits unterwegs.');
    if (order.status !== 'NEU' && order.status !== 'GEPACKT') {
      return refused('SCHON_VERSANDT', 'Der Auftrag ist bereits versandt.');
    }
    const cents = order.totalCents - order.refundedCents;
    return this.#book(order, { kind: 'storno', cents, request, key });
  }

  /** Changes an order, replaces lines of it or notes something: once for a key. */
  change(order: Order, change: Change, key?: string): Verdict {
    const request = digestOf(change.kind, order.id, JSON.stringify(change));
    const former = this.#former(key, request);
    if (former !== undefined) return former;
    const cents = judgeChange(order, change);
    if (typeof cents === 'string') return refused(cents, changeRefusals[cents]);
    return this.#book(order, { kind: change.kind, cents, request, key, change });
  }

  #former(key: string | undefined, request: string): Verdict | undefined {
    const row = key === undefined || !this.deduplicate ? undefined : this.#rowByKey.get(key);
    if (row === undefined) return undefined;
    if (row.request === request) return { kind: 'booked', row };
    return refused('SCHLUESSEL_ANDERS', 'Dieser Schlüssel gehört zu einer anderen Anfrage.');
  }

  #book(order: Order, effect: Pick<LedgerRow, 'kind' | 'cents' | 'request' | 'key' | 'change'>): Verdict {
    const row: LedgerRow = {
      time: new Date().toISOString(),
      id: `${effect.kind.charAt(0)}_${randomBytes(6).toString('hex')}`,
      orderId: order.id,
      nummer: order.number,
      currency: 'EUR',
      ...effect,
    };
    this.#ledger.append(row);
    this.#apply(row);
    return { kind: 'booked', row };
  }

  #apply(row: LedgerRow): void {
    const order = this.#orders.get(row.orderId);
    if (order === undefined) {
      throw new Error(
        `The ledger knows order ${row.nummer}, which this order book has not. Start with the seed of before, or another folder.`,
      );
    }
    this.#orders.set(order.id, afterBooking(order, row));
    if (row.key !== undefined && !this.#rowByKey.has(row.key)) this.#rowByKey.set(row.key, row);
  }
}

const digestOf = (...parts: (string | number)[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32);
