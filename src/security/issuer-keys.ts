/** An issuer's public keys, as they are at each verdict: a key that it has rotated in since is fetched for the token that names it. */
import {
  createLocalJWKSet,
  decodeProtectedHeader,
  errors,
  type JSONWebKeySet,
  type JWTPayload,
  type JWTVerifyOptions,
  jwtVerify,
  type JWTVerifyGetKey,
} from 'jose';

/** How long keys are used without being fetched again, ms. */
const keptMs = 10 * 60 * 1000;
/** For how many unknown key ids keys are fetched within the time after which one of them counts as new again. */
const mostUnknown = 5;

/** How often keys are fetched. */
export interface FetchingLimits {
  /** One unknown key id has the keys fetched at most so often, ms; half a minute by default. */
  cooldownMs?: number;
  /** An issuer that did not answer is asked again after so long, ms; five seconds by default. */
  retryMs?: number;
}

/** The keys of one issuer; whoever sends tokens can have them fetched now and then, and no oftener. */
export class IssuerKeys {
  readonly #fetch: () => Promise<unknown>;
  readonly #cooldownMs: number;
  readonly #retryMs: number;
  #found: { keys: JWTVerifyGetKey; at: number } | undefined;
  #failed: { error: unknown; at: number } | undefined;
  #underWay: Promise<JWTVerifyGetKey> | undefined;
  /** Key ids that there were not, and when they were looked for. */
  readonly #unknown = new Map<string, number>();

  /** `fetch` gives the issuer's JSON Web Key Set, or throws. */
  constructor(fetch: () => Promise<unknown>, { cooldownMs = 30_000, retryMs = 5_000 }: FetchingLimits = {}) {
    this.#fetch = fetch;
    this.#cooldownMs = cooldownMs;
    this.#retryMs = retryMs;
  }

  /**
   * What a token says that one of the keys has signed; `now` is epoch ms. Throws what `fetch` throws, and what `jose`
   * throws of a token that does not count or of a key set that is none.
   */
  async verify(token: string, options: JWTVerifyOptions, now: number): Promise<JWTPayload> {
    const known = this.#found;
    const isFresh = known !== undefined && now - known.at <= keptMs;
    const keys = isFresh ? known.keys : await this.#anew(now);
    try {
      return (await jwtVerify(token, keys, options)).payload;
    } catch (error) {
      const { kid } = decodeProtectedHeader(token);
      const newer = isFresh && mayBeRotated(error, kid) ? await this.#newerThan(keys, kid, now) : undefined;
      if (newer === undefined) throw error;
      return (await jwtVerify(token, newer, options)).payload;
    }
  }

  /** Keys that others have fetched meanwhile, or are fetching, or that this key id has fetched if it may. */
  async #newerThan(
    keys: JWTVerifyGetKey,
    kid: string | undefined,
    now: number,
  ): Promise<JWTVerifyGetKey | undefined> {
    if (this.#found !== undefined && this.#found.keys !== keys) return this.#found.keys;
    return this.#underWay ?? (this.#mayLookFor(kid ?? '', now) ? this.#anew(now) : undefined);
  }

  /** Fetches the keys; whoever needs them at the same time gets the same answer. */
  async #anew(now: number): Promise<JWTVerifyGetKey> {
    const failed = this.#failed;
    if (failed !== undefined && now - failed.at < this.#retryMs) throw failed.error;
    this.#underWay ??= this.#fetch()
      .then((set) => {
        const keys = createLocalJWKSet(set as JSONWebKeySet);
        this.#found = { keys, at: now };
        return keys;
      })
      .catch((error: unknown) => {
        this.#failed = { error, at: now };
        throw error;
      })
      .finally(() => (this.#underWay = undefined));
    return this.#underWay;
  }

  #mayLookFor(kid: string, now: number): boolean {
    for (const [known, at] of this.#unknown) if (now - at >= this.#cooldownMs) this.#unknown.delete(known);
    if (this.#unknown.has(kid) || this.#unknown.size >= mostUnknown) return false;
    this.#unknown.set(kid, now);
    return true;
  }
}

/** Whether other keys than ours could have signed it; a token that names no key shows it by its signature alone. */
const mayBeRotated = (error: unknown, kid: string | undefined): boolean =>
  error instanceof errors.JWKSNoMatchingKey ||
  (kid === undefined && error instanceof errors.JWSSignatureVerificationFailed);
