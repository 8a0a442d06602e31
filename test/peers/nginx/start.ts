/** Starts nginx with TLS that asks for a client certificate, all certificates made by openssl as it starts. */
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startChild } from '../child.js';
import { onFreePort } from '../free-port.js';
import { type Certificates, makeCertificates, whyNoOpenssl } from './certificates.js';

const nginx = '/usr/sbin/nginx';

/** Why this peer cannot start here, or nothing. */
export function whyNoNginx(): string | undefined {
  return existsSync(nginx) ? whyNoOpenssl() : 'nginx is not installed: apt-get install nginx';
}

/** What tests may set. */
export interface NginxOptions {
  /** Requests go on to this address, with the certificate's subject in X-Client-Subject; else nginx answers itself. */
  upstream?: string;
  /** Lines for the server block, for what a test needs beyond that. */
  extra?: string;
}

/** A running nginx. */
export interface Nginx extends AsyncDisposable, Certificates {
  pid: number;
  /** https, on 127.0.0.1. Without upstream each path answers JSON: the subject, and whether it was verified. */
  url: string;
  /** One line for each request, as nginx writes them. */
  accessLog: () => Promise<string>;
  errorLog: () => string;
}

/** Starts it on a free port. Without a certificate nginx answers 400 with a page of its own. */
export async function startNginx(options: NginxOptions = {}): Promise<Nginx> {
  const folder = await mkdtemp(join(tmpdir(), 'orderly-nginx-'));
  const made = await makeCertificates(folder);
  const { child, port } = await onFreePort(async (free) => {
    const file = join(folder, 'nginx.conf');
    await writeFile(file, configuration(folder, free, options));
    return startChild(nginx, ['-p', folder, '-e', 'stderr', '-c', file], {
      ready: /using the "epoll" event method/,
    });
  });
  return {
    pid: child.pid,
    url: `https://127.0.0.1:${port}`,
    ...made,
    accessLog: () => readFile(join(folder, 'access.log'), 'utf8'),
    errorLog: child.output,
    async [Symbol.asyncDispose]() {
      await child[Symbol.asyncDispose]();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** One process, nothing outside its folder. */
function configuration(folder: string, port: number, { upstream, extra }: NginxOptions): string {
  const answer =
    upstream === undefined
      ? `default_type application/json;
         return 200 '{"subject":"$ssl_client_s_dn","verified":"$ssl_client_verify","protocol":"$ssl_protocol"}';`
      : `proxy_pass ${upstream}; proxy_set_header X-Client-Subject $ssl_client_s_dn; proxy_set_header Host $http_host;`;
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((name) => `${name}_temp_path ${folder}/${name};`)
    .join('\n');
  return `daemon off;
master_process off;
pid ${folder}/nginx.pid;
error_log stderr notice;
events { worker_connections 256; }
http {
  access_log ${folder}/access.log;
  ${temporary}
  server {
    listen 127.0.0.1:${port} ssl;
    ssl_certificate ${folder}/server.crt;
    ssl_certificate_key ${folder}/server.key;
    ssl_client_certificate ${folder}/ca.crt;
    ssl_protocols TLSv1.2 TLSv1.3;
    ssl_verify_client on;
    ${extra ?? ''}
    location / { ${answer} }
  }
}
`;
}
