/** Certificates and keys: in a secret, or in a file beside the connection. */
import { createPrivateKey, type KeyObject } from 'node:crypto';
import { z } from 'zod';
import type { SiblingFiles } from './scheme.js';

/** How a shared key can be written as text. */
export const KeyEncoding = z.enum(['utf8', 'hex', 'base64']).default('utf8');

/** PEM text (RFC 7468) as given, or the file of that name; undefined when there is no such file. */
export function pemOf(text: string, siblingFiles: SiblingFiles): string | undefined {
  return text.includes('-----BEGIN ') ? text : siblingFiles(text)?.toString('utf8');
}

/** Longest name of a file beside a connection; anything longer is the content itself. */
const LONGEST_NAME = 200;

/** Bytes of a PKCS #12 bundle: given as Base64, or the file of that name; undefined when there is no such file. */
export function pfxOf(text: string, siblingFiles: SiblingFiles): Buffer | undefined {
  return text.length > LONGEST_NAME ? Buffer.from(text, 'base64') : siblingFiles(text);
}

/** A private key in a common form (PKCS #8, PKCS #1, SEC 1); undefined if invalid or the passphrase is wrong. */
export function privateKeyOf(pem: string, passphrase: string | undefined): KeyObject | undefined {
  try {
    return createPrivateKey({ key: pem, ...(passphrase === undefined ? {} : { passphrase }) });
  } catch {
    return undefined;
  }
}
