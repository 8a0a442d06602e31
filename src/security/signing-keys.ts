/** Ed25519 keys as texts: `ed25519:<base64url of 32 bytes>` in merchant.yaml, the private half in a file of its owner. */
import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { OrderlyError } from '../contracts/errors/orderly-error.js';

/** A key pair as texts. */
export interface KeyPair {
  publicKey: string;
  privateKey: string;
}

const publicPrefix = 'ed25519:';
const privatePrefix = 'ed25519-private:';
// PKCS #8 of an Ed25519 private key is this header and the seed of 32 bytes (RFC 8410).
const pkcs8Header = Buffer.from('302e020100300506032b657004220420', 'hex');

/** A new key pair. */
export function generateKey(): KeyPair {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const seed = privateKey.export({ format: 'der', type: 'pkcs8' }).subarray(pkcs8Header.length);
  return { publicKey: publicText(publicKey), privateKey: privatePrefix + seed.toString('base64url') };
}

/** The public half of a private key, as it stands in merchant.yaml. */
export function publicKeyOf(privateKey: string): string {
  return publicText(createPublicKey(privateKeyFrom(privateKey)));
}

/** Reads a public key; undefined if the text is not one. */
export function publicKeyFrom(text: string): KeyObject | undefined {
  const x = text.slice(publicPrefix.length);
  const isKey = text.startsWith(publicPrefix) && rawKey(x) !== undefined;
  return isKey ? createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' }) : undefined;
}

/** Reads a private key, `ed25519-private:…` or PEM; throws `key_invalid` without quoting the text. */
export function privateKeyFrom(text: string): KeyObject {
  const trimmed = text.trim();
  const seed = trimmed.startsWith(privatePrefix) ? rawKey(trimmed.slice(privatePrefix.length)) : undefined;
  if (seed !== undefined) {
    return createPrivateKey({ key: Buffer.concat([pkcs8Header, seed]), format: 'der', type: 'pkcs8' });
  }
  const key = pemKey(trimmed);
  if (key?.asymmetricKeyType !== 'ed25519')
    throw new OrderlyError('key_invalid', 'This is not an Ed25519 private key.');
  return key;
}

/** Writes a private key to a new file that only its owner can read. */
export function savePrivateKey(file: string, privateKey: string): void {
  writeFileSync(file, `${privateKey}\n`, { mode: 0o600, flag: 'wx' });
}

/** Reads a private key from a file; refuses one that others can read. */
export function loadPrivateKey(file: string): string {
  const openToOthers = process.platform !== 'win32' && (statSync(file).mode & 0o077) !== 0;
  if (openToOthers)
    throw new OrderlyError('key_file_open', 'Other users can read this private key.', { place: { file } });
  const text = readFileSync(file, 'utf8').trim();
  privateKeyFrom(text);
  return text;
}

const publicText = (key: KeyObject): string => publicPrefix + (key.export({ format: 'jwk' }).x ?? '');

function rawKey(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64url');
  return bytes.length === 32 && bytes.toString('base64url') === text ? bytes : undefined;
}

function pemKey(text: string): KeyObject | undefined {
  try {
    return createPrivateKey({ key: text, format: 'pem' });
  } catch {
    return undefined;
  }
}
