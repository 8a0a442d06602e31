/** Error codes of the HTTP API; a request can also fail with the codes of the client. */
import { later, never } from './entry.js';

/** Codes that a caller of the HTTP API meets. */
export const apiErrors = {
  request_invalid: never(
    'The request has a missing, wrong or unknown field',
    'Correct the fields named in `errors`; /v1/openapi.json has the schema of every request.',
  ),
  json_invalid: never(
    'The body is not valid JSON, or repeats a name',
    'Send JSON in UTF-8, and use each name at most once in an object.',
  ),
  body_too_large: never('The body is larger than 1 MB', 'Send less; pass attachments by reference.'),
  media_type_unsupported: never(
    'The body is not JSON',
    'Send uncompressed UTF-8 with `Content-Type: application/json`.',
  ),
  route_unknown: never('This address does not exist', 'See /v1/openapi.json for all addresses.'),
  document_unknown: never(
    'The document does not exist, or its link is no longer valid',
    'Ask for a new link: a link works for 14 days, or until it is revoked. `orderly documents list` shows the documents.',
  ),
  method_not_allowed: never('The address does not support this method', 'Use a method listed in `Allow`.'),
  caller_unknown: never(
    'The caller is not authenticated',
    "Send `Authorization: Bearer <key>` with a key whose hash is in the merchant's file, or with an agent's token that has not expired; see docs/integrating/http-api.md.",
  ),
  caller_forbidden: never(
    'The caller is not allowed to do this',
    "Use a channel's key to send messages and read replies, and an agent's token with the right `scopes` for everything else. A token that agents have signed with their own key only works on this machine.",
  ),
  issuer_unavailable: later(
    "The sign-in's public keys cannot be fetched",
    'Check `signIn: issuer` in merchant.yaml, and that this machine can reach that address.',
  ),
  request_foreign: never(
    'The request does not come from a page of the desk',
    'Send `x-orderly-desk: 1` from a page of the same origin. Programs do not use the cookie of a session: they send `Authorization: Bearer <token>`.',
  ),
  link_invalid: never(
    'The link does not open the desk',
    'A link works once, within 5 minutes, and only on the machine that runs the API. Start `npm run demo -- --keep` or `orderly up` again for a new one, or sign in.',
  ),
  sign_in_stale: never(
    'The sign-in is too old for a decision',
    'Sign in again: a decision counts for 15 minutes after the approver has signed in.',
  ),
  sign_in_unknown: never(
    'Agents of this merchant cannot sign in here',
    'Check the name of the merchant, and `signIn:` in merchant.yaml.',
  ),
  sign_in_incomplete: later(
    'The sign-in was not completed',
    'Sign in again. If this keeps happening, compare `signIn:` in merchant.yaml with what the provider has registered: its client, secret and redirect address.',
  ),
  sign_in_unregistered: never(
    'The provider knows this person, but merchant.yaml does not',
    'Add the value of their claim as `login` of one of the `approvers` in merchant.yaml.',
  ),
  desk_unbuilt: never('The pages of the desk have not been built', 'Run `npm run build`.'),
  try_unavailable: never(
    'This merchant has no channel for trying flows',
    'Add a channel with `test: true` to merchant.yaml.',
  ),
  event_forged: never(
    'The event could not be authenticated',
    'Check the merchant and connection in the URL, that the connection has `events.verify`, and that both sides share the same secret and clock.',
  ),
  events_broken: later(
    'This connection cannot receive events',
    'Read what `orderly api` logged when it started, correct `events:` in the connection or set its secret, and restart `orderly api`. The system will then send the missed events again.',
  ),
  event_unreadable: never(
    'The event cannot be read',
    'Compare the payload with `events.body`, `each` and `id` in the connection.',
  ),
  event_not_now: later(
    'The event could not be processed in time',
    'Wait for the system to send it again. If this keeps happening, the process is overloaded or the body is too large.',
  ),
  too_many_requests: later(
    'The caller has exceeded its rate limit',
    'Wait for the number of seconds in `Retry-After`, then send the request again.',
  ),
  api_ending: later(
    'This process is shutting down and accepts no new requests',
    'Send the request again: another process will answer it.',
  ),
  api_unreachable: later(
    'The HTTP API does not answer, or something else answers at its address',
    'Check that `orderly api` is running and that the address is right. It is safe to send the request again.',
  ),
} as const;
