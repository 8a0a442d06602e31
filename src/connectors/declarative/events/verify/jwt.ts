/** `jwt`: a token of the sender's own issuer, signed with a key of its JWKS. It says who calls, not what is sent. */
import type { HttpClient } from '../../../http/client.js';
import { IssuerKeys } from '../../../../security/issuer-keys.js';
import type { RulesOf } from './schema.js';
import type { VerifyScope } from './scope.js';
import { carried } from './shared-secret.js';
import type { Verifier } from './verifier.js';

const timeoutMs = 5_000;
const algorithms = ['RS256', 'RS384', 'RS512', 'PS256', 'ES256', 'ES384', 'EdDSA'];

/** Compiles the scheme; undefined with an issue. */
export function jwt(rules: RulesOf<'jwt'>, scope: VerifyScope): Verifier | undefined {
  const url = URL.canParse(rules.jwks) ? new URL(rules.jwks) : undefined;
  if (!url || !/^https?:$/.test(url.protocol)) {
    scope.problem(['jwks'], 'The address of the keys cannot be used.');
    return undefined;
  }
  const keys = new IssuerKeys(() => fetched(url, scope.http));
  const { issuer, audience, header } = rules;
  return {
    async whole(request, now) {
      const token = carried(request, header);
      if (token === undefined) return false;
      const wanted = { issuer, audience, algorithms, requiredClaims: ['exp'], currentDate: new Date(now) };
      return keys.verify(token, wanted, now).then(
        () => true,
        () => false,
      );
    },
  };
}

/** The key set at an address; throws while it cannot be had. */
async function fetched(url: URL, http: () => HttpClient): Promise<unknown> {
  const headers = { accept: 'application/json' };
  const answer = await http().send({ method: 'GET', url, headers, timeoutMs });
  if (answer.is !== 'response' || answer.status !== 200) throw new Error('no keys');
  return JSON.parse(answer.body.toString('utf8')) as unknown;
}
