/** Certificates that live as long as a test: an authority, a server, a client, and a stranger. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const openssl = '/usr/bin/openssl';
const run = promisify(execFile);

/** Why no certificates can be made here, or nothing. */
export function whyNoOpenssl(): string | undefined {
  return existsSync(openssl) ? undefined : 'openssl is not installed: apt-get install openssl';
}

/** A certificate with its key, as PEM. */
export interface KeyPair {
  cert: string;
  key: string;
}

/** What a test needs to be let in, and not to be. */
export interface Certificates {
  /** The authority that signed the server and the client, as PEM. */
  ca: string;
  client: KeyPair & {
    /** The same key under the passphrase, as PEM. */
    encryptedKey: string;
    /** Certificate and key as PKCS #12 under the passphrase. */
    pfx: Buffer;
    passphrase: string;
  };
  /** Signed by an authority that the server does not know. */
  stranger: KeyPair;
}

/** Makes all of them in a folder: `ca`, `server`, `client` and `stranger`, each `.crt` and `.key`. */
export async function makeCertificates(folder: string): Promise<Certificates> {
  const passphrase = 'a passphrase of the test';
  const at = (name: string): string => join(folder, name);
  const read = (name: string): Promise<string> => readFile(at(name), 'utf8');
  await writeFile(at('server.ext'), 'subjectAltName=IP:127.0.0.1,DNS:localhost\n');
  await writeFile(at('client.ext'), 'extendedKeyUsage=clientAuth\n');
  for (const authority of ['ca', 'other-ca']) {
    const subject = `/CN=Test authority ${authority}`;
    await run(openssl, ['req', '-x509', ...newKey(at(authority)), '-days', '2', '-subj', subject]);
  }
  for (const [name, authority] of [
    ['server', 'ca'],
    ['client', 'ca'],
    ['stranger', 'other-ca'],
  ] as const) {
    const request = at(`${name}.csr`);
    const subject = `/O=Orderly tests/CN=${name}`;
    await run(openssl, ['req', ...newKey(at(name), request), '-subj', subject]);
    const signer = ['-CA', at(`${authority}.crt`), '-CAkey', at(`${authority}.key`), '-CAcreateserial'];
    const extensions = ['-extfile', at(name === 'server' ? 'server.ext' : 'client.ext')];
    await run(openssl, [
      'x509',
      '-req',
      '-in',
      request,
      ...signer,
      ...extensions,
      '-days',
      '2',
      '-out',
      at(`${name}.crt`),
    ]);
  }
  const pass = ['-passout', `pass:${passphrase}`];
  const encrypted = ['-topk8', '-in', at('client.key'), '-out', at('client.enc.key')];
  await run(openssl, ['pkcs8', ...encrypted, ...pass]);
  const both = ['-inkey', at('client.key'), '-in', at('client.crt')];
  await run(openssl, ['pkcs12', '-export', ...both, '-out', at('client.pfx'), ...pass]);
  return {
    ca: await read('ca.crt'),
    client: {
      cert: await read('client.crt'),
      key: await read('client.key'),
      encryptedKey: await read('client.enc.key'),
      pfx: await readFile(at('client.pfx')),
      passphrase,
    },
    stranger: { cert: await read('stranger.crt'), key: await read('stranger.key') },
  };
}

function newKey(path: string, out = `${path}.crt`): string[] {
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1'];
  return [...curve, '-nodes', '-keyout', `${path}.key`, '-out', out];
}
