/** Error codes of connection files. */
import { never } from './entry.js';

/** Codes of connections. */
export const connectionErrors = {
  connection_invalid: never(
    'A connection is not written as it must be',
    'See docs/integrating/connections.md for the form.',
  ),
  connector_unknown: never('There is no such connector', 'Use one of those named.'),
  connection_parameter_invalid: never(
    'A parameter of a prebuilt connector is missing or cannot be used',
    '`orderly connections show <connector>` says what each is.',
  ),
  connection_auth_unknown: never('There is no such authentication scheme', 'Use one of those named.'),
  connection_auth_invalid: never(
    'An authentication scheme cannot work as it is written',
    'See docs/integrating/authentication/README.md for what it needs.',
  ),
  connection_url_invalid: never(
    'An address cannot be used',
    'Write it as `https://host/path`, without user, query or fragment.',
  ),
  connection_operation_unknown: never(
    'There is no such operation',
    'See docs/reference/operations.md for the names.',
  ),
  connection_field_unknown: never(
    'There is no such business field',
    'See docs/reference/fields.md for the names.',
  ),
  connection_field_missing: never(
    'A business field that every answer needs is not mapped',
    "Map it to a path of the system's answer.",
  ),
  connection_value_unknown: never('There is no such value of the business field', 'Use one of those named.'),
  connection_value_missing: never(
    'A value of an input has no word of the system',
    'Give every value a word, or a word for `*`.',
  ),
  connection_path_invalid: never(
    'A path cannot be used',
    'Write JSONPath as in RFC 9535, without `match`, `search`, more than one `..`, and `$` within a filter.',
  ),
  connection_pattern_invalid: never(
    'A pattern cannot be used',
    'Write RE2 syntax with a named group: `(?P<value>[0-9]+)`.',
  ),
  connection_format_invalid: never(
    'A format of dates or numbers cannot be used',
    'Use yyyy MM dd HH mm ss SSS XXX, `seconds` or `milliseconds`, with a zone as `Europe/Berlin`; numbers as `1.234,56`.',
  ),
  connection_answer_invalid: never(
    'How an answer is read cannot be used',
    'See docs/integrating/formats.md for the formats and what each can be told.',
  ),
  connection_template_invalid: never(
    'A text with `${…}` cannot be used',
    'Write `${inputs.…}`, `${chain.…}`, `${page.…}`, `${idempotencyKey}`, `${requestKey}`, `${reference}` or `${secret.NAME}`.',
  ),
  connection_input_unknown: never(
    'The operation has no such input',
    'See docs/reference/operations.md for its inputs.',
  ),
  connection_chain_invalid: never(
    'The requests of a chain cannot stand like this',
    'First reads and writes marked `staging`, each with an `id` of its own; what commits is `request`, the last one. A POST that reads says `effect: read`.',
  ),
  connection_paging_invalid: never(
    'Further pages cannot be asked for like this',
    'Only a read with `each` has pages; its mark needs a place in the request: `param`, or `${page.…}`.',
  ),
  connection_result_unknown: never(
    'The operation has no such result',
    'See docs/reference/operations.md for its results.',
  ),
  connection_refusal_unknown: never('The operation has no such refusal', 'Use one of those named.'),
  connection_effect_lowered: never(
    "A connection cannot lower an operation's effect",
    'Leave `effect` out, or raise it.',
  ),
  connection_effect_too_low: never(
    'A write says that it pays back, and does not count as moving money',
    'Write `effect: money` below the operation: then somebody approves it, and what it pays back counts.',
  ),
  connection_idempotency_invalid: never(
    'It is not said how the system can be asked again',
    'Write `idempotency` as `key`, `natural`, `lookup` or `none`; a key needs its place in the request, and a look-up asks for what was sent.',
  ),
  connection_accepted_invalid: never(
    'What a system has only accepted cannot be settled like this',
    'Name under `ask` a read that tells what became of the write; docs/integrating/connections.md, “Accepted”, says which can.',
  ),
  connection_events_invalid: never(
    'Events cannot be taken in as it is written',
    'See docs/integrating/events.md for the form.',
  ),
  connection_event_unknown: never(
    'There is no such business event',
    'See docs/reference/events.md for the names.',
  ),
  connection_file_missing: never(
    'A file that a connection names cannot be read',
    'Put the file itself beside the connection, or into a folder below: its name has letters, digits, `.`, `_`, `-` and `/`, and no link leads out of the merchant’s folder.',
  ),
  connection_ca_invalid: never(
    'A file holds no certificate of an authority',
    'Put the certificates in PEM into it: `-----BEGIN CERTIFICATE-----`.',
  ),
  connection_region_unknown: never(
    'The operator has no way out in the region that a connection names',
    'Use a region of the operator, or let one be set up: `orderly connections egress` prints them.',
  ),
  connection_graphql_invalid: never(
    'A GraphQL document or its variables cannot be used',
    'Write one `query` or `mutation`, and a value for each variable that it needs.',
  ),
  connection_soap_invalid: never(
    'A SOAP request cannot be written',
    'Write the content of `Body` as an envelope, or name an operation of a WSDL that is document/literal.',
  ),
  connection_success_missing: never(
    'Nothing would tell that this write has succeeded',
    'Map a field of its answer, or write `success`.',
  ),
  connection_input_unused: never(
    'A request does not say what it is about',
    'Write the number, or a field of the record, into it: `${inputs.number}`, `${inputs.order.ref}`.',
  ),
  connection_amount_unused: never(
    'A request that pays does not say how much',
    'Write the amount into it: `${inputs.amount.minor}`, or `{ from: inputs.amount, as: decimal }`.',
  ),
  connection_secret_plain: never(
    'A secret stands in a file in plain',
    'Put it among the secrets, and write `${secret.NAME}` in its place.',
  ),
} as const;
