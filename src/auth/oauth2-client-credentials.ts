/** OAuth 2.0 client credentials (RFC 6749 §4.4); the token is shared by all calls and all workers. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { textOf } from '../http/charset.js';
import type { HttpClient } from '../http/client.js';
import { type AuthContext, type AuthScheme, schemeKind, withHeader } from './scheme.js';
import { type FetchedToken, TokenKeeper } from './token-keeper.js';

const Settings = z.strictObject({
  tokenUrl: z.url({ protocol: /^https?$/ }).describe('Address that gives tokens.'),
  clientId: z.string().min(1).describe('Name of the client: `${secret.NAME}`.'),
  clientSecret: z.string().min(1).describe('Its secret: `${secret.NAME}`.'),
  scope: z.string().optional().describe('What is asked for, as the system calls it.'),
  audience: z.string().optional().describe('For which system, if it asks for that.'),
  /** Where the client's own credentials go: in the form, or as HTTP Basic (RFC 6749 §2.3.1). */
  client: z
    .enum(['form', 'basic'])
    .default('form')
    .describe('Where the client’s own credentials go: `form` or HTTP `basic`.'),
});
type Settings = z.infer<typeof Settings>;

/** A token without `expires_in` is taken to live this long; shorter than a second or longer than a day is not believed. */
const LIFETIME = { usual: 300_000, least: 1_000, most: 86_400_000 } as const;
const TOKEN_BYTES = 64_000;

/** `scheme: oauth2-client-credentials`. */
export const oauth2ClientCredentials = schemeKind({ settings: Settings, open });

function open(settings: Settings, { connection, http, tokens, timeoutMs }: AuthContext): AuthScheme {
  const keeper = new TokenKeeper({
    key: `${connection}:${digest(settings)}`,
    tokens,
    fetchMs: timeoutMs,
    fetch: () => fetchToken(settings, http, timeoutMs),
  });
  return {
    async apply(request) {
      const token = await keeper.token();
      if (token.is === 'not_now')
        return { is: 'not_now', code: 'token_unavailable', retryAfterMs: token.retryAfterMs };
      return {
        is: 'ready',
        request: withHeader(request, 'authorization', `Bearer ${token.value}`),
        credential: token.value,
      };
    },
    renew(credential) {
      keeper.refuse(credential);
      return Promise.resolve();
    },
  };
}

/** Who asks, with the secret: another merchant that writes the same client id gets no token of ours. */
function digest({ tokenUrl, clientId, clientSecret, scope, audience }: Settings): string {
  const identity = JSON.stringify([tokenUrl, clientId, clientSecret, scope ?? '', audience ?? '']);
  return createHash('sha256').update(identity).digest('base64url').slice(0, 22);
}

async function fetchToken(
  settings: Settings,
  http: HttpClient,
  timeoutMs: number,
): Promise<FetchedToken | undefined> {
  const form = new URLSearchParams({ grant_type: 'client_credentials' });
  if (settings.scope !== undefined) form.set('scope', settings.scope);
  if (settings.audience !== undefined) form.set('audience', settings.audience);
  const headers: Record<string, string> = {
    'content-type': 'application/x-www-form-urlencoded',
    accept: 'application/json',
  };
  if (settings.client === 'basic') headers['authorization'] = basicClient(settings);
  else {
    form.set('client_id', settings.clientId);
    form.set('client_secret', settings.clientSecret);
  }
  const url = new URL(settings.tokenUrl);
  const outcome = await http.send({
    method: 'POST',
    url,
    headers,
    body: form.toString(),
    timeoutMs,
    maxBytes: TOKEN_BYTES,
  });
  return outcome.is === 'response' && outcome.status === 200 ? readToken(textOf(outcome)) : undefined;
}

/** Basic of the form-encoded pair, as RFC 6749 §2.3.1 demands. */
function basicClient({ clientId, clientSecret }: Settings): string {
  const pair = [clientId, clientSecret]
    .map((part) => encodeURIComponent(part).replaceAll('%20', '+'))
    .join(':');
  return `Basic ${Buffer.from(pair).toString('base64')}`;
}

const TokenAnswer = z.object({
  access_token: z
    .string()
    .min(1)
    .max(16_000)
    .regex(/^[\x21-\x7e]+$/),
  expires_in: z.coerce.number().optional().catch(undefined),
});

function readToken(text = ''): FetchedToken | undefined {
  try {
    const answer = TokenAnswer.safeParse(JSON.parse(text));
    if (!answer.success) return undefined;
    const { access_token: value, expires_in: seconds } = answer.data;
    const lifetime = seconds === undefined ? LIFETIME.usual : seconds * 1000;
    return { value, lifetimeMs: Math.min(LIFETIME.most, Math.max(LIFETIME.least, lifetime)) };
  } catch {
    return undefined;
  }
}
