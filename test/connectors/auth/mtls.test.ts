/** Client certificates against nginx, which takes those of one authority. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Attempt } from '../../../src/connectors/connector.js';
import { type Daemon, isInstalled, startDaemon } from '../../support/daemon.js';
import { makeCertificates, PASSPHRASE } from './certificates.js';
import { openHttpClient } from '../../../src/connectors/http/client.js';
import { ANSWER, build, connect, order, refund, type Setup } from './support.js';

const NGINX = '/usr/sbin/nginx';
const missing = [NGINX, 'openssl'].filter(
  (program) => !isInstalled(program, program === NGINX ? '-v' : 'version'),
);
const describeHere = missing.length === 0 ? describe : describe.skip;

const pem = 'scheme: mtls\ncertificate: client.pem\nkey: client.key\nca: ca.pem';

describeHere(
  `mtls against nginx${missing.length === 0 ? '' : ` (not installed: ${missing.join(', ')})`}`,
  () => {
    const ours = makeCertificatesHere();
    const others = makeCertificatesHere();
    let nginx: Daemon;

    beforeAll(async () => {
      nginx = await startDaemon(NGINX, (folder, port) => ({
        files: { ...ours.files, 'nginx.conf': nginxConf(folder, port) },
        args: ['-e', 'stderr', '-c', `${folder}/nginx.conf`, '-p', folder],
      }));
    });
    afterAll(async () => {
      await nginx[Symbol.asyncDispose]();
    });

    const setup = (auth: string, path = '', more: Partial<Setup> = {}): Setup => ({
      auth,
      url: `https://localhost:${nginx.port}${path}`,
      files: ours.files,
      ...more,
      secrets: { PASS: PASSPHRASE, ...more.secrets },
    });
    const ask = (given: Setup): Promise<Attempt> => order(connect(given));

    test('a certificate of the authority is let in, with reads and writes', async () => {
      const connection = connect(setup(pem));
      for (const call of [order, refund, order]) expect((await call(connection)).is).toBe('done');
    });

    test('so is one from secrets, one with a locked key, and one of a PKCS #12 file or text', async () => {
      const { files } = ours;
      const text = (name: string): string => files[name]!.toString();
      const secrets = {
        CERT: text('client.pem'),
        KEY: text('client.key'),
        PFX: files['client.p12']!.toString('base64'),
      };
      const auths = [
        'scheme: mtls\ncertificate: ${secret.CERT}\nkey: ${secret.KEY}\nca: ca.pem',
        'scheme: mtls\ncertificate: client.pem\nkey: locked.key\npassphrase: ${secret.PASS}\nca: ca.pem',
        'scheme: mtls\npfx: client.p12\npassphrase: ${secret.PASS}\nca: ca.pem',
        'scheme: mtls\npfx: ${secret.PFX}\npassphrase: ${secret.PASS}\nca: ca.pem',
      ];
      for (const auth of auths) expect((await ask(setup(auth, '', { secrets }))).is).toBe('done');
    });

    test('one of another authority is not let in', async () => {
      const strange = { ...others.files, 'ca.pem': ours.files['ca.pem']! };
      expect(await ask(setup(pem, '', { files: strange }))).toEqual({ is: 'later', code: 'answer_status' });
      const tls = 'scheme: mtls\npfx: client.p12\npassphrase: ${secret.PASS}\nca: ca.pem';
      expect(await ask(setup(tls, '', { files: strange }))).toEqual({ is: 'later', code: 'answer_status' });
    });

    test('a server of another authority is sent nothing', async () => {
      const distrusting = { ...ours.files, 'ca.pem': others.files['ca.pem']! };
      expect(await refund(connect(setup(pem, '', { files: distrusting })))).toEqual({
        is: 'unsent',
        code: 'tls_untrusted',
      });
      expect(await refund(connect(setup('scheme: none')))).toEqual({ is: 'unsent', code: 'tls_untrusted' });
    });

    test('no certificate is not let in', async () => {
      using http = openHttpClient({ connection: ['localhost'], operator: ['localhost'] });
      const url = new URL(`https://localhost:${nginx.port}/`);
      const tls = { ca: [ours.files['ca.pem']!] };
      expect(await http.send({ method: 'GET', url, headers: {}, timeoutMs: 2000, tls })).toMatchObject({
        status: 400,
      });
    });

    test('another scheme goes on top', async () => {
      const basic = (user: string): string =>
        `${pem}\nwith: { scheme: basic, user: ${user}, password: "\${secret.PASS}" }`;
      expect((await ask(setup(basic('anna'), '/basic'))).is).toBe('done');
      expect(await ask(setup(basic('otto'), '/basic'))).toEqual({ is: 'later', code: 'unauthorized' });
    });

    test('the token server of an OAuth scheme is shown the certificate too', async () => {
      const oauth = `${pem}
with:
  scheme: oauth2-client-credentials
  tokenUrl: https://localhost:${nginx.port}/token
  clientId: me
  clientSecret: \${secret.PASS}`;
      expect((await ask(setup(oauth, '/oauth'))).is).toBe('done');
      expect(await ask(setup(pem, '/oauth'))).toEqual({ is: 'later', code: 'unauthorized' });
    });

    test('a scheme that is not there, or is written wrongly, is an issue at its place', () => {
      const { files } = ours;
      expect(build({ auth: `${pem}\nwith: { scheme: mtls }`, files }).issues).toMatchObject([
        { code: 'connection_invalid', path: 'auth.with.scheme' },
      ]);
      expect(build({ auth: `${pem}\nwith: { scheme: basic }`, files }).issues).toMatchObject([
        { code: 'connection_invalid', path: 'auth.with' },
      ]);
      const module = build({ auth: `${pem}\nwith: { scheme: module, module: gone.mjs }`, files });
      expect(module.issues).toMatchObject([{ code: 'connection_auth_invalid', path: 'auth.with.module' }]);
    });

    test.each([
      [
        'a file that is not there',
        'scheme: mtls\ncertificate: gone.pem\nkey: client.key',
        'auth.certificate',
      ],
      ['a key of another certificate', 'scheme: mtls\ncertificate: client.pem\nkey: server.key', 'auth.key'],
      [
        'a wrong passphrase',
        'scheme: mtls\ncertificate: client.pem\nkey: locked.key\npassphrase: ${secret.WRONG}',
        'auth.key',
      ],
      ['a file that is none', 'scheme: mtls\npfx: ca.pem', 'auth.pfx'],
    ])('%s is an issue', (_name, auth, path) => {
      const { issues } = build({ auth, files: ours.files, secrets: { PASS: PASSPHRASE, WRONG: 'wrong' } });
      expect(issues).toMatchObject([{ code: 'connection_auth_invalid', path }]);
      expect(JSON.stringify(issues)).not.toContain('CANARY');
    });
  },
);

/** Only where openssl is there: a skipped block is read all the same. */
function makeCertificatesHere(): ReturnType<typeof makeCertificates> {
  return missing.length === 0 ? makeCertificates() : { files: {} };
}

const ANSWERED = JSON.stringify(ANSWER);

const nginxConf = (folder: string, port: number): string => `
daemon off;
worker_processes 1;
pid ${folder}/pid;
events { worker_connections 64; }
http {
  access_log off;
  ${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${folder}/${name};`).join('\n  ')}
  default_type application/json;
  server {
    listen 127.0.0.1:${port} ssl;
    ssl_certificate ${folder}/server.pem;
    ssl_certificate_key ${folder}/server.key;
    ssl_client_certificate ${folder}/ca.pem;
    ssl_verify_client on;
    location / { return 200 '${ANSWERED}'; }
    location /basic/ {
      if ($http_authorization != "Basic ${Buffer.from(`anna:${PASSPHRASE}`).toString('base64')}") { return 401; }
      return 200 '${ANSWERED}';
    }
    location /oauth/ {
      if ($http_authorization != "Bearer t") { return 401; }
      return 200 '${ANSWERED}';
    }
    location /token { return 200 '{"access_token":"t","expires_in":300}'; }
  }
}
`;
