/** The schema of `events.verify`: who may tell us something, and how that is known. */
import { z } from 'zod';
import { Text } from '../../condition-schema.js';
import { Duration } from '../../transport-schema.js';
import { digests } from './compare.js';

const Secret = z
  .union([Text.transform((one) => [one]), z.array(Text).min(1).max(2)])
  .describe('`${secret.NAME}`; a list of two while it changes.');
const Header = z
  .string()
  .regex(/^[A-Za-z0-9-]{1,100}$/, 'A name of a header is needed.')
  .transform((name) => name.toLowerCase());
const Window = Duration.optional().describe('How old a request may be: `5min` by itself.');

const Hmac = z
  .strictObject({
    scheme: z.literal('hmac').describe('A signature with a shared key.'),
    header: Header.optional().describe('Header that carries the signature of the request.'),
    at: Text.optional().describe('Where each item carries its own signature: a JSONPath in the item.'),
    prefix: Text.optional().describe('What stands before the signature: `sha256=`.'),
    secret: Secret,
    key: z
      .enum(['text', 'hex', 'base64'])
      .default('text')
      .describe('How the secret writes the key: as it is, or in hex or base64.'),
    of: z
      .union([Text, z.array(Text).min(1).max(30)])
      .default('body')
      .describe(
        '`body`, a text such as `v0:${timestamp}:${body}` (also `${header.Name}`), or JSONPaths of the item.',
      ),
    between: z.string().max(3).default(':').describe('What stands between the values of the JSONPaths.'),
    timestamp: Header.optional().describe('Header with the time of the request, which is signed too.'),
    within: Window,
    digest: z.enum(digests).default('sha256').describe('`sha256` by itself.'),
    encoding: z.enum(['hex', 'base64']).default('hex').describe('How the signature is written.'),
  })
  .refine(
    ({ header, at }) => (header === undefined) !== (at === undefined),
    'Write `header`, or `at` for the signature of each item.',
  );

const Stripe = z.strictObject({
  scheme: z.literal('stripe').describe('`Stripe-Signature`.'),
  secret: Secret,
  within: Window,
});
const StandardWebhooks = z.strictObject({
  scheme: z.literal('standard-webhooks').describe('The headers of Standard Webhooks.'),
  secret: Secret,
  within: Window,
});
const Bearer = z.strictObject({
  scheme: z.literal('bearer').describe('A secret in a header.'),
  secret: Secret,
  header: Header.optional().describe(
    'Header that holds the secret alone; `Authorization: Bearer …` without.',
  ),
});
const Basic = z.strictObject({
  scheme: z.literal('basic').describe('A name and a secret.'),
  username: Text.describe('Name that the system signs in with.'),
  secret: Secret,
});
const Jwt = z.strictObject({
  scheme: z.literal('jwt').describe('A token of the system’s own issuer.'),
  jwks: Text.describe('Address of the keys that sign: `https://…/jwks.json`.'),
  issuer: Text.describe('What `iss` must say.'),
  audience: Text.describe('What `aud` must say: it is ours alone.'),
  header: Header.optional().describe('Header that holds the token alone; `Authorization: Bearer …` without.'),
});

const others =
  'A request is verified by `hmac`, `stripe`, `standard-webhooks`, `bearer`, `basic` or `jwt`. Code of one’s own judges ' +
  'nothing here, and a client certificate is verified by a proxy, which then adds a secret header: `bearer`.';

/** `events.verify`. */
export const VerifySchema = z.discriminatedUnion(
  'scheme',
  [Hmac, Stripe, StandardWebhooks, Bearer, Basic, Jwt],
  others,
);

/** How requests are verified, as a file writes it. */
export type VerifyRules = z.infer<typeof VerifySchema>;

/** Those of one scheme. */
export type RulesOf<Scheme extends VerifyRules['scheme']> = Extract<VerifyRules, { scheme: Scheme }>;
