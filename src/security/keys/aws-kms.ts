/** A master key in AWS KMS: `Encrypt` and `Decrypt` of its JSON API, signed with Signature Version 4 (AWS KMS API Reference). */
import { sigv4Signed } from '../../connectors/auth/aws-sigv4.js';
import { thisMoment } from '../../connectors/auth/signer.js';
import type { HttpClient } from '../../connectors/http/client.js';
import { askService, textOf, unavailable, unreadable } from './key-service.js';
import type { MasterKey } from './master-key.js';

/** A key of AWS KMS, and who uses it. */
export interface KmsKey {
  endpoint: URL;
  /** `arn:aws:kms:<region>:<account>:key/<id>` or `…:alias/<name>`. */
  arn: string;
  accessKeyId: string;
  secretAccessKey: string;
  /** Of temporary credentials. */
  sessionToken?: string;
}

/** Failures that say that the ciphertext itself is wrong. */
const WRONG_CIPHERTEXT = new Set(['InvalidCiphertextException', 'IncorrectKeyException']);

/** Wraps by KMS; what a key is about is the encryption context, which KMS authenticates and writes into CloudTrail. */
export function kmsMasterKey(http: HttpClient, key: KmsKey): MasterKey {
  const region = key.arn.split(':')[3] ?? '';
  const ask = async (
    action: string,
    fields: Record<string, unknown>,
  ): Promise<Readonly<Record<string, unknown>>> => {
    const request = {
      method: 'POST',
      url: key.endpoint,
      headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': `TrentService.${action}` },
      body: JSON.stringify({ KeyId: key.arn, ...fields }),
    } as const;
    const { status, body } = await askService(
      http,
      sigv4Signed(request, { ...key, region, service: 'kms' }, thisMoment()),
    );
    if (status === 200) return body;
    const failure = failureIn(body);
    throw WRONG_CIPHERTEXT.has(failure) ? unreadable() : unavailable(`status ${status}, ${failure}`);
  };
  return {
    fingerprints: [key.arn],
    async wrap(plain, about) {
      const fields = { Plaintext: plain.toString('base64'), EncryptionContext: { orderly: about } };
      return textOf((await ask('Encrypt', fields))['CiphertextBlob'], 'CiphertextBlob');
    },
    async unwrap(wrapped, about) {
      const fields = { CiphertextBlob: wrapped, EncryptionContext: { orderly: about } };
      return Buffer.from(textOf((await ask('Decrypt', fields))['Plaintext'], 'Plaintext'), 'base64');
    },
  };
}

/** The name of a failure: `__type`, with or without its namespace; a foreign one is not repeated. */
function failureIn({ __type: type }: Readonly<Record<string, unknown>>): string {
  const name = typeof type === 'string' ? (type.split('#').at(-1) ?? '') : '';
  return /^[A-Za-z]{1,80}$/.test(name) ? name : 'an unnamed failure';
}
