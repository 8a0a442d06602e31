/** The schema of `events.verify`: who may tell us something, and how that is known. */
import { z } from 'zod';
import { Text } from '../../condition-schema.js';
import { Duration } from '../../transport-schema.js';
import { digests } from './compare-signatures.js';

const Secret = z
  .union([Text.transform((one) => [one]), z.array(Text).min(1).max(2)])
  .describe('`${secret.NAME}`, or a list of two while you rotate it.');
const Header = z
  .string()
  .regex(/^[A-Za-z0-9-]{1,100}$/, 'Write the name of a header.')
  .transform((name) => name.toLowerCase());
const Window = Duration.optional().describe('Maximum age of a request; `5min` by default.');

const Hmac = z
  .strictObject({
    scheme: z.literal('hmac').describe('A signature with a shared key.'),
    header: Header.optional().describe('Header with the signature of the request.'),
    at: Text.optional().describe('Where to find the signature of each item: a JSONPath in the item.'),
    prefix: Text.optional().describe('Text before the signature: `sha256=`.'),
    secret: Secret,
    key: z
      .enum(['text', 'hex', 'base64'])
      .default('text')
      .describe('Encoding of the key in the secret: plain text, hex or base64.'),
    of: z
      .union([Text, z.array(Text).min(1).max(30)])
      .default('body')
      .describe(
        '`body`, a text such as `v0:${timestamp}:${body}` (also `${header.Name}`), or JSONPaths in the item.',
      ),
    between: z.string().max(3).default(':').describe('Separator between the values of the JSONPaths.'),
    timestamp: Header.optional().describe('Header with the time of the request, which must be signed too.'),
    within: Window,
    digest: z.enum(digests).default('sha256').describe('`sha256` by default.'),
    encoding: z.enum(['hex', 'base64']).default('hex').describe('Encoding of the signature.'),
  })
  .refine(
    ({ header, at }) => (header === undefined) !== (at === undefined),
    'Add `header`, or `at` for the signature of each item.',
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
    'Header that contains only the secret; `Authorization: Bearer …` by default.',
  ),
});
const Basic = z.strictObject({
  scheme: z.literal('basic').describe('A user name and a secret.'),
  username: Text.describe('The system’s user name.'),
  secret: Secret,
});
const Jwt = z.strictObject({
  scheme: z.literal('jwt').describe('A token from the system’s own issuer.'),
  jwks: Text.describe('Address of the public keys: `https://…/jwks.json`.'),
  issuer: Text.describe('Required value of `iss`.'),
  audience: Text.describe('Required value of `aud`, which must be unique to us.'),
  header: Header.optional().describe(
    'Header that contains only the token; `Authorization: Bearer …` by default.',
  ),
});

const others =
  'Use `hmac`, `stripe`, `standard-webhooks`, `bearer`, `basic` or `jwt` to verify requests. Custom code is not supported. ' +
  'For client certificates, let a proxy verify them and add a secret header: `bearer`.';

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
