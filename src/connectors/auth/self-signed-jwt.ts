/** A JSON Web Token (RFC 7519) that we sign for each request, with a shared or a private key. */
import type { KeyObject } from 'node:crypto';
import { type JWTPayload, SignJWT } from 'jose';
import { z } from 'zod';
import type { Json } from '../../contracts/json.js';
import { STAND_IN } from '../../security/secrets.js';
import { KeyEncoding, pemOf, privateKeyOf } from './key-material.js';
import {
  type SiblingFiles,
  type Outgoing,
  schemeKind,
  setsHeader,
  type SchemeProblem,
  withHeader,
} from './scheme.js';
import { Duration, HeaderName, HeaderText } from './shared-settings.js';
import {
  render,
  REQUEST_NAMES,
  requestValues,
  type SignTemplate,
  type SignValues,
  templateOver,
} from './sign-template.js';
import { type Moment, signing } from './signer.js';

const SHARED = ['HS256', 'HS384', 'HS512'] as const;
const PRIVATE = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
] as const;
const CLAIM_NAMES = [...REQUEST_NAMES, 'nonce'] as const;
const Claim = templateOver(CLAIM_NAMES);

const Settings = z.strictObject({
  alg: z.enum([...SHARED, ...PRIVATE]).describe('Signature algorithm (RFC 7518 §3.1, RFC 8037).'),
  key: z
    .string()
    .min(1)
    .describe('The key: for HS…, the shared key; otherwise a private key in PEM format, or its file.'),
  keyEncoding: KeyEncoding.describe('Encoding of a shared key.'),
  passphrase: z.string().optional().describe('Passphrase of the private key, if it has one.'),
  kid: z.string().min(1).optional().describe('Key id.'),
  claims: z
    .record(z.string().min(1), z.union([Claim, z.array(Claim)]))
    .default({})
    .describe(
      'Claims: `iss: acme`. They can contain `${nonce}`, `${url}`, `${bodyHash}` and other parts of the request.',
    ),
  life: Duration.prefault('5min').describe('Time between `iat` and `exp`, which are always set.'),
  header: HeaderName.default('authorization').describe('Header for the token.'),
  prefix: HeaderText.default('Bearer ').describe('Text before the token.'),
});
type Settings = z.infer<typeof Settings>;

/** `scheme: self-signed-jwt`. */
export const selfSignedJwt = schemeKind({
  names: CLAIM_NAMES,
  settings: Settings,
  check: (settings, siblingFiles) =>
    settings.key.includes(STAND_IN) ? [] : problems(settings, siblingFiles),
  sets: (settings) => setsHeader(settings),
  open: (settings, { siblingFiles }) => {
    const key = keyOf(settings, siblingFiles);
    return signing(async (request, moment) => {
      if (!key) return undefined;
      const token = await signedJwt(request, settings, key, moment);
      return withHeader(request, settings.header, `${settings.prefix}${token}`);
    });
  },
});

/** The token; deterministic for a given moment if the algorithm is. */
export async function signedJwt(
  request: Outgoing,
  { alg, kid, claims, life }: Pick<Settings, 'alg' | 'kid' | 'claims' | 'life'>,
  key: KeyObject | Buffer,
  { nowMs, random }: Moment,
): Promise<string> {
  const values = {
    ...requestValues(request, { algorithm: 'sha256', encoding: 'hex' }),
    nonce: random.toString('hex'),
  };
  const issued = Math.floor(nowMs / 1000);
  const payload: JWTPayload = Object.fromEntries(
    Object.entries(claims).map(([name, claim]) => [name, claimOf(claim, values)]),
  );
  return new SignJWT(payload)
    .setProtectedHeader({ alg, ...(kid === undefined ? {} : { kid }), typ: 'JWT' })
    .setIssuedAt(issued)
    .setExpirationTime(issued + Math.floor(life / 1000))
    .sign(key);
}

const claimOf = (claim: SignTemplate | SignTemplate[], values: SignValues): Json =>
  isListOfTemplates(claim)
    ? claim.map((each) => render(each, values).toString())
    : render(claim, values).toString();

/** A template is a list of texts and names; a list of templates is a list of lists. */
const isListOfTemplates = (claim: SignTemplate | SignTemplate[]): claim is SignTemplate[] =>
  claim.every((each) => Array.isArray(each));

const isShared = (alg: Settings['alg']): boolean => SHARED.some((each) => each === alg);

function keyOf(
  { alg, key, keyEncoding, passphrase }: Settings,
  siblingFiles: SiblingFiles,
): KeyObject | Buffer | undefined {
  if (isShared(alg)) return Buffer.from(key, keyEncoding);
  const pem = pemOf(key, siblingFiles);
  return pem === undefined ? undefined : privateKeyOf(pem, passphrase);
}

function problems(settings: Settings, siblingFiles: SiblingFiles): SchemeProblem[] {
  if (isShared(settings.alg)) return [];
  if (pemOf(settings.key, siblingFiles) === undefined)
    return [
      { path: ['key'], message: 'This is neither a file beside the connection nor a key in PEM format.' },
    ];
  const key = keyOf(settings, siblingFiles);
  if (!key && settings.passphrase?.includes(STAND_IN) === true) return [];
  const fits =
    key &&
    !Buffer.isBuffer(key) &&
    KEY_TYPES[settings.alg.slice(0, 2)]?.includes(key.asymmetricKeyType ?? '');
  return fits === true
    ? []
    : [
        {
          path: ['key'],
          message: `This is not a private key for ${settings.alg}, or its passphrase is wrong.`,
        },
      ];
}

const KEY_TYPES: Readonly<Record<string, readonly string[]>> = {
  RS: ['rsa'],
  PS: ['rsa', 'rsa-pss'],
  ES: ['ec'],
  Ed: ['ed25519'],
};
