/** A request with a token of its sender's own issuer counts by that issuer's keys. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { buildEvents } from '../../src/connectors/build-connection.js';

const now = 1_780_000_000;

test('a JWT counts by the issuer’s keys, which are asked for again when they have changed', async () => {
  const [first, second] = await Promise.all([generateKeyPair('ES256'), generateKeyPair('ES256')]);
  const keys = [{ ...(await exportJWK(first.publicKey)), kid: 'one', alg: 'ES256' }];
  let asked = 0;
  const server = createServer((_request, response) => {
    asked += 1;
    response.setHeader('content-type', 'application/json').end(JSON.stringify({ keys }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const text = `connection: psp
connector: declarative
baseUrl: https://psp.example
egress: { allow: [127.0.0.1] }
events:
  verify: { scheme: jwt, jwks: "http://127.0.0.1:${port}/keys", issuer: https://id.example, audience: orderly }
  id: $.id
  kinds: {}
operations: {}
`;
  const given = { file: 'psp.yaml', text, secrets: () => undefined, egressAllow: ['127.0.0.1'] };
  const { events } = buildEvents(given)!;
  const token = (
    key: typeof first.privateKey,
    kid: string,
    claims: { iss?: string; aud?: string } = {},
    life = 60,
  ): Promise<string> =>
    new SignJWT({})
      .setProtectedHeader({ alg: 'ES256', kid })
      .setIssuer(claims.iss ?? 'https://id.example')
      .setAudience(claims.aud ?? 'orderly')
      .setExpirationTime(now + life)
      .sign(key);
  const take = async (written: string, at = now * 1000): Promise<string> =>
    (
      await events.take(
        { headers: { authorization: `Bearer ${written}` }, body: Buffer.from('{"id":1}') },
        at,
      )
    ).is;
  try {
    const { privateKey } = first;
    expect(await take(await token(privateKey, 'one'))).toBe('taken');
    expect(await take(await token(privateKey, 'one', { iss: 'https://else.example' }))).toBe('forged');
    expect(await take(await token(privateKey, 'one', { aud: 'another' }))).toBe('forged');
    expect(await take(await token(privateKey, 'one', {}, -60))).toBe('forged');
    expect(await take(await token(second.privateKey, 'one'))).toBe('forged');
    expect(await take('none.of.these')).toBe('forged');
    expect(asked).toBe(1);
    keys.push({ ...(await exportJWK(second.publicKey)), kid: 'two', alg: 'ES256' });
    expect(await take(await token(second.privateKey, 'two'))).toBe('taken');
    expect(asked).toBe(2);
  } finally {
    server.close();
  }
});
