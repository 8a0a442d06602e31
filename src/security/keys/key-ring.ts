/** Keys in clear, for as long as they are used: master key → merchant's key → key of a conversation or of an intake. */
import { randomBytes, randomUUID } from 'node:crypto';
import { OrderlyError } from '../../contracts/errors/orderly-error.js';
import { openBytes, sealBytes, SEALING_KEY_BYTES } from '../sealing.js';
import type { Wrapping } from '../../store/key-rows.js';
import type { KeyRow, Keys, KeyScope } from '../../store/store.js';
import { KeyCache, type KeyCacheLimits } from './key-cache.js';
import { scopeText } from '../../store/key-scope.js';
import type { MasterKey } from './master-key.js';

/** A key in clear; only this process's memory holds it so. */
export interface DataKey {
  readonly id: string;
  readonly scope: KeyScope;
  readonly bytes: Buffer;
}

/** Gives out keys. */
export interface KeyRing {
  /** The key that seals for a scope, made at its first use. Throws `key_unreadable`, `master_key_unavailable`, `store_unavailable`, `conversation_erased`. */
  current(scope: KeyScope): Promise<DataKey>;
  /** The key that has sealed something. Throws `key_missing`, `key_destroyed` too. */
  byId(id: string): Promise<DataKey>;
}

/** The keys of an installation: wrapped ones from the store, unwrapped ones remembered for a while. */
export class StoredKeys implements KeyRing {
  readonly #keys: Keys;
  readonly #master: MasterKey;
  readonly #current: KeyCache<DataKey>;
  readonly #byId: KeyCache<DataKey>;

  constructor(keys: Keys, master: MasterKey, limits?: KeyCacheLimits) {
    this.#keys = keys;
    this.#master = master;
    this.#current = new KeyCache(limits);
    this.#byId = new KeyCache(limits);
  }

  /** Those of the master keys, newest first. */
  get masterKeys(): readonly string[] {
    return this.#master.fingerprints;
  }

  current(scope: KeyScope): Promise<DataKey> {
    return this.#current.get(scopeText(scope), async () => {
      const row = (await this.#keys.current(scope)) ?? (await this.#make(scope));
      return this.#byId.get(row.id, () => this.#opened(row));
    });
  }

  byId(id: string): Promise<DataKey> {
    return this.#byId.get(id, async () => {
      const row = await this.#keys.get(id);
      if (row === undefined) throw new OrderlyError('key_missing', `The store has no key ${id}`);
      return this.#opened(row);
    });
  }

  /** Two that make a scope's first key at once get the same one: the store keeps one of them. */
  async #make(scope: KeyScope): Promise<KeyRow> {
    const id = randomUUID();
    const key = randomBytes(SEALING_KEY_BYTES);
    const about = aboutKey({ id, scope });
    for (;;) {
      const wrapping = await this.#wrapping(scope, key, about);
      const kept = await this.#keys.add({ id, scope, ...wrapping });
      if (kept !== undefined) return kept;
      // The merchant's key that this process remembers has been superseded by another process.
      if ('merchant' in scope) this.#current.forget(scopeText(merchantOf(scope)));
    }
  }

  async #wrapping(scope: KeyScope, key: Buffer, about: string): Promise<Wrapping> {
    if (scope.kind === 'installation' || scope.kind === 'merchant')
      return { wrapped: await this.#master.wrap(key, about) };
    return wrappedBy(await this.current(merchantOf(scope)), key, about);
  }

  /** A key that a rotation has wrapped anew since its row was read is read again. */
  async #opened(row: KeyRow): Promise<DataKey> {
    try {
      return await this.#unwrapped(row);
    } catch (error) {
      const now = row.wrapper === undefined ? row : await this.#keys.get(row.id);
      if (now === undefined || now.wrapper === row.wrapper) throw error;
      return this.#opened(now);
    }
  }

  async #unwrapped(row: KeyRow): Promise<DataKey> {
    const { id, scope, wrapped, wrapper } = row;
    if (wrapped === undefined)
      throw new OrderlyError(
        'key_destroyed',
        `The key ${id} has been destroyed, so its content can no longer be read`,
      );
    const about = aboutKey(row);
    const bytes =
      wrapper === undefined
        ? await this.#master.unwrap(wrapped, about)
        : openBytes((await this.byId(wrapper)).bytes, Buffer.from(wrapped, 'base64'), about);
    if (bytes?.length !== SEALING_KEY_BYTES)
      throw new OrderlyError('key_unreadable', `The key ${id} was changed or moved in the store`);
    return { id, scope, bytes };
  }
}

/** A key, wrapped by its merchant's. */
export const wrappedBy = (wrapper: DataKey, key: Buffer, about: string): Wrapping => ({
  wrapped: sealBytes(wrapper.bytes, key, about).toString('base64'),
  wrapper: wrapper.id,
});

/** The scope of the key that wraps another one. */
const merchantOf = ({ merchant }: { merchant: string }): KeyScope => ({ kind: 'merchant', merchant });

/** What is bound to a wrapped key: in another row it does not open. */
export const aboutKey = ({ id, scope }: Pick<KeyRow, 'id' | 'scope'>): string =>
  `orderly key ${id} ${scopeText(scope)}`;
