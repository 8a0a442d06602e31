/** A channel's word for who is calling the HTTP API: a JSON Web Token (RFC 7519) that its own key has signed. */
import { decodeJwt, jwtVerify } from 'jose';
import { publicKeyFrom } from './keys.js';
import { maxTokenLength } from './signed-token.js';

/** Longest lifetime, seconds; a clock may be wrong by as much. */
const longestLifeS = 5 * 60;

/** Whom a channel's token is for: `orderly/<merchant>`. */
const audienceOf = (merchant: string): string => `orderly/${merchant}`;

/** The name of a channel of this merchant whose token counts at a moment (epoch ms); undefined for any other. */
export async function channelOfToken(
  token: string,
  merchant: string,
  channels: Readonly<Record<string, { keys?: readonly string[] }>>,
  at: number,
): Promise<string | undefined> {
  const claimed = claimedBy(token);
  const written =
    claimed !== undefined && Object.hasOwn(channels, claimed) ? (channels[claimed]?.keys ?? []) : [];
  for (const key of written.flatMap((text) => publicKeyFrom(text) ?? [])) {
    try {
      const { payload } = await jwtVerify(token, key, {
        ...{ algorithms: ['EdDSA', 'Ed25519'], audience: audienceOf(merchant) },
        ...{ requiredClaims: ['iss', 'iat', 'exp'], clockTolerance: longestLifeS },
        ...{ maxTokenAge: longestLifeS, currentDate: new Date(at) },
      });
      const { exp = Infinity, iat = 0 } = payload;
      return exp - iat <= longestLifeS ? claimed : undefined;
    } catch {
      // Perhaps the other key has signed it.
    }
  }
  return undefined;
}

function claimedBy(token: string): string | undefined {
  if (token.length > maxTokenLength) return undefined;
  try {
    return decodeJwt(token).iss;
  } catch {
    return undefined;
  }
}
