/** WS-Security UsernameToken (OASIS WSS UsernameToken Profile 1.1.1) with a Timestamp, in a SOAP envelope's header. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { type Outgoing, schemeKind } from './scheme.js';
import { Duration, Flag } from './shared-settings.js';
import { escapedXml } from './xml-escape.js';
import { type Moment, signing } from './signer.js';

const WSS = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss';
const SECURITY = `${WSS}-wssecurity-secext-1.0.xsd`;
const UTILITY = `${WSS}-wssecurity-utility-1.0.xsd`;
const TOKEN = `${WSS}-username-token-profile-1.0`;
const BASE64 = `${WSS}-soap-message-security-1.0#Base64Binary`;
const SOAP_12 = 'http://www.w3.org/2003/05/soap-envelope';
const SOAP_11 = 'http://schemas.xmlsoap.org/soap/envelope/';

/** Text that XML 1.0 can contain. */
const XmlText = z.string().regex(/^[^\p{Cc}\p{Cs}\ufffe\uffff]*$/u, 'XML cannot contain this.');

const Settings = z.strictObject({
  user: XmlText.min(1).describe('User name.'),
  password: XmlText.describe('Password: `${secret.NAME}`.'),
  type: z.enum(['digest', 'text']).default('digest').describe('`digest`, or `text` for the password itself.'),
  life: z
    .union([z.literal('none').transform(() => undefined), Duration])
    .prefault('5min')
    .describe('How long the Timestamp keeps a message valid; `none` omits it.'),
  mustUnderstand: Flag.prefault('true').describe(
    'Whether a system that does not understand the header must reject the message.',
  ),
  skew: Duration.prefault('0s').describe('How far the system’s clock may be behind ours.'),
});
type Settings = z.infer<typeof Settings>;

/** `scheme: ws-security`. */
export const wsSecurity = schemeKind({
  settings: Settings,
  needs: () => 'envelope',
  open: (settings) =>
    signing(
      (request, moment) =>
        request.envelope && {
          ...request,
          body: request.envelope(securityHeader(settings, moment, versionOf(request))),
        },
    ),
});

/** The version of SOAP, by the media type of 1.2, or by the namespace where the connection sets another type. */
const versionOf = ({ headers, body }: Outgoing): string =>
  /application\/soap\+xml/i.test(headers['content-type'] ?? '') || body?.includes(SOAP_12) === true
    ? SOAP_12
    : SOAP_11;

/** The header block; deterministic for a given moment. */
function securityHeader(settings: Settings, { nowMs, random }: Moment, soap: string): string {
  const { user, password, type, life, mustUnderstand, skew } = settings;
  const created = new Date(nowMs - skew).toISOString();
  const secret = type === 'text' ? escapedXml(password) : passwordDigest(random, created, password);
  const understood = mustUnderstand ? ` xmlns:env="${soap}" env:mustUnderstand="1"` : '';
  return [
    `<wsse:Security xmlns:wsse="${SECURITY}" xmlns:wsu="${UTILITY}"${understood}>`,
    life === undefined ? '' : timestamp(created, new Date(nowMs + life).toISOString()),
    `<wsse:UsernameToken wsu:Id="UsernameToken-1"><wsse:Username>${escapedXml(user)}</wsse:Username>`,
    `<wsse:Password Type="${TOKEN}#Password${type === 'text' ? 'Text' : 'Digest'}">${secret}</wsse:Password>`,
    `<wsse:Nonce EncodingType="${BASE64}">${random.toString('base64')}</wsse:Nonce>`,
    `<wsu:Created>${created}</wsu:Created></wsse:UsernameToken></wsse:Security>`,
  ].join('');
}

const timestamp = (created: string, expires: string): string =>
  `<wsu:Timestamp wsu:Id="Timestamp-1"><wsu:Created>${created}</wsu:Created><wsu:Expires>${expires}</wsu:Expires></wsu:Timestamp>`;

/** Base64(SHA-1(nonce + created + password)), with the nonce as bytes (UsernameToken Profile §3.1). */
export const passwordDigest = (nonce: Buffer, created: string, password: string): string =>
  createHash('sha1').update(nonce).update(created).update(password).digest('base64');
