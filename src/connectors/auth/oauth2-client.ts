/** How a client identifies itself at a token endpoint (RFC 6749 §2.3, RFC 7523 §2.2), and what grants may add. */
import { z } from 'zod';
import { keySettings, openKey } from './assertion.js';
import type { AuthContext } from './scheme.js';
import { HeaderName } from './shared-settings.js';
import { askForToken, type TokenReply, type TokenRequest } from './token-endpoint.js';

/** Settings that all grants share; each scheme adds its own. */
export const grantSettings = {
  tokenUrl: z.url({ protocol: /^https?$/ }).describe('Token address.'),
  clientId: z.string().min(1).optional().describe('Client id: `${secret.NAME}`.'),
  clientSecret: z.string().min(1).optional().describe('Client secret: `${secret.NAME}`.'),
  client: z
    .enum(['form', 'basic', 'json', 'private_key_jwt', 'none'])
    .optional()
    .describe(
      'How the client authenticates: in the `form`, with HTTP `basic`, in a `json` body, with a signed `private_key_jwt`, or `none` for a public client. The default is `form` with a secret, and `none` without one.',
    ),
  ...keySettings,
  assertionAudience: z
    .string()
    .min(1)
    .optional()
    .describe('Audience of the signed JWT; `tokenUrl` by default.'),
  scope: z.string().min(1).optional().describe('Scopes, as the system names them.'),
  audience: z.string().min(1).optional().describe('Audience, if the system requires it.'),
  resource: z
    .union([z.string().min(1), z.array(z.string().min(1)).min(1)])
    .optional()
    .describe('Resources for which the token is meant (RFC 8707): one or a list.'),
  header: HeaderName.optional().describe('Header for the bare token; `Authorization: Bearer …` by default.'),
  parameters: z
    .record(z.string(), z.string())
    .optional()
    .describe('Additional parameters for the token request, which override Orderly’s.'),
};

/** Parsed settings shared by all grants. */
export type GrantSettings = z.infer<z.ZodObject<typeof grantSettings>>;

/** Settings that identify the client, for grants that need one. */
export const ownClient = { clientId: z.string().min(1).describe('Client id: `${secret.NAME}`.') };

/** How the client identifies itself. */
export const clientOf = ({ client, clientSecret }: GrantSettings): NonNullable<GrantSettings['client']> =>
  client ?? (clientSecret === undefined ? 'none' : 'form');

/** Rejects a client that cannot identify itself; attached to a scheme's settings by `.superRefine`. */
export function clientIsWhole(settings: GrantSettings, context: z.RefinementCtx): void {
  const add = (path: string, message: string): void => {
    context.addIssue({ code: 'custom', path: [path], message });
  };
  const { clientId, clientSecret, key, keyFile } = settings;
  const client = clientOf(settings);
  if (client !== 'none' && clientId === undefined)
    add('clientId', `\`client: ${client}\` needs a \`clientId\`.`);
  if (client === 'private_key_jwt') {
    if ((key === undefined) === (keyFile === undefined))
      add('client', '`private_key_jwt` needs either `key` or `keyFile`.');
    if (clientSecret !== undefined)
      add('clientSecret', '`private_key_jwt` cannot be combined with `clientSecret`.');
  } else if (client === 'none') {
    if (clientSecret !== undefined) add('clientSecret', '`client: none` cannot be combined with a secret.');
  } else if (clientSecret === undefined)
    add('clientSecret', `\`client: ${client}\` needs a \`clientSecret\`.`);
}

/** A parameter of a token request. */
export type Parameter = readonly [name: string, value: string];

/** Requests a token with a grant type and its own parameters; reports a failure. */
export type AskGrant = (grantType: string, own: readonly Parameter[]) => Promise<TokenReply>;

/** Opens a token endpoint for a client. */
export function openGrant(settings: GrantSettings, context: AuthContext): AskGrant {
  const { http, timeoutMs, report } = context;
  const identify = identification(settings, context);
  return async (grantType, own) => {
    const { headers = {}, parameters = [] } = await identify();
    const all = [['grant_type', grantType] as const, ...own, ...shared(settings), ...parameters];
    const more = Object.entries(settings.parameters ?? {});
    const kept = all.filter(([name]) => more.every(([other]) => other !== name));
    const reply = await askForToken(http, {
      url: new URL(settings.tokenUrl),
      parameters: [...kept, ...more],
      headers,
      as: settings.client === 'json' ? 'json' : 'form',
      timeoutMs,
    });
    if (reply.is !== 'token') report?.({ kind: 'token_failed', why: whyOf(reply) });
    return reply;
  };
}

function shared({ scope, audience, resource = [] }: GrantSettings): Parameter[] {
  const one = (name: string, value: string | undefined): Parameter[] =>
    value === undefined ? [] : [[name, value]];
  const resources = typeof resource === 'string' ? [resource] : resource;
  return [
    ...one('scope', scope),
    ...one('audience', audience),
    ...resources.map((value) => ['resource', value] as const),
  ];
}

function whyOf(reply: Exclude<TokenReply, { is: 'token' }>): string {
  return reply.is === 'refused' ? (reply.error ?? `status_${reply.status}`) : reply.code;
}

type Identified = Partial<Pick<TokenRequest, 'headers' | 'parameters'>>;

const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

function identification(settings: GrantSettings, { siblingFiles }: AuthContext): () => Promise<Identified> {
  const { clientId = '', clientSecret = '' } = settings;
  const client = clientOf(settings);
  if (client === 'basic') {
    const headers = { authorization: basicClient(clientId, clientSecret) };
    return () => Promise.resolve({ headers });
  }
  if (client !== 'private_key_jwt') {
    const id: Parameter[] = clientId === '' ? [] : [['client_id', clientId]];
    const secret: Parameter[] = client === 'none' ? [] : [['client_secret', clientSecret]];
    return () => Promise.resolve({ parameters: [...id, ...secret] });
  }
  const sign = openKey(settings, siblingFiles);
  return async () => {
    const claims = {
      iss: clientId,
      sub: clientId,
      aud: settings.assertionAudience ?? settings.tokenUrl,
    };
    return {
      parameters: [
        ['client_id', clientId],
        ['client_assertion_type', ASSERTION_TYPE],
        ['client_assertion', await sign(claims)],
      ],
    };
  };
}

/** Basic credentials from the form-encoded pair, as RFC 6749 §2.3.1 requires. */
function basicClient(clientId: string, clientSecret: string): string {
  const pair = [clientId, clientSecret]
    .map((part) => encodeURIComponent(part).replaceAll('%20', '+'))
    .join(':');
  return `Basic ${Buffer.from(pair).toString('base64')}`;
}
