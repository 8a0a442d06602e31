/** Error codes of connection files. */
import { never } from './entry.js';

/** Codes of connections. */
export const connectionErrors = {
  connection_invalid: never(
    'A key in the connection is missing, wrong or misplaced',
    'See docs/integrating/connections.md for the format.',
  ),
  connector_unknown: never('The connector does not exist', 'Use one of the connectors listed.'),
  connection_parameter_invalid: never(
    'One of the prebuilt connector’s parameters is missing or invalid',
    'Run `orderly connections show <connector>` for a description of each parameter.',
  ),
  connection_auth_unknown: never(
    'The authentication scheme does not exist',
    'Use one of the schemes listed.',
  ),
  connection_auth_invalid: never(
    'The authentication scheme is configured incorrectly',
    'See docs/integrating/authentication/README.md for what the scheme needs.',
  ),
  connection_url_invalid: never(
    'The address is not valid',
    'Write it as `https://host/path`, without a user, query or fragment.',
  ),
  connection_operation_unknown: never(
    'The operation does not exist',
    'See docs/reference/operations.md for the names.',
  ),
  connection_field_unknown: never(
    'The business field does not exist',
    'See docs/reference/fields.md for the names.',
  ),
  connection_field_missing: never(
    'A required business field is not mapped',
    "Map it to a path in the system's answer.",
  ),
  connection_value_unknown: never('The business field has no such value', 'Use one of the values listed.'),
  connection_value_missing: never(
    'One of the input’s values is not mapped to a value in the system',
    'Map every value, or add a default with `*`.',
  ),
  connection_path_invalid: never(
    'The path is not valid',
    'Write JSONPath as defined in RFC 9535. `match`, `search`, more than one `..`, and `$` in a filter are not supported.',
  ),
  connection_pattern_invalid: never(
    'The pattern is not valid',
    'Write RE2 syntax with a named group: `(?P<value>[0-9]+)`.',
  ),
  connection_format_invalid: never(
    'The date or number format is not valid',
    'For dates, use yyyy MM dd HH mm ss SSS XXX, `seconds` or `milliseconds`, with a time zone such as `Europe/Berlin`. For numbers, write an example such as `1.234,56`.',
  ),
  connection_answer_invalid: never(
    'The settings for reading the answer are not valid',
    'See docs/integrating/formats.md for the formats and their options.',
  ),
  connection_template_invalid: never(
    'A template with `${…}` is not valid',
    'Use `${inputs.…}`, `${chain.…}`, `${page.…}`, `${idempotencyKey}`, `${requestKey}`, `${reference}` or `${secret.NAME}`.',
  ),
  connection_input_unknown: never(
    'The operation has no such input',
    'See docs/reference/operations.md for its inputs.',
  ),
  connection_chain_invalid: never(
    'The chain of requests is not valid',
    'Put reads and writes marked `staging` into `chain`, each with its own `id`, and the write that commits into `request`. Mark a POST that only reads with `effect: read`.',
  ),
  connection_paging_invalid: never(
    'The paging settings are not valid',
    'Use paging only for a read with `each`, and put the page mark into the request with `param` or `${page.…}`.',
  ),
  connection_result_unknown: never(
    'The operation has no such result',
    'See docs/reference/operations.md for its results.',
  ),
  connection_refusal_unknown: never('The operation has no such refusal', 'Use one of the refusals listed.'),
  connection_effect_lowered: never(
    "A connection cannot lower an operation's effect",
    'Leave out `effect`, or raise it.',
  ),
  connection_effect_too_low: never(
    'The write refunds money, but its effect is not `money`',
    'Add `effect: money` to the operation, so that it is approved and its refunds are counted.',
  ),
  connection_idempotency_invalid: never(
    'The connection does not say how to repeat this write safely',
    'Set `idempotency` to `key`, `natural`, `lookup` or `none`. A key must appear in the request; a lookup must search for what was sent.',
  ),
  connection_accepted_invalid: never(
    'Orderly cannot find out how an accepted write ends',
    'Name a read under `ask` that reports the outcome; docs/integrating/connections.md, “Accepted”, lists suitable ones.',
  ),
  connection_events_invalid: never(
    'The `events` section is not valid',
    'See docs/integrating/events.md for the format.',
  ),
  connection_event_unknown: never(
    'The business event does not exist',
    'See docs/reference/events.md for the names.',
  ),
  connection_file_missing: never(
    'A file that the connection names cannot be read',
    'Put the file beside the connection or into a subfolder. Its name may contain letters, digits, `.`, `_`, `-` and `/`; links that lead out of the merchant’s folder are not followed.',
  ),
  connection_ca_invalid: never(
    'The file does not contain a CA certificate',
    'Put the certificates into it in PEM format: `-----BEGIN CERTIFICATE-----`.',
  ),
  connection_region_unknown: never(
    "The operator has no egress in the connection's region",
    'Use a region that `orderly connections egress` prints, or ask the operator to set up this one.',
  ),
  connection_graphql_invalid: never(
    'The GraphQL document or its variables are not valid',
    'Write one `query` or `mutation`, and a value for each required variable.',
  ),
  connection_soap_invalid: never(
    'The SOAP request is not valid',
    'Write the content of `Body` as an envelope, or name an operation from a document/literal WSDL.',
  ),
  connection_success_missing: never(
    'The connection does not say how to tell that this write has succeeded',
    'Map a field from its answer, or add `success`.',
  ),
  connection_input_unused: never(
    'The request does not identify the record',
    'Add its number or another field to the request: `${inputs.number}`, `${inputs.order.ref}`.',
  ),
  connection_amount_unused: never(
    'The request moves money, but does not contain the amount',
    'Add the amount to the request: `${inputs.amount.minor}`, or `{ from: inputs.amount, as: decimal }`.',
  ),
  connection_amount_unit: never(
    'An amount seems to be in another unit than the file says',
    'Write `minor` for amounts in cents or another minor unit, and `decimal` for amounts such as 12.30.',
  ),
  connection_path_absent: never(
    'The answer has nothing at this path',
    'Correct the path, or add the field to the GraphQL document.',
  ),
  connection_secret_plain: never(
    'The file contains a secret in plain text',
    'Move it to the secrets, and write `${secret.NAME}` in its place.',
  ),
} as const;
