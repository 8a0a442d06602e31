/** Why TLS does not come about, by the codes that Node.js and OpenSSL give. */

/** Codes of the catalogue for it. */
export type TlsCode =
  | 'tls_needed'
  | 'tls_not_spoken'
  | 'tls_untrusted'
  | 'tls_expired'
  | 'tls_other_name'
  | 'tls_certificate_wanted';

const reasons: readonly [RegExp, TlsCode][] = [
  [/^CERT_HAS_EXPIRED$|^CERT_NOT_YET_VALID$/, 'tls_expired'],
  [/^ERR_TLS_CERT_ALTNAME_INVALID$|^HOSTNAME_MISMATCH$/, 'tls_other_name'],
  [/^(ERR_SSL_)?(WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|HTTP_REQUEST)$/, 'tls_not_spoken'],
  // What a server says that wants another certificate of its client, or any.
  [/CERTIFICATE_REQUIRED$|ALERT_(BAD_CERTIFICATE|HANDSHAKE_FAILURE|UNKNOWN_CA)$/, 'tls_certificate_wanted'],
  [
    /^(UNABLE_TO_|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT|CERT_UNTRUSTED|CERT_SIGNATURE|CERT_CHAIN|INVALID_CA)/,
    'tls_untrusted',
  ],
];

/** Why TLS to a server has failed; undefined for what is no such failure, or for a rarer one. */
export function tlsFailureOf(error: unknown): TlsCode | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  // What OpenSSL says while it writes, Node.js gives in the message alone.
  const code = error.code === 'EPROTO' ? spelled(error.message) : String(error.code);
  return reasons.find(([pattern]) => pattern.test(code))?.[1];
}

/** `…:SSL routines:ssl3_get_record:wrong version number:…` as the codes are written. */
const spelled = (message: string): string =>
  message
    .split(':')
    .map((part) => part.trim().toUpperCase().replaceAll(' ', '_'))
    .filter(isKnown)[0] ?? '';

const isKnown = (part: string): boolean =>
  /^(WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|HTTP_REQUEST)$|ALERT_|CERTIFICATE_REQUIRED$/.test(part);

/** What is wrong at a server, which `who` names: `The store at db:5432/orderly`. */
export const tlsWords: Readonly<Record<TlsCode, (who: string) => string>> = {
  tls_needed: (who) => `${who} requires TLS, but TLS is not configured`,
  tls_not_spoken: (who) => `${who} does not support TLS, but TLS is configured`,
  tls_untrusted: (who) => `${who} has a certificate from a CA that is not trusted`,
  tls_expired: (who) => `${who} has a certificate that has expired or is not valid yet`,
  tls_other_name: (who) => `${who} has a certificate for a different host name`,
  tls_certificate_wanted: (who) => `${who} requires a client certificate that it trusts`,
};
