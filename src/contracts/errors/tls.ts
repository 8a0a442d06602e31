/** Error codes of TLS to Temporal, to the store, and to the systems of merchants. */
import { later } from './entry.js';

/** Codes of connections whose TLS does not come about; certificates are renewed, so it may work later. */
export const tlsErrors = {
  tls_needed: later('A server speaks TLS alone, and none is set', 'Set TLS for it, with its authority.'),
  tls_not_spoken: later(
    'A server does not speak TLS, which is set',
    'Correct its address or port; if it has none, take the TLS settings away (`http://` in `baseUrl` of a connection): what is sent is then readable on its way.',
  ),
  tls_untrusted: later(
    'A certificate is of an authority that is not trusted',
    'Name the authority of the certificate: for a merchant’s system put it (PEM) beside the connection, and write `tls: { ca: authority.pem }`. A server that leaves out intermediate certificates must send them. Verification cannot be turned off.',
  ),
  tls_expired: later(
    'A certificate has expired, or does not count yet',
    'Renew it where the server runs, and see that the clock of this machine is right. It is never ignored.',
  ),
  tls_other_name: later(
    'A certificate is for another name',
    'Correct the address (`baseUrl` of a connection) to a name that stands in the certificate, or have one made for this name.',
  ),
  tls_certificate_wanted: later(
    'A server wants a certificate of its client that it trusts',
    'Give this client a certificate of an authority that the server trusts, which has not expired: `scheme: mtls` for a merchant’s system, with its certificate and key.',
  ),
} as const;
