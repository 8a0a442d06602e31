/** Names for failures on the wire; the errors themselves hold URLs and are not passed on. */

const TLS = /^(CERT_|ERR_TLS|ERR_SSL|UNABLE_TO_|HOSTNAME_MISMATCH|EPROTO)/;

/** What a handshake can fail by, by the codes of Node and OpenSSL, or by what OpenSSL says. */
const HANDSHAKES: readonly (readonly [UnsentCode, RegExp])[] = [
  ['tls_expired', /^CERT_(HAS_EXPIRED|NOT_YET_VALID)/],
  ['tls_untrusted', /^(UNABLE_TO_(VERIFY|GET_ISSUER)|(DEPTH_ZERO_)?SELF_SIGNED_CERT|CERT_UNTRUSTED)/],
  ['tls_host_differs', /^(ERR_TLS_CERT_ALTNAME_INVALID|HOSTNAME_MISMATCH)/],
  [
    'tls_not_spoken',
    /wrong version number|packet length too long|WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG/,
  ],
];
const DNS = /^(ENOTFOUND|EAI_|ENODATA|ESERVFAIL)/;

/** Why no byte of a request was sent. */
export type UnsentCode =
  | 'egress_refused'
  | 'secret_host_refused'
  | 'host_unknown'
  | 'tls_failed'
  | 'tls_expired'
  | 'tls_untrusted'
  | 'tls_host_differs'
  | 'tls_not_spoken'
  | 'timed_out'
  | 'cancelled'
  | 'not_connected'
  | 'gate_closed'
  | 'dry_run'
  | 'limit_reached'
  | 'proxy_unreachable'
  | 'proxy_refused'
  | 'proxy_unauthorized';

/** Our own codes, thrown before a request leaves. */
const OWN = new Map<string, UnsentCode>([
  ['EGRESS_REFUSED', 'egress_refused'],
  ['SECRET_HOST_REFUSED', 'secret_host_refused'],
  ['ETIMEDOUT', 'timed_out'],
  ['GATE_CLOSED', 'gate_closed'],
  ['PROXY_UNREACHABLE', 'proxy_unreachable'],
  ['PROXY_REFUSED', 'proxy_refused'],
  ['PROXY_UNAUTHORIZED', 'proxy_unauthorized'],
]);

/** Why no complete response came after bytes of a request may have left. */
export type CutCode = 'timed_out' | 'cancelled' | 'answer_too_large' | 'answer_cut';

/** The name of a failure before the connection was established. */
export function unsentCode(error: unknown, cancelled: boolean): UnsentCode {
  if (cancelled) return 'cancelled';
  const code = codeOf(error);
  const own = OWN.get(code);
  if (own) return own;
  if (DNS.test(code)) return 'host_unknown';
  const said = error instanceof Error ? error.message : '';
  const handshake = HANDSHAKES.find(([, form]) => form.test(code) || (code === 'EPROTO' && form.test(said)));
  return handshake?.[0] ?? (TLS.test(code) ? 'tls_failed' : 'not_connected');
}

/** The name of a failure after the connection was established. */
export function cutCode(error: unknown, cancelled: boolean): CutCode {
  if (cancelled) return 'cancelled';
  return codeOf(error) === 'ETIMEDOUT' ? 'timed_out' : 'answer_cut';
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
