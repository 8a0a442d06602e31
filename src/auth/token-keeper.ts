/**
 * Keeps one token fresh for all calls: one refresh at a time in a process (a shared promise) and across processes
 * (a lease row), and none for a while after one has failed. No transaction is open while the token server is asked.
 */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Tokens } from '../store/store.js';

/** A token as its server gave it; `lifetimeMs` from now. */
export interface FetchedToken {
  value: string;
  lifetimeMs: number;
}

/** A token to use, or when to ask again. */
export type TokenAnswer = { is: 'token'; value: string } | { is: 'not_now'; retryAfterMs: number };

/** What a keeper needs. */
export interface TokenKeeperOptions {
  /** Names the credentials, not the connection alone: two merchants never share a token. */
  key: string;
  tokens: Tokens;
  /** Asks the token server; undefined when it gave none. */
  fetch: () => Promise<FetchedToken | undefined>;
  /** Longest time that `fetch` takes, ms. */
  fetchMs: number;
}

/** Refreshed this early, but never before nine tenths of the lifetime are over. */
const MARGIN = 30_000;
const COOLDOWN = { first: 2_000, most: 60_000 } as const;
/** How long another process's refresh is waited for, and how often the store is asked meanwhile. */
const OTHERS = { patience: 5_000, pause: 50 } as const;

interface Held {
  value: string;
  refreshAt: number;
}

/** Gives a fresh token to any number of callers. */
export class TokenKeeper {
  readonly #options: TokenKeeperOptions;
  readonly #holder = randomUUID();
  #held: Held | undefined;
  #refused: string | undefined;
  #refreshing: Promise<TokenAnswer> | undefined;
  #coolUntil = 0;
  #failures = 0;

  constructor(options: TokenKeeperOptions) {
    this.#options = options;
  }

  /** A token that should be valid for long enough to be used. */
  async token(): Promise<TokenAnswer> {
    const fresh = this.#usable(this.#held);
    if (fresh) return fresh;
    this.#refreshing ??= this.#obtain().finally(() => (this.#refreshing = undefined));
    return this.#refreshing;
  }

  /** A system refused this token: it is not given out again, by this process or from the store. */
  refuse(value: string): void {
    if (this.#held && this.#held.value !== value) return;
    this.#refused = value;
    this.#held = undefined;
  }

  async #obtain(): Promise<TokenAnswer> {
    const { tokens, key, fetchMs } = this.#options;
    const giveUp = Date.now() + OTHERS.patience;
    do {
      const stored = this.#usable(await this.#stored());
      if (stored) return stored;
      if (Date.now() < this.#coolUntil) return { is: 'not_now', retryAfterMs: this.#coolUntil - Date.now() };
      if (await tokens.lease(key, this.#holder, fetchMs + 5_000)) return await this.#refresh();
      await sleep(OTHERS.pause);
    } while (Date.now() < giveUp);
    return { is: 'not_now', retryAfterMs: 1_000 };
  }

  /** Under the lease. */
  async #refresh(): Promise<TokenAnswer> {
    const { tokens, key, fetch } = this.#options;
    try {
      // Another process may have refreshed between our look and our lease.
      const stored = this.#usable(await this.#stored());
      if (stored) return stored;
      const token = await fetch();
      if (!token) return this.#cool();
      const refreshAt = Date.now() + token.lifetimeMs - Math.min(MARGIN, token.lifetimeMs / 10);
      await tokens.put(key, { value: token.value }, refreshAt);
      this.#failures = 0;
      this.#held = { value: token.value, refreshAt };
      return { is: 'token', value: token.value };
    } finally {
      await tokens.release(key, this.#holder);
    }
  }

  async #stored(): Promise<Held | undefined> {
    const row = await this.#options.tokens.get(this.#options.key);
    const token = row?.token;
    if (typeof token !== 'object' || token === null || !('value' in token) || typeof token.value !== 'string')
      return undefined;
    this.#held = { value: token.value, refreshAt: row?.expiresAt ?? 0 };
    return this.#held;
  }

  #usable(held: Held | undefined): TokenAnswer | undefined {
    const fresh = held && held.value !== this.#refused && Date.now() < held.refreshAt;
    return fresh ? { is: 'token', value: held.value } : undefined;
  }

  #cool(): TokenAnswer {
    const ms = Math.min(COOLDOWN.most, COOLDOWN.first * 2 ** this.#failures);
    this.#failures += 1;
    this.#coolUntil = Date.now() + ms;
    return { is: 'not_now', retryAfterMs: ms };
  }
}
