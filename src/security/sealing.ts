/** Texts and bytes encrypted so that what keeps them does not reveal them: AES-256-GCM (NIST SP 800-38D). */
import { createCipheriv, createDecipheriv, hkdfSync, randomFillSync } from 'node:crypto';

/** Seals and opens texts of one purpose; `about` (the row's name) is bound in: a text moved to another row does not open. */
export interface Sealer {
  seal(text: string, about: string): string;
  /** The text; undefined if sealed with another secret or for another row, or changed. */
  open(sealed: string, about: string): string | undefined;
}

const ALGORITHM = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Bytes of a key of `sealBytes`. */
export const SEALING_KEY_BYTES = 32;

/** Nonce (12 random bytes), tag (16) and ciphertext; `about` is authenticated with them, and not part of the result. */
export function sealBytes(key: Buffer, bytes: Uint8Array, about: string): Buffer {
  const nonce = freshNonce();
  const cipher = createCipheriv(ALGORITHM, key, nonce, { authTagLength: TAG_BYTES }).setAAD(
    Buffer.from(about),
  );
  const [sealed, rest] = [cipher.update(bytes), cipher.final()];
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed, rest]);
}

/** Random bytes of many nonces: to ask for them one by one takes as long as the encryption of a short text. */
const nonces = Buffer.alloc(NONCE_BYTES * 256);
let noncesUsed = nonces.length;

function freshNonce(): Buffer {
  if (noncesUsed === nonces.length) {
    randomFillSync(nonces);
    noncesUsed = 0;
  }
  noncesUsed += NONCE_BYTES;
  return Buffer.from(nonces.subarray(noncesUsed - NONCE_BYTES, noncesUsed));
}

/** What was sealed; undefined if it was sealed with another key or about something else, or changed. */
export function openBytes(key: Buffer, sealed: Uint8Array, about: string): Buffer | undefined {
  const tagEnd = NONCE_BYTES + TAG_BYTES;
  if (sealed.length < tagEnd) return undefined;
  const nonce = sealed.subarray(0, NONCE_BYTES);
  try {
    const opener = createDecipheriv(ALGORITHM, key, nonce, { authTagLength: TAG_BYTES })
      .setAAD(Buffer.from(about))
      .setAuthTag(sealed.subarray(NONCE_BYTES, tagEnd));
    return Buffer.concat([opener.update(sealed.subarray(tagEnd)), opener.final()]);
  } catch {
    return undefined;
  }
}

/** A sealer whose key is derived from the installation's secret (HKDF-SHA-256, RFC 5869), one for each purpose. */
export function sealerOf(secret: string, purpose: string): Sealer {
  const key = Buffer.from(hkdfSync('sha256', secret, '', `orderly ${purpose}`, SEALING_KEY_BYTES));
  return {
    seal: (text, about) => sealBytes(key, Buffer.from(text), about).toString('base64url'),
    open: (sealed, about) => openBytes(key, Buffer.from(sealed, 'base64url'), about)?.toString('utf8'),
  };
}
