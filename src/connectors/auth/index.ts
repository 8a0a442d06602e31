/** The registry of authentication schemes: one line each. */
import { apiKey } from './api-key.js';
import { awsSigv4 } from './aws-sigv4.js';
import { basic } from './basic.js';
import { bearer } from './bearer.js';
import { loginToken } from './login-token.js';
import { oauth2AuthorizationCode } from './oauth2-authorization-code.js';
import { module } from './module.js';
import { digest } from './digest.js';
import { hmacSignature } from './hmac-signature.js';
import { mtlsOver } from './mtls.js';
import { oauth1 } from './oauth1.js';
import { none } from './none.js';
import { oauth2ClientCredentials } from './oauth2-client-credentials.js';
import { oauth2JwtBearer } from './oauth2-jwt-bearer.js';
import { oauth2Password } from './oauth2-password.js';
import { oauth2RefreshToken } from './oauth2-refresh-token.js';
import { sessionCookie } from './session-cookie.js';
import type { SchemeKind } from './scheme.js';
import { selfSignedJwt } from './self-signed-jwt.js';
import { wsSecurity } from './ws-security.js';

const schemes: ReadonlyMap<string, SchemeKind> = new Map([
  ['none', none],
  ['basic', basic],
  ['bearer', bearer],
  ['api-key', apiKey],
  ['oauth2-client-credentials', oauth2ClientCredentials],
  ['oauth2-refresh-token', oauth2RefreshToken],
  ['oauth2-authorization-code', oauth2AuthorizationCode],
  ['oauth2-password', oauth2Password],
  ['oauth2-jwt-bearer', oauth2JwtBearer],
  ['login-token', loginToken],
  ['session-cookie', sessionCookie],
  ['hmac-signature', hmacSignature],
  ['oauth1', oauth1],
  ['self-signed-jwt', selfSignedJwt],
  ['ws-security', wsSecurity],
  ['aws-sigv4', awsSigv4],
  ['digest', digest],
  ['module', module],
]);

/** Every scheme by the name given after `scheme:`. */
export const authSchemes: ReadonlyMap<string, SchemeKind> = new Map([
  ...schemes,
  ['mtls', mtlsOver(schemes)],
]);
