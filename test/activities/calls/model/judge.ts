/**
 * What may never be seen, whatever the schedule: judged from the shop's ledger, from what was told and from what the
 * store holds, and by none of the rules that are under test.
 */
import type { CallResult } from '../../../../src/contracts/call-result.js';
import type { EffectRecord } from '../../../../src/store/store.js';
import type { Actor } from './actor.js';
import { type Scene, SEND_MS, SETTLE_MS, TIMEOUT_MS } from './scene.js';
import type { Entry, Sent, Shop } from './shop.js';

/** How a run's row and reservation stand in the end. */
export interface EndState {
  row: EffectRecord | undefined;
  /** `freed` also where there is none. */
  reservation: 'reserved' | 'kept' | 'paid' | 'freed';
  /** Whether the reconciliation finds the row, or the reservation. */
  isFound: boolean;
}

/** By these a run takes the write for not done, and the order for free. */
const nothingDone: ReadonlySet<string> = new Set(['refused', 'unavailable', 'superseded', 'unverified']);

/** Judges one schedule. */
export class Judge {
  readonly faults: string[] = [];
  /** When the first row was begun. */
  begunAt: number | undefined;
  private readonly rows = new Map<string, EffectRecord | undefined>();
  private readonly senders = new Map<string, number>();

  constructor(
    private readonly scene: Scene,
    private readonly shop: Shop,
    private readonly now: () => number,
  ) {}

  /** A row as a change has left it. */
  row(run: string, row: EffectRecord | undefined, attempt: string): void {
    if (row?.sender === attempt && this.rows.get(run)?.sender !== attempt)
      this.senders.set(attempt, this.now());
    this.rows.set(run, row);
    this.begunAt ??= row?.firstSentAt;
  }

  /** A request was let pass. */
  passed({ actor }: Sent, paused: boolean): void {
    if (paused) this.fault('the gate let pass what is paused');
    const since = this.senders.get(actor.name);
    if (since === undefined) this.fault('the gate let pass an attempt that was never the sender');
    else if (this.now() >= since + SEND_MS)
      this.fault('the gate let pass an attempt that has been the sender too long');
  }

  /** A run has taken the subject that was not its own before. */
  reserved(run: string): void {
    for (const other of new Set(this.shop.sent.map((sent) => sent.run))) {
      if (other === run || this.rows.get(other)?.state === 'done') continue;
      if (this.mayBeOut(other)) this.fault('the subject is free while a write may be out');
      if (this.paidBy(other).some((entry) => !this.wasFrozen(entry)))
        this.fault('the subject is free, and nobody knows of a payment');
    }
  }

  /** What a run is told. */
  told(run: string, result: CallResult): void {
    const { outcome } = result;
    const paid = this.paidBy(run);
    if (outcome === 'done' && paid.length === 0) this.fault('told done, and nothing was paid');
    if (!nothingDone.has(outcome)) return;
    if (this.mayBeOut(run)) this.fault(`told ${outcome} while a request may be out`);
    if (paid.some((entry) => !this.wasFrozen(entry))) this.fault(`told ${outcome}, and it was paid`);
  }

  /** When all is still: payments, rows and reservations of a run. */
  inTheEnd(run: string, { row, reservation, isFound }: EndState): void {
    const paid = this.paidBy(run);
    this.payments(run, paid, row, reservation);
    const sent = this.shop.sent.filter((each) => each.run === run && each.actor.state === 'ended');
    if (sent.some(({ told }) => told === 'done') && row?.state !== 'done')
      this.fault('a done of the shop was thrown away');
    if (row?.doubled === true && paid.length < 2 && !this.hasFailed(run))
      this.fault('told of a second payment that there is not');
    const open =
      row === undefined ? reservation === 'reserved' : row.state === 'sending' || row.state === 'accepted';
    if (open && !isFound) this.fault('something is left open that the reconciliation does not find');
    if (row === undefined && reservation === 'kept') this.fault('kept without a row');
    if (row === undefined || open) return;
    const expected =
      row.doubled || row.state === 'unknown'
        ? 'kept'
        : row.state === 'done' && row.effect === 'money'
          ? 'paid'
          : 'freed';
    // An attempt that was killed after it had taken the subject once more.
    if (reservation === 'reserved' && expected === 'freed' && isFound) return;
    if (reservation !== expected)
      this.fault(`${row.state}${row.doubled ? ', doubled' : ''}, and the reservation is ${reservation}`);
  }

  private payments(
    run: string,
    paid: readonly Entry[],
    row: EffectRecord | undefined,
    reservation: EndState['reservation'],
  ): void {
    const { kind } = this.scene.idempotency;
    if (kind === 'natural' || paid.length < 2) return;
    const allowed = kind === 'key' ? TIMEOUT_MS : TIMEOUT_MS + SETTLE_MS;
    const sent = this.shop.sent.filter((each) => each.run === run);
    if (!sent.some((each) => frozenFor(each) > allowed)) this.fault(`paid ${paid.length} times`);
    // It is noticed once both answers have come.
    const answered = paid.filter((entry) =>
      sent.some(
        ({ actor, told, actedAt }) =>
          actor.name === entry.attempt &&
          actor.state === 'ended' &&
          actedAt === entry.at &&
          (told === 'done' || told === 'accepted'),
      ),
    );
    if (answered.length >= 2 && row?.doubled !== true) this.fault('paid twice, and nobody noticed');
    if (row?.doubled === true && reservation !== 'kept')
      this.fault('paid twice, and the reservation is not kept');
  }

  private hasFailed(run: string): boolean {
    return this.shop.ledger.some((entry) => entry.run === run && entry.state === 'failed');
  }

  private paidBy(run: string): Entry[] {
    return this.shop.ledger.filter((entry) => entry.run === run && entry.state !== 'failed');
  }

  /** A request that stood still for so long that no rule can know of it is a class of its own. */
  private mayBeOut(run: string): boolean {
    return this.shop.sent.some(
      (sent) =>
        sent.run === run &&
        sent.actedAt === undefined &&
        isAlive(sent.actor) &&
        this.now() - sent.gateAt < TIMEOUT_MS + SETTLE_MS,
    );
  }

  private wasFrozen(entry: Entry): boolean {
    return this.shop.sent.some(
      (sent) =>
        sent.actor.name === entry.attempt &&
        sent.actedAt === entry.at &&
        frozenFor(sent) >= TIMEOUT_MS + SETTLE_MS,
    );
  }

  private fault(what: string): void {
    if (!this.faults.includes(what)) this.faults.push(what);
  }
}

const isAlive = ({ state }: Actor): boolean => state === 'waiting';
const frozenFor = ({ gateAt, actedAt = gateAt }: Sent): number => actedAt - gateAt;
