/** Certificates for a test, made by OpenSSL in a folder that goes away with it. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Certificate {
  cert: string;
  key: string;
  pfx: Buffer;
}

export interface Authority extends Disposable {
  ca: string;
  /** A negative number of days gives one that has expired. */
  issue(options: { name: string; host?: string; days?: number }): Certificate;
}

export const pfxPassphrase = 'pass of a test';

/** A certificate authority of its own; hosts are written as OpenSSL does: `IP:127.0.0.1`, `DNS:shop.example`. */
export function makeAuthority(): Authority {
  const folder = mkdtempSync(join(tmpdir(), 'orderly-ca-'));
  const openssl = (...args: string[]): Buffer =>
    execFileSync('openssl', args, { cwd: folder, stdio: ['ignore', 'pipe', 'ignore'] });
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  openssl(
    'req',
    '-x509',
    ...newKey,
    '-keyout',
    'ca.key',
    '-out',
    'ca.pem',
    '-days',
    '2',
    '-subj',
    '/CN=Test',
  );
  const read = (name: string): string => readFileSync(join(folder, name), 'utf8');
  return {
    ca: read('ca.pem'),
    issue({ name, host = 'IP:127.0.0.1', days = 2 }) {
      openssl('req', ...newKey, '-keyout', 'own.key', '-out', 'own.csr', '-subj', `/CN=${name}`);
      writeFileSync(join(folder, 'own.ext'), `subjectAltName=${host}\n`);
      const signedBy = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-days', String(days)];
      openssl('x509', '-req', '-in', 'own.csr', '-out', 'own.pem', '-extfile', 'own.ext', ...signedBy);
      const packed = ['-inkey', 'own.key', '-in', 'own.pem', '-passout', `pass:${pfxPassphrase}`];
      const pfx = openssl('pkcs12', '-export', ...packed);
      return { cert: read('own.pem'), key: read('own.key'), pfx };
    },
    [Symbol.dispose]() {
      rmSync(folder, { recursive: true });
    },
  };
}
