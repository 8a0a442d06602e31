/** An OpenID issuer on a port of this machine: its discovery document, its keys, and tokens that it signs. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  type CryptoKey,
  exportJWK,
  generateKeyPair,
  type JWK,
  type JWTHeaderParameters,
  SignJWT,
} from 'jose';

/** An issuer. */
export interface Issuer extends AsyncDisposable {
  url: string;
  /** How often its keys were fetched. */
  fetched(): number;
  /** A token with these claims beside the usual ones of Anna; `undefined` takes one away. */
  token(claims?: Record<string, unknown>, signing?: Signing): Promise<string>;
  /** Its public key, as the document has it. */
  jwk(): JWK;
  /** Another key takes the place of the one that signed so far. */
  rotate(): Promise<void>;
  /** What it answers instead of its documents, by path. */
  instead: Map<string, { status: number; body: string }>;
}

/** How a token is signed, if not by the issuer's own key. */
interface Signing {
  header?: Partial<JWTHeaderParameters>;
  key?: CryptoKey | Uint8Array;
}

/** A pair of keys whose private half can sign here. */
export const newKeys = (alg = 'ES256') => generateKeyPair(alg, { extractable: true });

/** Starts one. */
export async function startIssuer(alg = 'ES256'): Promise<Issuer> {
  let number = 0;
  let keys = await newKeys(alg);
  let jwk: JWK = {};
  const show = async (): Promise<void> => {
    number += 1;
    jwk = { ...(await exportJWK(keys.publicKey)), kid: `k${number}`, alg, use: 'sig' };
  };
  await show();
  let fetched = 0;
  const instead: Issuer['instead'] = new Map();
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    if (path === '/keys') fetched += 1;
    const documents: Record<string, object> = {
      '/.well-known/openid-configuration': { issuer: url, jwks_uri: `${url}/keys` },
      '/keys': { keys: [jwk] },
    };
    const usual = { status: path in documents ? 200 : 404, body: JSON.stringify(documents[path] ?? {}) };
    const { status, body } = instead.get(path) ?? usual;
    response.writeHead(status, { 'content-type': 'application/json' }).end(body);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    instead,
    fetched: () => fetched,
    jwk: () => jwk,
    async rotate() {
      keys = await newKeys(alg);
      await show();
    },
    token(claims = {}, { header = {}, key } = {}) {
      const now = Math.floor(Date.now() / 1_000);
      const usual = {
        iss: url,
        aud: 'orderly',
        sub: 'u-1',
        email: 'anna@demo.example',
        email_verified: true,
        auth_time: now,
        iat: now,
        exp: now + 300,
      };
      return new SignJWT({ ...usual, ...claims })
        .setProtectedHeader({ alg, kid: `k${number}`, ...header })
        .sign(key ?? keys.privateKey);
    },
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
