/** A master key in HashiCorp Vault or OpenBao: `encrypt` and `decrypt` of the transit secrets engine (its API documentation). */
import type { HttpClient } from '../../connectors/http/client.js';
import { askService, type ServiceAnswer, textOf, unavailable, unreadable } from './key-service.js';
import type { MasterKey } from './master-key.js';

/** A key of a transit engine, and who uses it. */
export interface TransitKey {
  /** `https://<host>/v1/<mount>/keys/<name>`. */
  url: URL;
  /** Absent: an agent in between adds its own. */
  token?: string;
  namespace?: string;
}

/** Whether a path is that of a transit key: `/v1/<mount>/keys/<name>`. */
export const isTransitPath = (path: string): boolean => /^\/v1\/.+\/keys\/[^/]+$/.test(path);

const BAD_REQUEST = 400;

/** Wraps by Vault; what a key is about is the associated data, so the key must be of an authenticated kind (`aes256-gcm96`). */
export function transitMasterKey(http: HttpClient, { url, token, namespace }: TransitKey): MasterKey {
  const ask = (action: 'encrypt' | 'decrypt', fields: Record<string, string>): Promise<ServiceAnswer> => {
    const target = new URL(url);
    target.search = '';
    target.pathname = url.pathname.replace(/\/keys\/([^/]+)$/, `/${action}/$1`);
    return askService(http, {
      method: 'POST',
      url: target,
      headers: {
        'content-type': 'application/json',
        // Agents and proxies of Vault refuse requests that a browser could have been made to send.
        'x-vault-request': 'true',
        ...(token === undefined ? {} : { 'x-vault-token': token }),
        ...(namespace === undefined ? {} : { 'x-vault-namespace': namespace }),
      },
      body: JSON.stringify(fields),
    });
  };
  const aboutOf = (about: string): { associated_data: string } => ({
    associated_data: Buffer.from(about).toString('base64'),
  });
  return {
    fingerprints: [`${url.origin}${url.pathname}`],
    async wrap(plain, about) {
      const answer = await ask('encrypt', { plaintext: plain.toString('base64'), ...aboutOf(about) });
      if (answer.status !== 200) throw unavailable(`status ${answer.status}`);
      return textOf(dataOf(answer)['ciphertext'], 'ciphertext');
    },
    async unwrap(wrapped, about) {
      const answer = await ask('decrypt', { ciphertext: wrapped, ...aboutOf(about) });
      if (answer.status === BAD_REQUEST) throw unreadable();
      if (answer.status !== 200) throw unavailable(`status ${answer.status}`);
      return Buffer.from(textOf(dataOf(answer)['plaintext'], 'plaintext'), 'base64');
    },
  };
}

function dataOf({ body }: ServiceAnswer): Readonly<Record<string, unknown>> {
  const { data } = body;
  return typeof data === 'object' && data !== null ? (data as Readonly<Record<string, unknown>>) : {};
}
