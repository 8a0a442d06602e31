/** oidc-provider, an OpenID provider of another's making, as a process of its own that ends with the test. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('.', import.meta.url));

/** Whether `npm ci --prefix test/peers/oidc` has been run. */
export const installed = existsSync(`${folder}node_modules/oidc-provider`);

export interface OidcProvider extends AsyncDisposable {
  url: string;
  /** Token requests that were granted and refused. */
  counts(): Promise<{ token: number; refused: number }>;
}

/** Starts it with clients as its documentation writes them. */
export async function startProvider(
  clients: readonly object[],
  accessTokenSeconds = 300,
): Promise<OidcProvider> {
  const argument = JSON.stringify({ clients, accessTokenSeconds });
  const { PATH = '', HOME = '' } = process.env;
  const child = spawn(process.execPath, [`${folder}server.js`, argument], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH, HOME },
  });
  let output = '';
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const ended = once(child, 'exit');
  const port = await Promise.race([
    new Promise<string>((resolve) => {
      createInterface({ input: child.stdout }).on('line', (line) => {
        if (line.startsWith('listening ')) resolve(line.slice('listening '.length));
      });
    }),
    ended.then(() => Promise.reject(new Error(`the provider has ended: ${output}`))),
  ]);
  const url = `http://127.0.0.1:${port}`;
  return {
    url,
    counts: async () => (await (await fetch(`${url}/counts`)).json()) as { token: number; refused: number },
    async [Symbol.asyncDispose]() {
      child.kill();
      await ended.catch(() => undefined);
    },
  };
}

/** Signs somebody in as their browser would, and answers the address that the provider sends them back to. */
export async function signInAs(user: string, start: URL): Promise<URL> {
  const jar = new Map<string, string>();
  let url = start;
  let form: Record<string, string> | undefined;
  for (let hop = 0; hop < 20; hop += 1) {
    const response = await fetch(url, {
      redirect: 'manual',
      headers: { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(form ? { method: 'POST', body: new URLSearchParams(form) } : {}),
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      jar.set(name, value);
    }
    form = undefined;
    const location = response.headers.get('location');
    if (location === null) {
      const page = await response.text();
      const action = /<form[^>]* action="([^"]+)"/.exec(page)?.[1];
      const prompt = /name="prompt" value="(\w+)"/.exec(page)?.[1];
      if (action === undefined || prompt === undefined)
        throw new Error(`no form: ${response.status} ${page.slice(0, 800)}`);
      url = new URL(action, url);
      form = { prompt, login: user, password: 'any' };
      continue;
    }
    url = new URL(location, url);
    if (url.pathname.includes('/callback')) return url;
  }
  throw new Error('the sign-in goes round in circles');
}
