/** Stand-ins for AWS KMS and Vault's transit engine: real HTTP servers that check who asks, and keep the key to themselves. */
import { createHash, createHmac, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { openBytes, sealBytes } from '../../../../src/security/sealing.js';

/** A running stand-in. */
export interface KeyServer extends AsyncDisposable {
  url: string;
  /** What was asked, in order: `Encrypt`, `decrypt`… */
  asked: string[];
  /** Statuses to answer with next, in place of serving. */
  failures: { status: number; body: string }[];
}

interface Asked {
  request: IncomingMessage;
  body: string;
}

type Answer = { status: number; body: object };

const credentials = { id: 'AKIDEXAMPLE', secret: 'a key of the stand-in', region: 'eu-central-1' };
export const kmsCredentials = credentials;
export const kmsArn = `arn:aws:kms:${credentials.region}:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab`;

/** KMS: its key, its signature, its encryption context. */
export function kmsServer(): Promise<KeyServer> {
  const key = randomBytes(32);
  return serve((asked, { request, body }) => {
    const action = /^TrentService\.(\w+)$/.exec(String(request.headers['x-amz-target']))?.[1] ?? '';
    asked.push(action);
    if (!isSigned(request, body)) return refusal(400, 'InvalidSignatureException');
    const fields = JSON.parse(body) as Record<string, string> & { EncryptionContext: Record<string, string> };
    if (fields['KeyId'] !== kmsArn) return refusal(400, 'NotFoundException');
    const about = JSON.stringify(fields.EncryptionContext);
    if (action === 'Encrypt') {
      const sealed = sealBytes(key, Buffer.from(fields['Plaintext']!, 'base64'), about);
      return { status: 200, body: { CiphertextBlob: sealed.toString('base64'), KeyId: kmsArn } };
    }
    const plain = openBytes(key, Buffer.from(fields['CiphertextBlob']!, 'base64'), about);
    if (plain === undefined) return refusal(400, 'com.amazonaws.kms#InvalidCiphertextException');
    return { status: 200, body: { Plaintext: plain.toString('base64'), KeyId: kmsArn } };
  });
}

const refusal = (status: number, type: string): Answer => ({ status, body: { __type: type, message: 'no' } });

/** Signature Version 4 from the request as it came, by the steps of the AWS documentation. */
function isSigned(request: IncomingMessage, body: string): boolean {
  const form =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/kms\/aws4_request, SignedHeaders=([^,]+), Signature=([0-9a-f]{64})$/;
  const [, id, day, region, names = '', signature] = form.exec(request.headers.authorization ?? '') ?? [];
  if (id !== credentials.id || region !== credentials.region) return false;
  const headers = names.split(';').map((name) => `${name}:${String(request.headers[name])}\n`);
  if (!names.split(';').includes('host') || !names.split(';').includes('x-amz-target')) return false;
  const canonical = [request.method, request.url, '', headers.join(''), names, sha256(body)].join('\n');
  const scope = `${day}/${region}/kms/aws4_request`;
  const text = ['AWS4-HMAC-SHA256', request.headers['x-amz-date'], scope, sha256(canonical)].join('\n');
  const signing = [day!, region, 'kms', 'aws4_request'].reduce<string | Buffer>(
    (secret, part) => hmac(secret, part),
    `AWS4${credentials.secret}`,
  );
  return hmac(signing, text).toString('hex') === signature;
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const hmac = (secret: string | Buffer, text: string): Buffer =>
  createHmac('sha256', secret).update(text).digest();

/** The token that the transit engine knows, and its namespace. */
export const vaultAccess = { token: 'hvs.a-token-of-the-stand-in', namespace: 'shops' };

/** Vault: a transit engine at `/v1/transit` with the key `orderly`, its token, its associated data. */
export function vaultServer(): Promise<KeyServer> {
  const key = randomBytes(32);
  return serve((asked, { request, body }) => {
    const action = /^\/v1\/transit\/(encrypt|decrypt)\/orderly$/.exec(request.url ?? '')?.[1];
    asked.push(action ?? String(request.url));
    const { headers } = request;
    if (
      headers['x-vault-token'] !== vaultAccess.token ||
      headers['x-vault-namespace'] !== vaultAccess.namespace
    )
      return { status: 403, body: { errors: ['permission denied'] } };
    if (action === undefined) return { status: 404, body: { errors: [] } };
    const fields = JSON.parse(body) as Record<string, string>;
    const about = fields['associated_data'] ?? '';
    if (action === 'encrypt') {
      const sealed = sealBytes(key, Buffer.from(fields['plaintext']!, 'base64'), about);
      return {
        status: 200,
        body: { data: { ciphertext: `vault:v1:${sealed.toString('base64')}`, key_version: 1 } },
      };
    }
    const [, , sealed = ''] = fields['ciphertext']!.split(':');
    const plain = openBytes(key, Buffer.from(sealed, 'base64'), about);
    if (plain === undefined)
      return { status: 400, body: { errors: ['cipher: message authentication failed'] } };
    return { status: 200, body: { data: { plaintext: plain.toString('base64') } } };
  });
}

async function serve(answer: (asked: string[], request: Asked) => Answer): Promise<KeyServer> {
  const asked: string[] = [];
  const failures: KeyServer['failures'] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const failure = failures.shift();
      const { status, body } = failure ?? answer(asked, { request, body: Buffer.concat(chunks).toString() });
      response.statusCode = status;
      response.end(typeof body === 'string' ? body : JSON.stringify(body));
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    failures,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}
