/** Error codes of TLS to Temporal, to the store, and to the systems of merchants. */
import { later } from './entry.js';

/** Codes of connections whose TLS does not come about; certificates are renewed, so it may work later. */
export const tlsErrors = {
  tls_needed: later(
    'The server requires TLS, but TLS is not configured',
    'Configure TLS for this server, including its CA certificate.',
  ),
  tls_not_spoken: later(
    'TLS is configured, but the server does not support it',
    'Correct the address or port. If the server really has no TLS, remove the TLS settings (for a connection, use `http://` in `baseUrl`); anybody on the network can then read the traffic.',
  ),
  tls_untrusted: later(
    'The certificate was issued by a CA that is not trusted',
    'Configure the CA certificate. For a merchant’s system, put it beside the connection as a PEM file, and write `tls: { ca: authority.pem }`. The server must also send its intermediate certificates. Verification cannot be turned off.',
  ),
  tls_expired: later(
    'The certificate has expired, or is not valid yet',
    "Renew it on the server, and check this machine's clock. Verification cannot be turned off.",
  ),
  tls_other_name: later(
    'The certificate is for a different host name',
    'Change the address (a connection’s `baseUrl`) to a name in the certificate, or get a certificate for this name.',
  ),
  tls_certificate_wanted: later(
    'The server requires a client certificate that it trusts',
    'Configure a client certificate that has not expired, from a CA that the server trusts. For a merchant’s system, use `scheme: mtls` with the certificate and key.',
  ),
} as const;
