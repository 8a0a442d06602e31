/** Names for failures on the wire; the errors themselves hold URLs and are not passed on. */
import { type TlsCode, tlsFailureOf } from '../contracts/tls-failure.js';

const TLS = /^(CERT_|ERR_TLS|ERR_SSL|UNABLE_TO_|HOSTNAME_MISMATCH|EPROTO)/;
const DNS = /^(ENOTFOUND|EAI_|ENODATA|ESERVFAIL)/;

/** Why no byte of a request was sent. */
export type UnsentCode =
  | 'egress_refused'
  | 'secret_host_refused'
  | 'host_unknown'
  | 'tls_failed'
  | TlsCode
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
export type CutCode =
  'timed_out' | 'cancelled' | 'answer_too_large' | 'answer_cut' | 'tls_certificate_wanted';

/** `unsent`: no byte of the request was sent; `cut`: bytes may have been sent, but no whole response arrived. */
export type Unanswered =
  | { is: 'unsent'; code: UnsentCode }
  /** `status` where the head of a response has come. */
  | { is: 'cut'; code: CutCode; status?: number };

/** The name of a failure before the connection was established. */
export function unsentCode(error: unknown, cancelled: boolean): UnsentCode {
  if (cancelled) return 'cancelled';
  const code = codeOf(error);
  const own = OWN.get(code);
  if (own) return own;
  if (DNS.test(code)) return 'host_unknown';
  return tlsFailureOf(error) ?? (TLS.test(code) ? 'tls_failed' : 'not_connected');
}

/** The name of a failure after the connection was established. */
export function cutCode(error: unknown, cancelled: boolean): CutCode {
  if (cancelled) return 'cancelled';
  // With TLS 1.3 a server judges the client's certificate behind the handshake.
  if (tlsFailureOf(error) === 'tls_certificate_wanted') return 'tls_certificate_wanted';
  return codeOf(error) === 'ETIMEDOUT' ? 'timed_out' : 'answer_cut';
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
