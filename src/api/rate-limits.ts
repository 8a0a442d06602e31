/** How many requests callers may send: a token bucket for each of them and for each merchant, in this process alone. */
import { OrderlyError } from '../contracts/errors/orderly-error.js';
import type { Caller } from './route.js';

/** A caller may send what it may in two seconds at once; all callers of a merchant together four times as much. */
const burstMs = 2_000;
const callersOfMerchant = 4;

/** So many streams of one caller may be open; whoever is refused comes again after so many seconds. */
const mostStreams = 1_000;
const streamRetryS = 10;

/** The cause of `too_many_requests`: when there is a token again. */
export class RetryAfter {
  readonly seconds: number;

  constructor(seconds: number) {
    this.seconds = seconds;
  }
}

/** Who is counted: a caller, or a connection whose system tells of events. */
type Counted = Omit<Caller, 'kind'> & { kind: Caller['kind'] | 'connection' };

/** Counts requests. Only callers that have been recognized are counted, so the files bound their number. */
export class Limits {
  readonly #perSecond: number;
  /** By caller and by merchant: when the bucket is full again, epoch ms (a token bucket as a single number). */
  readonly #full = new Map<string, number>();

  readonly #streams = new Map<string, number>();

  /** `perSecond`: requests of one caller. */
  constructor(perSecond: number) {
    this.#perSecond = perSecond;
  }

  /** Takes a token of the caller and one of the merchant's callers, or connections; throws `too_many_requests`, having taken none. */
  take({ merchant, kind, name }: Counted, now: number): void {
    const tokenMs = 1_000 / this.#perSecond;
    const taken = [
      this.#taken(`${merchant}/${kind}/${name}`, tokenMs, now),
      // What systems tell keeps no customer out, and the other way round.
      this.#taken(
        kind === 'connection' ? `${merchant}/connections` : merchant,
        tokenMs / callersOfMerchant,
        now,
      ),
    ];
    const waitMs = Math.max(...taken.map(({ full }) => full - now - burstMs));
    if (waitMs > 0) {
      const cause = new RetryAfter(Math.ceil(waitMs / 1_000));
      throw new OrderlyError('too_many_requests', `The limit is ${this.#perSecond} requests per second.`, {
        cause,
      });
    }
    for (const { name, full } of taken) this.#full.set(name, full);
  }

  /** Counts an open stream of the caller until the returned end; throws `too_many_requests` beyond the most. */
  openStream({ merchant, kind, name }: Caller): () => void {
    const id = `${merchant}/${kind}/${name}`;
    const count = this.#streams.get(id) ?? 0;
    if (count >= mostStreams) {
      const cause = new RetryAfter(streamRetryS);
      throw new OrderlyError('too_many_requests', `The limit is ${mostStreams} open streams.`, { cause });
    }
    this.#streams.set(id, count + 1);
    return () => void this.#streams.set(id, (this.#streams.get(id) ?? 1) - 1);
  }

  #taken(name: string, tokenMs: number, now: number): { name: string; full: number } {
    return { name, full: Math.max(now, this.#full.get(name) ?? 0) + tokenMs };
  }
}
