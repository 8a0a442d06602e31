/** Error codes of calls. */
import { later, never } from './entry.js';

/** Codes of calls. */
export const callErrors = {
  merchant_not_served: later(
    'This worker does not serve the merchant',
    "Run `orderly flows check`, and correct the merchant's files.",
  ),
  flow_unpublished: later(
    'The flow is not published for this merchant',
    'Run `orderly flows check`, then start a worker: it publishes the flow.',
  ),
  step_unknown: never(
    'The run made a call that its flow does not contain',
    'Report this as a bug, and include the run id.',
  ),
  operation_unknown: never(
    'The operation does not exist',
    'See docs/reference/operations.md for the operations that flows can call.',
  ),
  operation_unbound: never(
    'The operation is not bound to a connection',
    "Bind it under `operations` in the merchant's file, and describe it in that connection.",
  ),
  inputs_invalid: never(
    'The inputs do not match what the operation expects',
    'Correct how the fields that the flow passes to the call are mapped.',
  ),
  money_without_approval: never(
    'A call that moves money has no approval in its flow',
    'Add `approval` to the step, and publish the flow again.',
  ),
  money_open: never(
    'Another call is already moving money for this order',
    'Wait until that call has ended. If its outcome is unknown, resolve it.',
  ),
  write_open: never(
    'Another call is already changing this order',
    'Wait until that call has ended. If its outcome is unknown, resolve it.',
  ),
  amount_too_high: never(
    'The refunds would exceed the amount charged',
    "Check what has been refunded so far, including by cancellations and replacements: see `payments.quote_refund` and the store's reservations.",
  ),
  currency_mismatch: never(
    'The amount and the payment are in different currencies',
    "Quote in the payment's currency, and check that the shop and the payment provider report the same one. Nothing was sent.",
  ),
  amount_unsayable: never(
    'The system cannot express this exact amount',
    "Round the amount to its connection's `decimals`, or refund it by hand. Nothing was sent.",
  ),
  not_confirmed: never(
    'The customer has not confirmed this write in this run',
    'Make the flow ask first, with the order or subscription number in the question; `orderly flows check` says where.',
  ),
  paused: later(
    'Somebody has paused these writes',
    'Run `orderly resume <merchant>` to resume them. Nothing is lost.',
  ),
  taken_over: later(
    'Another attempt is already sending this write',
    'Nothing to do: Orderly checks how that attempt ends.',
  ),
  refusal_early: later(
    'The system refused, but an earlier request may still take effect',
    'Nothing to do: Orderly asks again once the earlier request can no longer take effect.',
  ),
  cap_reached: never(
    "A cap in the merchant's policy has been reached",
    'Raise the cap, or let an agent handle it.',
  ),
  not_now: later(
    'The system cannot answer at the moment',
    'Nothing to do: Orderly retries until the deadline.',
  ),
  answer_shape: later(
    'The answer does not have the declared shape',
    'Compare the answer with `fields:` in the connection, and correct the mapping.',
  ),
  document_unusable: later(
    'The system returned no document that can be passed on',
    'Check `document:` in the connection: the document must be a PDF, a PNG or a ZPL label of at most 5 MB.',
  ),
  input_unusable: never(
    'A value that the request needs is missing or cannot be sent',
    'Ask the customer again, or correct how the inputs are mapped. Nothing was sent.',
  ),
  dry_run: later(
    'The request was printed, not sent',
    'Leave out `--dry` to send it. Later requests are not shown, because they depend on its answer.',
  ),
  limit_reached: later(
    'The connection has reached its own limits',
    'Nothing to do: Orderly retries. To allow more, raise `limits` in the connection.',
  ),
  token_unavailable: later(
    'The token server or login did not return credentials',
    'Check `auth` in the connection, with its `tokenUrl` or `loginUrl`; `orderly connections try` prints what the server answered.',
  ),
  signature_failed: later(
    'The request could not be signed',
    'Check that the request contains everything that the scheme signs, and, for a `module` scheme, that its code works. Nothing was sent.',
  ),
  connect_needed: later(
    'Somebody must sign in before this connection can be used',
    'Run `orderly connections connect <merchant> <connection>`: there is no refresh token, or the old one must not be used again.',
  ),
  egress_refused: later(
    'The address is private and not allowed',
    'If the address belongs to the shop, add it to `egress.allow` and to ORDERLY_EGRESS_ALLOW.',
  ),
  secret_host_refused: later(
    'One of the connection’s secrets must not be sent to this host',
    "Correct the address, or add the host to the secret's ORDERLY_HOSTS_….",
  ),
  host_unknown: later("The system's host name cannot be resolved", 'Check `baseUrl` and the DNS settings.'),
  tls_failed: later(
    'The TLS handshake with the system failed',
    'Check which TLS versions the system supports, and that the certificate and key of `scheme: mtls` belong together. Certificate checks cannot be turned off.',
  ),
  not_connected: later(
    'The system does not accept connections',
    'Check that it is running, and that it allows the addresses of your workers.',
  ),
  gate_closed: later(
    'The request was stopped just before it was sent',
    'Nothing to do: another attempt has taken over, or the deadline has passed. Nothing was sent.',
  ),
  proxy_unreachable: later(
    'The egress proxy does not answer',
    'Check that it is running, and that ORDERLY_EGRESS_PROXY is right.',
  ),
  proxy_refused: later(
    'The egress proxy refused the request',
    'Allow it to connect to every address and port that shops use. It receives IP addresses, not host names.',
  ),
  proxy_unauthorized: later(
    'The egress proxy rejected our credentials',
    'Correct the user and password in ORDERLY_EGRESS_PROXY.',
  ),
  cancelled: later('The worker cancelled the request', 'Nothing to do: Orderly retries where that is safe.'),
  timed_out: later(
    'The system did not answer in time',
    'Measure how long it takes, and raise `limits.timeout` if that is normal.',
  ),
  answer_cut: later(
    'The connection closed before the whole answer arrived',
    'Nothing to do: Orderly retries where that is safe.',
  ),
  answer_too_large: later(
    'The answer is larger than allowed',
    'Request less data, or raise `limits.body` (at most 20 MB).',
  ),
  answer_unreadable: later(
    'The answer is not in the declared format',
    'Send the request by hand, and look at the answer: it often comes from a proxy or a login page.',
  ),
  forbidden: later(
    'The system knows the caller, but does not allow the request (HTTP 403)',
    "Give the connection's user, key or `scope` the missing permission. If the system uses 403 to refuse the operation itself, describe it as a `refusal`.",
  ),
  path_unknown: later(
    'The system does not know this path',
    'Correct `path`, `baseUrl` or the method: the answer comes from a router and says nothing about the record.',
  ),
  answer_status: later(
    'The connection does not describe this HTTP status',
    'Describe the status as `refusal`, `none` or `safe` in the connection.',
  ),
  system_error: later('The system reports an internal error', "Contact the system's operators."),
  rate_limited: later('The system limits the rate of requests', 'Lower `limits.requests` in the connection.'),
  unauthorized: later('The system rejected our credentials', 'Check the connection’s credentials.'),
  answer_fault: later(
    'The connection does not describe this SOAP fault',
    'Describe the fault as `refusal`, `none` or under `errorRules` in the connection.',
  ),
  answer_errors: later(
    'The answer has GraphQL errors, or no data',
    'Describe the errors as `refusal`, `none`, `partial` or under `errorRules` in the connection.',
  ),
  redirected: later(
    'The system redirects to another address',
    'Set `baseUrl` to that address: reads follow redirects within their own origin only, and writes never do.',
  ),
} as const;
