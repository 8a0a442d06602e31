/**
 * Keeps one token fresh for all calls: one renewal at a time within a process (a shared promise) and across
 * processes (a lease row), stored before it is used, and none for a while after a failure. No transaction is
 * open during the request to the token server.
 */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Tokens } from '../../store/store.js';
import { coolDown, FORCED_PAUSE, longestCool, type Lack, renewalTime } from './renewal-times.js';
import { type Kept, readRow, type TokenRow } from './token-row.js';
import type { FetchedToken, TokenSource } from './token-source.js';

/** A token to use, or why there is none and when to retry. */
export type TokenAnswer =
  | { is: 'token'; value: string }
  | { is: 'not_now'; code: 'token_unavailable' | 'connect_needed'; retryAfterMs: number };

/** What a keeper needs. */
export interface TokenKeeperOptions {
  /** Identifies the credentials, not just the connection, so that two merchants never share a token. */
  key: string;
  tokens: Tokens;
  fetch: TokenSource;
  /** Longest time that `fetch` may take, ms. */
  fetchMs: number;
}

/** How long we wait for another process's renewal, and how often we check the store meanwhile, ms. */
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
  /** Fetched, but not accepted by the store: the refresh token spent on it must not be lost with it. */
  #unsaved: { token: FetchedToken; at: number } | undefined;

  constructor(options: TokenKeeperOptions) {
    this.#options = options;
  }

  /** A token that should stay valid long enough to be used. */
  async token(): Promise<TokenAnswer> {
    const fresh = this.#fresh(this.#held);
    if (fresh) return fresh;
    this.#renewing ??= this.#obtain().finally(() => (this.#renewing = undefined));
    return this.#renewing;
  }

  /** A system rejected this token: it is not handed out again; false when no other is requested at the moment. */
  refuse(value: string): boolean {
    const held = this.#held;
    // Of many rejected callers, the first has already taken care of it.
    if (held?.value !== value) return true;
    this.#refused = value;
    this.#held = undefined;
    // It replaced a rejected token and is rejected as well: yet another will not help for now.
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

  /** Renews while holding the lease. */
  async #renew(): Promise<TokenAnswer> {
    const { tokens, key, fetch } = this.#options;
    try {
      // Another process may have renewed, or failed, between our check and our lease.
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
      // It also expires by itself.
      await tokens.release(key, this.#holder).catch(() => undefined);
    }
  }

  /** Stores a token before anybody uses it; overwrites whatever is there except a newer refresh token. */
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
    // A lost token is reported by its row; a new connection is noticed at once.
    if (code === 'token_unavailable') await row.save({ ...row.kept, cool });
    return this.#meanwhile(this.#lack);
  }

  async #read(): Promise<TokenRow> {
    const row = await readRow(this.#options.tokens, this.#options.key);
    this.#held = row.kept.access ?? this.#held;
    return row;
  }

  /** The old token while it lasts, when no new one is available. */
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
