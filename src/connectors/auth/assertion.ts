/** Signed JWTs for token endpoints (RFC 7523), with a key from a secret or from a file beside the connection. */
import { createPrivateKey, type JsonWebKey, type KeyObject, randomUUID } from 'node:crypto';
import { SignJWT } from 'jose';
import { z } from 'zod';
import type { SiblingFiles, SchemeProblem } from './scheme.js';

/** Settings of a private key. */
export const keySettings = {
  key: z.string().min(1).optional().describe('Private key in PEM or JWK format: `${secret.NAME}`.'),
  keyFile: z.string().min(1).optional().describe('Private key file beside the connection.'),
  keyId: z.string().min(1).optional().describe('Key id (`kid`), if the system requires it.'),
  algorithm: z
    .enum(['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA'])
    .default('RS256')
    .describe('Signature algorithm (RFC 7518).'),
};

/** Parsed key settings. */
export type KeySettings = z.infer<z.ZodObject<typeof keySettings>>;

/** Signs claims, and adds `iat`, `exp` and a unique `jti`. */
export type SignAssertion = (claims: Readonly<Record<string, unknown>>) => Promise<string>;

/** Long enough to tolerate clock skew, short enough to be worthless soon. */
const LIFETIME = '5m';

/** Creates a signer; an unreadable key throws when something is signed. */
export function openKey(settings: KeySettings, siblingFiles: SiblingFiles): SignAssertion {
  let key: KeyObject | undefined;
  return async (claims) => {
    key ??= readKey(settings, siblingFiles);
    if (!key) throw new Error('the private key cannot be read');
    const { algorithm, keyId } = settings;
    return new SignJWT({ ...claims })
      .setProtectedHeader({ alg: algorithm, typ: 'JWT', ...(keyId === undefined ? {} : { kid: keyId }) })
      .setIssuedAt()
      .setExpirationTime(LIFETIME)
      .setJti(randomUUID())
      .sign(key);
  };
}

/** Reports a key file that is missing or not a private key; a key in a secret is not available at file check. */
export function keyProblems(settings: KeySettings, siblingFiles: SiblingFiles): readonly SchemeProblem[] {
  const { keyFile } = settings;
  if (keyFile === undefined || readKey(settings, siblingFiles)) return [];
  const message = siblingFiles(keyFile)
    ? 'The file does not contain a private key.'
    : 'There is no file with this name beside the connection.';
  return [{ path: ['keyFile'], message }];
}

function readKey({ key, keyFile }: KeySettings, siblingFiles: SiblingFiles): KeyObject | undefined {
  const text = (keyFile === undefined ? key : siblingFiles(keyFile)?.toString('utf8'))?.trim();
  if (text === undefined) return undefined;
  try {
    if (text.startsWith('{')) return createPrivateKey({ key: JSON.parse(text) as JsonWebKey, format: 'jwk' });
    // Many ways of setting a variable turn a line break into two characters.
    return createPrivateKey(text.includes('\n') ? text : text.replaceAll('\\n', '\n'));
  } catch {
    return undefined;
  }
}
