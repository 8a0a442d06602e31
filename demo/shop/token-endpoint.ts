/** OAuth 2.0 client credentials: the shop's own token endpoint and its check of bearer tokens. */
import { randomBytes, timingSafeEqual, createHash } from 'node:crypto';
import { type Api, type ApiRequest, json } from './api.js';

/** The client that may ask for tokens. */
export interface Credentials {
  readonly clientId: string;
  readonly clientSecret: string;
}

/** Tokens that are valid now; they live in memory only, so a restarted shop knows none. */
export class Tokens {
  /** Of tokens issued from now on, in seconds. */
  lifetime: number;
  readonly #expiries = new Map<string, number>();

  constructor(lifetime: number) {
    this.lifetime = lifetime;
  }

  issue(): string {
    const token = randomBytes(24).toString('base64url');
    this.#expiries.set(token, Date.now() + this.lifetime * 1000);
    return token;
  }

  /** Makes every token invalid, whatever life it was promised. */
  revokeAll(): void {
    this.#expiries.clear();
  }

  /** Whether the request carries a valid bearer token. */
  admit({ headers }: ApiRequest): boolean {
    const token = /^Bearer (\S+)$/i.exec(headers.authorization ?? '')?.[1];
    return token !== undefined && (this.#expiries.get(token) ?? 0) > Date.now();
  }
}

/** `POST /oauth/token`; the client may identify itself in the form or by HTTP Basic. */
export const tokenEndpoint =
  (credentials: Credentials, tokens: Tokens): Api =>
  (request) => {
    if (request.path !== '/oauth/token') return undefined;
    if (request.method !== 'POST') return json(405, { error: 'invalid_request' }, { allow: 'POST' });
    const form = new URLSearchParams(request.body);
    if (!isClient(credentials, presented(request, form))) {
      return json(401, { error: 'invalid_client' }, { 'www-authenticate': 'Basic realm="shop"' });
    }
    if (form.get('grant_type') !== 'client_credentials')
      return json(400, { error: 'unsupported_grant_type' });
    const answer = { access_token: tokens.issue(), token_type: 'Bearer', expires_in: tokens.lifetime };
    return json(200, answer, { 'cache-control': 'no-store' });
  };

function presented({ headers }: ApiRequest, form: URLSearchParams): Credentials {
  const basic = /^Basic (\S+)$/i.exec(headers.authorization ?? '')?.[1];
  if (basic === undefined) {
    return { clientId: form.get('client_id') ?? '', clientSecret: form.get('client_secret') ?? '' };
  }
  const [clientId = '', clientSecret = ''] = Buffer.from(basic, 'base64').toString('utf8').split(/:(.*)/s);
  return { clientId: formDecoded(clientId), clientSecret: formDecoded(clientSecret) };
}

/** RFC 6749 2.3.1: both parts are form-encoded before they are joined. */
const formDecoded = (text: string): string =>
  new URLSearchParams(`v=${text.replaceAll('&', '%26')}`).get('v') ?? '';

const isClient = (known: Credentials, given: Credentials): boolean =>
  same(known.clientId, given.clientId) && same(known.clientSecret, given.clientSecret);

/** Whether two secrets are equal, in a time that tells nothing. */
export const same = (one: string, other: string): boolean => timingSafeEqual(digest(one), digest(other));

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
