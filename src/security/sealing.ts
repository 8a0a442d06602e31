/** Texts encrypted so that the store alone does not reveal them: AES-256-GCM (NIST SP 800-38D). */
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

/** Seals and opens texts of one purpose; `about` (the row's name) is bound in: a text moved to another row does not open. */
export interface Sealer {
  seal(text: string, about: string): string;
  /** The text; undefined if sealed with another secret or for another row, or changed. */
  open(sealed: string, about: string): string | undefined;
}

const ALGORITHM = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** A sealer whose key is derived from the installation's secret (HKDF-SHA-256, RFC 5869), one for each purpose. */
export function sealerOf(secret: string, purpose: string): Sealer {
  const key = Buffer.from(hkdfSync('sha256', secret, '', `orderly ${purpose}`, 32));
  return {
    seal(text, about) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv(ALGORITHM, key, nonce).setAAD(Buffer.from(about));
      const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url');
    },
    open(sealed, about) {
      const bytes = Buffer.from(sealed, 'base64url');
      if (bytes.length < NONCE_BYTES + TAG_BYTES) return undefined;
      const tagEnd = NONCE_BYTES + TAG_BYTES;
      try {
        const opener = createDecipheriv(ALGORITHM, key, bytes.subarray(0, NONCE_BYTES))
          .setAAD(Buffer.from(about))
          .setAuthTag(bytes.subarray(NONCE_BYTES, tagEnd));
        return Buffer.concat([opener.update(bytes.subarray(tagEnd)), opener.final()]).toString('utf8');
      } catch {
        return undefined;
      }
    },
  };
}
