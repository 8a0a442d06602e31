/** A browser as far as the desk needs one: it keeps cookies, and says where its requests come from. */
import { newSignInLink } from '../../../../src/api/desk/sessions.js';
import type { TestApi } from '../../support/api.js';
import { type Answered, type Asked, ask } from '../../support/ask.js';

/** Headers of a request that a page of the desk sends. */
export const pageHeaders = (url: string): Record<string, string> => ({
  ...{ origin: url, 'x-orderly-desk': '1', 'sec-fetch-site': 'same-origin' },
  'content-type': 'application/json',
});

/** A browser. */
export class Browser {
  readonly cookies = new Map<string, string>();

  constructor(readonly url: string) {}

  /** Sends a request with the cookies, and keeps those that come back. */
  async ask({ headers = {}, ...asked }: Asked): Promise<Answered> {
    const host = headers['host'] === undefined ? { host: new URL(this.url).host } : {};
    const answer = await ask(this.url, { ...asked, headers: { ...host, ...this.cookie(), ...headers } });
    for (const set of answer.headers['set-cookie'] ?? []) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
      if (value === '') this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    return answer;
  }

  /** What a page of the desk asks. */
  page(method: 'GET' | 'POST', path: string, body?: unknown): Promise<Answered> {
    const headers = method === 'POST' ? pageHeaders(this.url) : { 'sec-fetch-site': 'same-origin' };
    return this.ask({ method, path, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
  }

  /** The header with its cookies. */
  cookie(): Record<string, string> {
    const pairs = [...this.cookies].map(([name, value]) => `${name}=${value}`);
    return pairs.length === 0 ? {} : { cookie: pairs.join('; ') };
  }
}

/** The token of a new one-time link. */
export async function linkToken(api: TestApi, agent = 'anna'): Promise<string> {
  const link = await newSignInLink(api.deps.desk, api.url, { merchant: 'demo', agent });
  return link.split('#')[1] ?? '';
}

/** A browser that a one-time link has signed in. */
export async function signedIn(api: TestApi): Promise<Browser> {
  const browser = new Browser(api.url);
  const answer = await browser.page('POST', '/v1/desk/link', { token: await linkToken(api) });
  if (answer.status !== 200) throw new Error(`not signed in: ${answer.text}`);
  return browser;
}
