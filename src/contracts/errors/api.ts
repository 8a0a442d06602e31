/** Error codes of the HTTP API; what a request asks for has the codes of the client besides. */
import { later, never } from './entry.js';

/** Codes that a caller of the HTTP API meets. */
export const apiErrors = {
  request_invalid: never(
    'A request has a missing, wrong or foreign field',
    'Correct what `errors` names; /v1/openapi.json has the schema of every request.',
  ),
  json_invalid: never(
    'A body is no JSON with one meaning',
    'Send JSON in UTF-8, and each name of an object once.',
  ),
  body_too_large: never('A body is larger than 1 MB', 'Send less; attachments go by reference.'),
  media_type_unsupported: never(
    'A body is of another kind than JSON',
    'Send it with `Content-Type: application/json`, in UTF-8 and not compressed.',
  ),
  route_unknown: never('There is no such address', '/v1/openapi.json lists all of them.'),
  document_unknown: never(
    'There is no such document, or not any more',
    'Ask for it again: a link opens for 14 days, and less if it was revoked. `orderly documents list` names what there is.',
  ),
  method_not_allowed: never('The address does not know this method', 'Use one that `Allow` names.'),
  caller_unknown: never(
    'The caller is not known here',
    "Send `Authorization: Bearer <key>`, with a key whose hash stands in the merchant's file, or an agent's token that has not expired; see docs/integrating/http-api.md.",
  ),
  caller_forbidden: never(
    'The caller may not do this',
    "A channel sends messages and reads replies; everything else is an agent's, within their `scopes`. A token that an agent has signed with their own key counts on this machine only.",
  ),
  issuer_unavailable: later(
    "The keys of a merchant's sign-in cannot be fetched",
    'See that `signIn: issuer` is right and that its address can be reached from here.',
  ),
  event_forged: never(
    'Nobody here tells of events like this',
    'See that merchant and connection are right, that its file has `events.verify`, and that both sides have the same secret and time.',
  ),
  events_broken: later(
    'Events of this connection cannot be taken in',
    'See the log of `orderly api` at its start, mend `events:` of the file or set its secret, and start it again; what is told until then, its system sends again.',
  ),
  event_unreadable: never(
    'What a system tells cannot be read',
    "See that `events.body`, `each` and `id` of the connection's file fit what is sent.",
  ),
  event_not_now: later(
    'What a system tells could not be read in time',
    'Its system sends it again. If it stays so, the process has too much to do, or the body is too large.',
  ),
  too_many_requests: later(
    'The caller sends more requests than it may',
    'Wait for as many seconds as `Retry-After` says, then send it again.',
  ),
  api_ending: later('This process takes no more requests', 'Send it again: another process takes it.'),
  api_unreachable: later(
    'The HTTP API does not answer, or something else answers at its address',
    'See that `orderly api` runs and that the address is right; what was sent can be sent again.',
  ),
} as const;
