/** What the shop does with returns, whichever API it is asked through, and what its warehouse does. */
import { createHash, randomBytes } from 'node:crypto';
import type { Order } from '../order.js';
import type { OrderService } from '../order-service.js';
import type { ReturnLedger, ReturnRow } from './return-ledger.js';
import { type ReturnState, returnsMadeWith, returnStates, type ShopReturn } from './return.js';
import { judgeReturn, type ReturnRefusal, termsOf, type WantedReturn } from './return-terms.js';

/** How something that was asked for ended. */
export type ReturnVerdict =
  | { readonly kind: 'booked'; readonly row: ReturnRow; readonly made: ShopReturn }
  | { readonly kind: 'refused'; readonly code: ReturnRefusal; readonly text: string };

const texts: Readonly<Record<ReturnRefusal, string>> = {
  NICHT_RETOURNIERBAR: 'Das lässt sich nicht zurücknehmen.',
  SCHON_RETOURNIERT: 'Das ist bereits zurückgekommen.',
  FRIST_ABGELAUFEN: 'Die Rückgabefrist ist abgelaufen.',
  GEBUEHR_ANDERS: 'Die Gebühr ist inzwischen eine andere.',
  SCHON_EINGETROFFEN: 'Die Retoure ist bereits eingetroffen.',
  SCHON_STORNIERT: 'Die Retoure ist bereits storniert.',
  SCHLUESSEL_ANDERS: 'Dieser Schlüssel gehört zu einer anderen Anfrage.',
};

const refused = (code: ReturnRefusal): ReturnVerdict => ({ kind: 'refused', code, text: texts[code] });

type Effect = Pick<ReturnRow, 'kind' | 'lines' | 'reason' | 'feeCents' | 'cents'>;

/** The returns of all orders as the ledger has left them. Everything is synchronous, so each request sees whole effects. */
export class ReturnService {
  readonly #orders: OrderService;
  readonly #ledger: ReturnLedger;
  readonly #now: () => number;
  readonly #returns: Map<string, ShopReturn>;
  readonly #rowByKey = new Map<string, ReturnRow>();

  constructor(
    made: readonly Order[],
    { orders, ledger, now }: { orders: OrderService; ledger: ReturnLedger; now: () => number },
  ) {
    [this.#orders, this.#ledger, this.#now] = [orders, ledger, now];
    this.#returns = new Map(made.flatMap(returnsMadeWith).map((each) => [each.id, each]));
    for (const row of ledger.rows) this.#apply(row);
  }

  /** The order that a return is of, or a return is asked for. */
  order(id: string): Order | undefined {
    return this.#orders.byId(id);
  }

  byId(id: string): ShopReturn | undefined {
    return this.#returns.get(id);
  }

  /** An order's returns, oldest first. */
  of({ id }: Order): ShopReturn[] {
    return [...this.#returns.values()].filter(({ orderId }) => orderId === id);
  }

  /** What of an order can come back, or why nothing can. */
  terms(order: Order): ReturnType<typeof termsOf> {
    return termsOf(order, this.of(order), this.#now());
  }

  /** Registers that lines come back. */
  register(order: Order, wanted: WantedReturn, key?: string): ReturnVerdict {
    const asked = ['anmeldung', order.id, JSON.stringify(wanted)];
    return this.#once(asked, key, () => {
      const judged = judgeReturn(this.terms(order), wanted);
      if (typeof judged === 'string') return judged;
      const effect: Effect = {
        kind: 'anmeldung',
        lines: [...wanted.lines],
        reason: wanted.reason,
        ...judged,
      };
      return { ...effect, returnId: `r_${randomBytes(6).toString('hex')}`, orderId: order.id };
    });
  }

  /** Calls a return off that has not arrived. */
  cancel({ id, orderId, state }: ShopReturn, key?: string): ReturnVerdict {
    return this.#once(['storno', id], key, () => {
      if (state === 'STORNIERT') return 'SCHON_STORNIERT';
      if (state !== 'ANGEMELDET' && state !== 'UNTERWEGS') return 'SCHON_EINGETROFFEN';
      return { kind: 'STORNIERT', returnId: id, orderId };
    });
  }

  /** What the warehouse does with a return, by its number; what it has found in order is paid back. */
  move(number: string, state: ReturnState): ShopReturn | undefined {
    const made = [...this.#returns.values()].find((each) => each.number === number);
    if (made === undefined || returnStates.indexOf(state) <= returnStates.indexOf(made.state)) return made;
    const { id, orderId } = made;
    const order = this.#orders.byId(orderId);
    if (state === 'ERSTATTET' && order !== undefined) {
      const cents = Math.min(made.cents, this.#orders.refundable(order));
      this.#orders.refund(order, { cents, currency: 'EUR', reason: 'RETOURE' }, `retoure-${id}`);
    }
    this.#book({ kind: state, returnId: id, orderId, request: `lager-${id}-${state}` });
    return this.byId(id);
  }

  /** Books what `effect` decides, and the same key once. */
  #once(
    asked: readonly string[],
    key: string | undefined,
    effect: () => (Effect & Pick<ReturnRow, 'returnId' | 'orderId'>) | ReturnRefusal,
  ): ReturnVerdict {
    const request = createHash('sha256').update(JSON.stringify(asked)).digest('hex').slice(0, 32);
    const former = key === undefined ? undefined : this.#rowByKey.get(key);
    if (former !== undefined)
      return former.request === request ? this.#booked(former) : refused('SCHLUESSEL_ANDERS');
    const decided = effect();
    if (typeof decided === 'string') return refused(decided);
    return this.#booked(this.#book({ ...decided, request, ...(key === undefined ? {} : { key }) }));
  }

  #book(effect: Omit<ReturnRow, 'time' | 'id'>): ReturnRow {
    const id = `v_${randomBytes(6).toString('hex')}`;
    const row: ReturnRow = { time: new Date(this.#now()).toISOString(), id, ...effect };
    this.#ledger.append(row);
    this.#apply(row);
    return row;
  }

  #booked(row: ReturnRow): ReturnVerdict {
    const made = this.#returns.get(row.returnId);
    if (made === undefined) throw new Error(`There is no return ${row.returnId}.`);
    return { kind: 'booked', row, made };
  }

  #apply(row: ReturnRow): void {
    this.#returns.set(row.returnId, this.#afterRow(row));
    if (row.key !== undefined && !this.#rowByKey.has(row.key)) this.#rowByKey.set(row.key, row);
  }

  #afterRow({ returnId: id, orderId, kind, time, ...row }: ReturnRow): ShopReturn {
    const at = Date.parse(time);
    if (kind === 'anmeldung') {
      const { lines = [], reason = 'SONSTIGES', feeCents = 0, cents = 0 } = row;
      // Numbers that were made end in a parcel's digits; those that are registered are counted.
      const number = `R-${100_000 + this.#returns.size}`;
      return {
        ...{ id, number, orderId, lines, reason, feeCents, cents },
        state: 'ANGEMELDET',
        registeredAt: at,
      };
    }
    const before = this.#returns.get(id);
    if (before === undefined)
      throw new Error(
        `The ledger knows return ${id}, which this shop has not. Start with the seed of before, or another folder.`,
      );
    return {
      ...before,
      state: kind,
      ...(kind === 'EINGETROFFEN' ? { receivedAt: at } : {}),
      ...(kind === 'ERSTATTET' ? { refundedAt: at } : {}),
    };
  }
}
