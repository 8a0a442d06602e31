/** Certificates of a test, made by openssl in a folder that is gone afterwards. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Certificates {
  /** PEM of an authority, of a server's pair and of a client's, by file name; `client.p12` is locked by `PASSPHRASE`. */
  files: Record<string, Buffer>;
}

export const PASSPHRASE = 'CANARY-passphrase';

/** `ca.pem`, `server.pem`, `server.key`, `client.pem`, `client.key`, `locked.key`, `client.p12`. */
export function makeCertificates(): Certificates {
  const folder = mkdtempSync(join(tmpdir(), 'orderly-certificates-'));
  const openssl = (line: string): void => {
    execFileSync('openssl', line.split(' '), { cwd: folder, stdio: 'pipe' });
  };
  try {
    const fresh = '-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes';
    openssl(`req -x509 ${fresh} -keyout ca.key -out ca.pem -days 2 -subj /CN=ca`);
    writeFileSync(join(folder, 'names'), 'subjectAltName=IP:127.0.0.1,DNS:localhost\n');
    for (const name of ['server', 'client']) {
      openssl(`req ${fresh} -keyout ${name}.key -out ${name}.csr -subj /CN=${name}`);
      openssl(
        `x509 -req -in ${name}.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 2 -extfile names -out ${name}.pem`,
      );
    }
    openssl(`pkey -in client.key -aes256 -passout pass:${PASSPHRASE} -out locked.key`);
    openssl(`pkcs12 -export -in client.pem -inkey client.key -passout pass:${PASSPHRASE} -out client.p12`);
    const names = [
      'ca.pem',
      'server.pem',
      'server.key',
      'client.pem',
      'client.key',
      'locked.key',
      'client.p12',
    ];
    return { files: Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, name))])) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
