/** TLS of requests: what a client presents and whom it trusts. Verification cannot be turned off. */
import { createHash } from 'node:crypto';
import { createSecureContext, rootCertificates, type SecureContext } from 'node:tls';

/** A client certificate with its key (PEM, or PKCS #12), and authorities trusted besides the public ones. */
export interface TlsFiles {
  cert?: string | Buffer;
  key?: string | Buffer;
  pfx?: Buffer;
  passphrase?: string;
  ca?: (string | Buffer)[];
}

/** The TLS context of sockets; throws on an unusable certificate, key or passphrase. */
export function secureContextOf({ ca = [], ...own }: TlsFiles): SecureContext {
  return createSecureContext(ca.length === 0 ? own : { ...own, ca: [...rootCertificates, ...ca] });
}

/** The same text for the same files: sockets are shared only among those that present and trust the same. */
export function identityOf(files: TlsFiles): string {
  const parts = [files.cert, files.key, files.pfx, files.passphrase, ...(files.ca ?? [])];
  const texts = parts.map((part) => (Buffer.isBuffer(part) ? part.toString('base64') : (part ?? null)));
  return createHash('sha256').update(JSON.stringify(texts)).digest('base64');
}
