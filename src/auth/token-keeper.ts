/**
 * Keeps one token fresh for all calls: one renewal at a time in a process (a shared promise) and across processes
 * (a lease row), stored before it is used, and none for a while after one has failed. No transaction is open while the
 * token server is asked.
 */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Tokens } from '../store/store.js';
import { coolDown, FORCED_PAUSE, longestCool, type Lack, renewalTime } from './renewal-times.js';
import { type Kept, readRow, type TokenRow } from './token-row.js';
import type { FetchedToken, TokenSource } from './token-source.js';

/** A token to use, or why there is none and when to ask again. */
export type TokenAnswer =
  | { is: 'token'; value: string }
  | { is: 'not_now'; code: 'token_unavailable' | 'connect_needed'; retryAfterMs: number };

/** What a keeper needs. */
export interface TokenKeeperOptions {
  /** Names the credentials, not the connection alone: two merchants never share a token. */
  key: string;
  tokens: Tokens;
  fetch: TokenSource;
  /** Longest time that `fetch` takes, ms. */
  fetchMs: number;
}

/** How long another process's renewal is waited for, and how often the store is asked meanwhile, ms. */
const OTHERS = { waitMs: 5_000, pause: 50 } as const;

type Held = NonNullable<Kept['access']>;

/** Gives a fresh token to any number of callers. */
export class TokenKeeper {
  readonly #options: TokenKeeperOptions;
  readonly #holder = randomUUID();
  #held: Held | undefined;
  #refused: string | undefined;
  #renewing: Promise<TokenAnswer> | undefined;
  #lack: Lack | undefined;
  /** Fetched, but the store did not take it: a refresh token that was spent for it must not go with it. */
  #unsaved: { token: FetchedToken; at: number } | undefined;

  constructor(options: TokenKeeperOptions) {
    this.#options = options;
  }

  /** A token that should be valid for long enough to be used. */
  async token(): Promise<TokenAnswer> {
    const fresh = this.#fresh(this.#held);
    if (fresh) return fresh;
    this.#renewing ??= this.#obtain().finally(() => (this.#renewing = undefined));
    return this.#renewing;
  }

  /** A system refused this token: it is not given out again; false when another is not asked for at the moment. */
  refuse(value: string): boolean {
    const held = this.#held;
    // Of many callers who were refused, the first has seen to it.
    if (held?.value !== value) return true;
    this.#refused = value;
    this.#held = undefined;
    // One that replaced a refused one and is refused as well: another will not help for the moment.
    const pauseEnd = held.forced ? held.since + FORCED_PAUSE : 0;
    if (Date.now() >= pauseEnd) return true;
    this.#lack = { code: 'token_unavailable', until: pauseEnd };
    return false;
  }

  async #obtain(): Promise<TokenAnswer> {
    const { tokens, key, fetchMs } = this.#options;
    const giveUp = Date.now() + OTHERS.waitMs;
    try {
      do {
        const { kept } = await this.#read();
        const stored = this.#fresh(kept.access);
        if (stored) return stored;
        const lack = longestCool(this.#lack, kept);
        if (lack && !this.#unsaved) return this.#meanwhile(lack);
        if (await tokens.lease(key, this.#holder, fetchMs + 5_000)) return await this.#renew();
        const valid = this.#valid(this.#held);
        if (valid) return valid;
        await sleep(OTHERS.pause);
      } while (Date.now() < giveUp);
    } catch (error) {
      const valid = this.#valid(this.#held);
      if (valid) return valid;
      throw error;
    }
    return this.#meanwhile({ code: 'token_unavailable', until: Date.now() + 1_000 });
  }

  /** Under the lease. */
  async #renew(): Promise<TokenAnswer> {
    const { tokens, key, fetch } = this.#options;
    try {
      // Another process may have renewed, or failed, between our look and our lease.
      const row = await this.#read();
      const stored = this.#fresh(row.kept.access);
      if (stored) return stored;
      const lack = longestCool(this.#lack, row.kept);
      if (lack && !this.#unsaved) return this.#meanwhile(lack);
      if (this.#unsaved) return await this.#store(this.#unsaved);
      const fetched = await fetch(row);
      if (fetched.is === 'token') return await this.#store({ token: fetched, at: Date.now() });
      return await this.#cool(fetched.is === 'lost' ? 'connect_needed' : 'token_unavailable');
    } finally {
      // It ends by itself too.
      await tokens.release(key, this.#holder).catch(() => undefined);
    }
  }

  /** Stores a token before anybody uses it; it goes over whatever stands there, but for a newer refresh token. */
  async #store(fetched: { token: FetchedToken; at: number }): Promise<TokenAnswer> {
    this.#unsaved = fetched;
    const { value, lifetimeMs, refresh, sending } = fetched.token;
    const times = {
      since: fetched.at,
      endsAt: fetched.at + lifetimeMs,
      renewAt: fetched.at + renewalTime(lifetimeMs),
    };
    for (;;) {
      const row = await this.#read();
      if (sending !== undefined && row.kept.refresh?.sending?.id !== sending) break;
      const forced = this.#refused !== undefined && row.kept.access?.value === this.#refused;
      const access = { value, ...times, forced };
      if (!(await row.save({ access, ...(refresh === undefined ? {} : { refresh }) }))) continue;
      this.#unsaved = undefined;
      this.#lack = undefined;
      this.#held = access;
      return { is: 'token', value };
    }
    this.#unsaved = undefined;
    return this.#meanwhile({ code: 'token_unavailable', until: Date.now() + 1_000 });
  }

  async #cool(code: Lack['code']): Promise<TokenAnswer> {
    const row = await this.#read();
    const cool = coolDown(row.kept.cool?.failures ?? 0);
    this.#lack = { code, until: cool.until };
    // What is lost is told by its row; whoever connects anew is heard at once.
    if (code === 'token_unavailable') await row.save({ ...row.kept, cool });
    return this.#meanwhile(this.#lack);
  }

  async #read(): Promise<TokenRow> {
    const row = await readRow(this.#options.tokens, this.#options.key);
    this.#held = row.kept.access ?? this.#held;
    return row;
  }

  /** The old token while it lasts, when a new one cannot be had. */
  #meanwhile({ code, until }: Lack): TokenAnswer {
    const retryAfterMs = Math.max(1, until - Date.now());
    return this.#valid(this.#held) ?? { is: 'not_now', code, retryAfterMs };
  }

  #fresh(held: Held | undefined): TokenAnswer | undefined {
    return held && Date.now() < held.renewAt ? this.#valid(held) : undefined;
  }

  #valid(held: Held | undefined): TokenAnswer | undefined {
    const valid = held && held.value !== this.#refused && Date.now() < held.endsAt;
    return valid ? { is: 'token', value: held.value } : undefined;
  }
}
