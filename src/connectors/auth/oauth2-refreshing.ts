/** Shared by `oauth2-refresh-token` and `-authorization-code`: a stored refresh token that a person can renew. */
import { z } from 'zod';
import { keptToken, rowOf } from './kept-token-scheme.js';
import { clientIsWhole, grantSettings, openGrant, ownClient } from './oauth2-client.js';
import { refreshGrant } from './refresh-grant.js';
import type { AuthContext, AuthScheme } from './scheme.js';
import { type RefreshingSettings, signInOf } from './sign-in.js';
import { Lifetime } from './shared-settings.js';

/** Settings of both. */
export const refreshingSettings = {
  ...grantSettings,
  ...ownClient,
  reuse: z
    .union([z.literal('never'), z.literal('always'), Lifetime])
    .default('never')
    .describe(
      'How long after its first use the system still accepts a refresh token: `never`, `always` if the token never changes, or a time such as `30min`.',
    ),
  authorizationUrl: z
    .url({ protocol: /^https?$/ })
    .describe('Address of the sign-in page, for `orderly connections connect`.'),
  authorizationParameters: z
    .record(z.string(), z.string())
    .optional()
    .describe('Additional parameters for that address, such as `prompt: consent`.'),
};

/** Attached to the settings by `.superRefine`. */
export const refreshingIsWhole = clientIsWhole;

/** Opens either scheme. Replacing the client's secret keeps the refresh token. */
export function openRefreshing(settings: RefreshingSettings, context: AuthContext): AuthScheme {
  const identity = ['refresh', settings.tokenUrl, settings.clientId];
  const ask = openGrant(settings, context);
  const source = refreshGrant({
    seed: settings.refreshToken,
    reuseMs: { never: 0, always: Number.POSITIVE_INFINITY }[settings.reuse] ?? Number(settings.reuse),
    ask: (refreshToken) => ask('refresh_token', [['refresh_token', refreshToken]]),
    report: (event) => context.report?.(event),
  });
  const row = { tokens: context.tokens, key: rowOf(context, identity), leaseMs: context.timeoutMs + 5_000 };
  const scheme = keptToken(context, { identity, source, header: settings.header });
  const works = async (): Promise<boolean> => {
    const asked = await scheme.apply({ method: 'GET', url: new URL(settings.tokenUrl), headers: {} });
    return asked.is === 'ready';
  };
  return { ...scheme, signIn: { ...signInOf(settings, ask, row), works } };
}
