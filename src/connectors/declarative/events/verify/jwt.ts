/** `jwt`: a token of the sender's own issuer, signed with a key of its JWKS. It says who calls, not what is sent. */
import { createLocalJWKSet, type JSONWebKeySet, jwtVerify, type JWTVerifyGetKey } from 'jose';
import type { HttpClient } from '../../../../http/client.js';
import type { RulesOf } from './schema.js';
import type { VerifyScope } from './scope.js';
import { carried } from './shared.js';
import type { Verifier } from './verifier.js';

/** How long keys are used without being asked for again, and how soon an unknown one is asked for, ms. */
const keptMs = 10 * 60 * 1000;
const anewMs = 30 * 1000;
const timeoutMs = 5_000;
const algorithms = ['RS256', 'RS384', 'RS512', 'PS256', 'ES256', 'ES384', 'EdDSA'];

/** Compiles the scheme; undefined with an issue. */
export function jwt(rules: RulesOf<'jwt'>, scope: VerifyScope): Verifier | undefined {
  const url = URL.canParse(rules.jwks) ? new URL(rules.jwks) : undefined;
  if (!url || !/^https?:$/.test(url.protocol)) {
    scope.problem(['jwks'], 'The keys have no address that could be asked.');
    return undefined;
  }
  const keys = new KeyShelf(url, scope.http);
  const { issuer, audience, header } = rules;
  return {
    async whole(request, now) {
      const token = carried(request, header);
      if (token === undefined) return false;
      const wanted = { issuer, audience, algorithms, requiredClaims: ['exp'], currentDate: new Date(now) };
      const judge = async (found: JWTVerifyGetKey | undefined): Promise<boolean> =>
        found !== undefined &&
        (await jwtVerify(token, found, wanted).then(
          () => true,
          () => false,
        ));
      return (await judge(await keys.get(now, keptMs))) || judge(await keys.get(now, anewMs));
    },
  };
}

/** The keys at an address, and when they were asked for. */
class KeyShelf {
  readonly #url: URL;
  readonly #http: () => HttpClient;
  #asked: Promise<JWTVerifyGetKey | undefined> | undefined;
  #at = -Infinity;

  constructor(url: URL, http: () => HttpClient) {
    this.#url = url;
    this.#http = http;
  }

  /** The keys, no older than that; undefined while they cannot be had. */
  get(now: number, maxAgeMs: number): Promise<JWTVerifyGetKey | undefined> {
    if (this.#asked === undefined || now - this.#at > maxAgeMs) {
      this.#at = now;
      this.#asked = this.#ask();
    }
    return this.#asked;
  }

  async #ask(): Promise<JWTVerifyGetKey | undefined> {
    const headers = { accept: 'application/json' };
    const answer = await this.#http().send({ method: 'GET', url: this.#url, headers, timeoutMs });
    if (answer.is !== 'response' || answer.status !== 200) return undefined;
    try {
      // jose checks the form, and throws what is none.
      return createLocalJWKSet(JSON.parse(answer.body.toString('utf8')) as JSONWebKeySet);
    } catch {
      return undefined;
    }
  }
}
