/** The shop's second way to pay back: it only accepts, pays or declines later, and tells so by webhook, or never. */
import { createHmac, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import { JsonLines } from './json-lines.js';
import { refundReasons } from './order.js';
import type { OrderService } from './order-service.js';

/** What is asked for. */
export const PayoutBody = z.object({
  auftrag_id: z.string(),
  betrag_cent: z.number().int().positive(),
  waehrung: z.literal('EUR'),
  grund: z.enum(refundReasons),
});

const Payout = PayoutBody.extend({
  id: z.string(),
  key: z.string(),
  status: z.enum(['ANGENOMMEN', 'BEZAHLT', 'ABGELEHNT']),
});

/** A payout as it stands. */
export type Payout = z.infer<typeof Payout>;

/** How all payouts that are still open come out, and how often and where that is told. */
export const PayoutsCommand = z.strictObject({
  outcome: z.enum(['BEZAHLT', 'ABGELEHNT']),
  /** Address that is told; nobody is without it. */
  tell: z.url().optional(),
  times: z.number().int().positive().default(1),
  /** Signs with another key than the one agreed. */
  forged: z.boolean().default(false),
});

/** Such a command as it is given. */
export type PayoutsCommand = z.input<typeof PayoutsCommand>;

/** The payouts of a data folder; what is paid is booked in the ledger by their key. */
export class Payouts {
  readonly #service: OrderService;
  readonly #file: JsonLines<Payout>;
  readonly #hookSecret: string;

  constructor(folder: string, service: OrderService, hookSecret: string) {
    this.#service = service;
    this.#hookSecret = hookSecret;
    this.#file = new JsonLines(join(folder, 'payouts.jsonl'), (row) => Payout.parse(row), true);
  }

  /** All payouts, each as it stands. */
  get all(): readonly Payout[] {
    return [...new Map(this.#file.rows.map((row) => [row.id, row])).values()];
  }

  /** Accepts one; the same key is the same payout. */
  accept(asked: z.infer<typeof PayoutBody>, key: string): Payout {
    const former = this.all.find((payout) => payout.key === key);
    if (former !== undefined) return former;
    const id = `a_${randomBytes(6).toString('hex')}`;
    const payout: Payout = { ...asked, id, key, status: 'ANGENOMMEN' };
    this.#file.append(payout);
    return payout;
  }

  /** Pays or declines what is open; returns what is to be told, which `tell` then sends. */
  settle({ outcome }: z.output<typeof PayoutsCommand>): readonly Payout[] {
    const settled = this.all
      .filter(({ status }) => status === 'ANGENOMMEN')
      .map((open) => this.#end(open, outcome));
    return settled;
  }

  /** Tells how these came out, all in one request, as often as the command says. */
  async tell(
    payouts: readonly Payout[],
    { tell, times, forged }: z.output<typeof PayoutsCommand>,
  ): Promise<void> {
    if (tell === undefined || payouts.length === 0) return;
    const events = payouts.map(({ id, status }) => ({
      id: `${id}-${status}`,
      auszahlung: id,
      ergebnis: status,
    }));
    const body = JSON.stringify({ ereignisse: events });
    const secret = forged ? 'another' : this.#hookSecret;
    const signature = createHmac('sha256', secret).update(body).digest('hex');
    const headers = { 'content-type': 'application/json', 'x-zahlung-signatur': signature };
    for (let count = 0; count < times; count += 1)
      // Whether anybody listens is not this system's concern.
      await fetch(tell, { method: 'POST', headers, body }).then(
        (answer) => answer.arrayBuffer(),
        () => undefined,
      );
  }

  #end(open: Payout, outcome: Payout['status']): Payout {
    const order = this.#service.byId(open.auftrag_id);
    const { betrag_cent: cents, waehrung: currency, grund: reason, key } = open;
    const pays = outcome === 'BEZAHLT' && order !== undefined;
    const booked = pays && this.#service.refund(order, { cents, currency, reason }, key).kind === 'booked';
    const ended: Payout = { ...open, status: booked ? 'BEZAHLT' : 'ABGELEHNT' };
    this.#file.append(ended);
    return ended;
  }

  [Symbol.dispose](): void {
    this.#file[Symbol.dispose]();
  }
}
