/** Error codes of calls. */
import { later, never } from './entry.js';

/** Codes of calls. */
export const callErrors = {
  merchant_not_served: later(
    'This worker does not serve the merchant',
    "Correct the merchant's files: `orderly flows check`.",
  ),
  flow_unpublished: later(
    'The flow is not published for the merchant',
    'Publish it: `orderly flows check` and start the worker.',
  ),
  step_unknown: never(
    'The flow has no such call',
    'Report it with the run id: a run calls what its flow does not say.',
  ),
  operation_unknown: never(
    'There is no such operation',
    'See docs/reference/operations.md for the operations that flows can call.',
  ),
  operation_unbound: never(
    'No connection answers the operation',
    "Bind it under `operations` in the merchant's file and describe it in that connection.",
  ),
  inputs_invalid: never(
    'The inputs of a call are not what the operation takes',
    'Correct the mapping of the fields that the call is given.',
  ),
  money_without_approval: never(
    'A call that moves money has no approval in its flow',
    'Add `approval` to the step and publish the flow again.',
  ),
  money_open: never(
    'Another call moves money for this order',
    'Wait until it has ended, or resolve it if it is unknown.',
  ),
  write_open: never(
    'Another call changes this order',
    'Wait until it has ended, or resolve it if it is unknown.',
  ),
  amount_too_high: never(
    'More would be paid back than was charged',
    "Read what was paid back before, also by cancelling or replacing: `payments.quote_refund`, and the store's reservations.",
  ),
  currency_mismatch: never(
    'The amount is in another currency than what was paid',
    'Nothing was sent. Quote in the currency of the payment: the shop and the payment provider must tell the same one.',
  ),
  amount_unsayable: never(
    'The system has no number for exactly this amount',
    'Nothing was sent. See `decimals` of its connection: round the amount to what the system takes, or pay it back by hand.',
  ),
  not_confirmed: never(
    'Nobody has said yes to this write in its run',
    'Let the flow ask first, with the number of the order or subscription in the question; `orderly flows check` says where.',
  ),
  paused: later(
    'A person has paused these writes',
    'Nothing is lost: `orderly resume <merchant>` continues it.',
  ),
  taken_over: later(
    'Another attempt sends this write now',
    'Nothing to do: it is asked again how that ended.',
  ),
  refusal_early: later(
    'A refusal does not hold yet for a request that may still be on its way',
    'Nothing to do: it is asked again when that request can have no effect any more.',
  ),
  cap_reached: never("A cap of the merchant's policy is reached", 'Raise the cap, or let a person act.'),
  not_now: later('A system cannot answer now', 'Nothing to do: it is asked again until the deadline.'),
  answer_shape: later(
    'A system answers in another shape than declared',
    'Compare its answer with `fields:` of the connection, correct the mapping.',
  ),
  document_unusable: later(
    'A system gives no document that may be passed on',
    'It must be a PDF, a PNG or a ZPL label of at most 5 MB: compare its answer with `document:` of the connection.',
  ),
  input_unusable: never(
    'A value that the request needs is missing or cannot be sent',
    'Nothing was sent: ask the customer again, or correct the mapping of the inputs.',
  ),
  dry_run: later(
    'The request was shown and not sent',
    'Leave `--dry` out to send it. What would come after it depends on its answer.',
  ),
  limit_reached: later(
    "The connection's own limits are reached",
    'Nothing to do, or raise `limits` in the connection.',
  ),
  token_unavailable: later(
    'A token server or log-in gives no credential',
    'Check what `auth` of the connection names, and its `tokenUrl` or `loginUrl`; `orderly connections try` says what it has answered.',
  ),
  signature_failed: later(
    'The request could not be given its credentials',
    'Nothing was sent. See that the request has what the scheme signs, and that the code of a `module` scheme works.',
  ),
  connect_needed: later(
    'A person must connect this connection to its system',
    'Run `orderly connections connect <merchant> <connection>`: there is no refresh token, or the old one may not be sent again.',
  ),
  egress_refused: later(
    'The address is private and not allowed',
    "Name it under `egress.allow` and in ORDERLY_EGRESS_ALLOW, if it is the shop's.",
  ),
  secret_host_refused: later(
    'A secret of the connection may not be sent to this host',
    "Correct the address, or name the host in the secret's ORDERLY_HOSTS_….",
  ),
  host_unknown: later("The system's host name is not known", 'Check `baseUrl` and the name server.'),
  tls_failed: later(
    'The TLS handshake with the system fails',
    'See which versions of TLS the system speaks, and that the certificate and key of `scheme: mtls` belong together. Certificates are never ignored.',
  ),
  not_connected: later(
    'The system accepts no connection',
    'Check that it runs and lets the addresses of your workers in.',
  ),
  gate_closed: later(
    'The request was not let out at the last moment',
    'Nothing was sent: another attempt has taken over, or the time to send it is up.',
  ),
  proxy_unreachable: later(
    'The proxy for outgoing requests does not answer',
    'Check that it runs, and ORDERLY_EGRESS_PROXY.',
  ),
  proxy_refused: later(
    'The proxy for outgoing requests does not let the request through',
    'Let it connect to any address and port that shops use: it gets addresses, not names.',
  ),
  proxy_unauthorized: later(
    'The proxy for outgoing requests does not know our credentials',
    'Correct user and password in ORDERLY_EGRESS_PROXY.',
  ),
  cancelled: later(
    'The request was given up by this worker',
    'Nothing to do: it is asked again where that is safe.',
  ),
  timed_out: later(
    'The system did not answer in time',
    'Measure how long it takes; raise `limits.timeout` if that is usual.',
  ),
  answer_cut: later(
    'The connection broke before the whole answer came',
    'Nothing to do: it is asked again where that is safe.',
  ),
  answer_too_large: later(
    'The answer is larger than allowed',
    'Ask for less, or raise `limits.body` (at most 20 MB).',
  ),
  answer_unreadable: later(
    'The answer is not of the declared format',
    'Ask it by hand: a proxy or a log-in page often stands before the system.',
  ),
  forbidden: later(
    'The system knows who asks, and does not allow it (HTTP 403)',
    'Give the user, key or `scope` of the connection the right to this; where 403 is how the system refuses it, describe that as `refusal`.',
  ),
  path_unknown: later(
    'The system knows no such path, whatever record is asked for',
    'Correct `path` of the request, or `baseUrl`, and the method: the answer is that of a router, and says nothing of the record.',
  ),
  answer_status: later(
    'The system answers with a status that the connection does not explain',
    'Describe it as `refusal`, `none` or `safe` in the connection.',
  ),
  system_error: later('The system reports a fault of its own', "Tell the system's operators."),
  rate_limited: later('The system asks for fewer requests', 'Lower `limits.requests` of the connection.'),
  unauthorized: later('The system refuses our credentials', 'Check the credentials of the connection.'),
  answer_fault: later(
    'The system answers with a SOAP fault that the connection does not explain',
    'Describe it as `refusal`, `none` or under `errorRules` in the connection.',
  ),
  answer_errors: later(
    'The answer has GraphQL errors, or no data',
    'Describe them as `refusal`, `none`, `partial` or under `errorRules` in the connection.',
  ),
  redirected: later(
    'The system points to another address',
    'Write that address into `baseUrl`; reads follow their own origin alone, writes nobody.',
  ),
} as const;
