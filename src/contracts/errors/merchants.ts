/** Error codes of merchants: what the loader reports about merchant.yaml and its folder. */
import { never } from './entry.js';

/** Codes of merchants. */
export const merchantErrors = {
  merchant_shape: never(
    'A key in merchant.yaml is missing, wrong or misplaced',
    'docs/integrating/merchants.md shows what each section looks like.',
  ),
  merchant_file_missing: never(
    'The merchant’s folder has no merchant.yaml',
    'Add the file (docs/integrating/merchants.md has one to copy), or remove the folder.',
  ),
  file_outside: never(
    'The file is a broken link, or a link that leads out of its merchant’s folder',
    'Put the file itself into the folder: files that belong to other merchants or to the worker are not read.',
  ),
  file_name_ending: never('The file is ignored because of its name', 'Rename it so that it ends in `.yaml`.'),
  merchant_name_differs: never(
    'The folder and the merchant have different names',
    'Give both the same kebab-case name.',
  ),
  event_flow_too_much: never(
    'A flow started by an event contains a step that is not allowed there',
    'Use only steps that reply, hand over, wait or decide: no customer has asked for anything.',
  ),
  event_flow_input: never(
    'A flow started by an event has an input that the event does not provide',
    "Give the input the same name and type as one of the event's fields (docs/reference/events.md), and make it optional.",
  ),
  zone_unknown: never('The time zone does not exist', 'Use an IANA name such as `Europe/Berlin`.'),
  language_unknown: never('The language is not supported', 'Use a code such as `en` or `de`.'),
  style_unknown: never(
    'There are no texts in the merchant’s style',
    'Write `style: warm`, or add your own texts in `texts/<language>.<style>.yaml` (docs/authoring/texts.md).',
  ),
  texts_name_invalid: never(
    "The texts file's name does not start with a language",
    'Name it `<language>.yaml` or `<language>.<style>.yaml`, such as `de.yaml` or `en.warm.yaml`. Texts in the neutral style have no style in the name.',
  ),
  currency_unknown: never(
    'The amount or currency is not valid',
    'Write an amount with its ISO 4217 currency, such as `50 EUR`. Where only the currency is expected, write `EUR`.',
  ),
  hours_invalid: never('The business hours are not valid', 'Write days and times: `mon-fri: "09:00-17:00"`.'),
  holidays_unknown: never(
    'The holidays are not valid',
    'Write a list of dates as `yyyy-MM-dd`, or the code of a German state such as `de-BE`.',
  ),
  public_key_invalid: never(
    'The public key is not valid',
    'Make one with `orderly approvals keygen`. It consists of `ed25519:` and 43 characters.',
  ),
  api_key_invalid: never(
    'The channel’s key hash is not valid',
    'Run `orderly api keygen`, and copy the line that it prints for merchant.yaml. The hash consists of `sha256:` and 64 hex digits.',
  ),
  secret_missing: never(
    'A secret has no value',
    'Set it in the environment, or put it into the secrets folder.',
  ),
  approver_unnamed: never(
    'Approvers cannot be told apart',
    'Give each approver `keys`, a unique `login`, or both.',
  ),
  issuer_invalid: never(
    "The issuer's address is not valid",
    'Use the https:// address that the tokens name as their issuer, without `?` or `#`.',
  ),
  webhook_invalid: never('The webhook address is not valid', 'Use an https:// address.'),
  channel_invalid: never(
    "A help desk's channel is configured incorrectly",
    'Each help desk must be the `connection` of exactly one channel, which has no `webhook`, and the connection needs `events` (docs/integrating/help-desks.md).',
  ),
  notification_invalid: never(
    'An approval notification is configured incorrectly',
    'See docs/integrating/merchants.md#notifications for the format.',
  ),
  order_number_pattern_invalid: never(
    'The pattern for order numbers is not valid',
    'Write an RE2 pattern of at most 200 characters, such as `W\\d{7}`. It must not match the empty string.',
  ),
  retention_invalid: never(
    'The retention period for conversations is not valid or too short',
    'Write `retention: 180 days`. The minimum is 30 days, because an approval or a return may take that long.',
  ),
  band_invalid: never('The band is not valid', 'Write `{ upTo: 50 EUR, perCustomer: 2/30d }`.'),
  own_intent_invalid: never(
    'The merchant’s own intent cannot be learned',
    'Write `understanding: { intents: { gift_wrapping: [at least eight example messages] } }`, and list the intent in the main flow.',
  ),
  knowledge_shape: never(
    'A key in a file of `knowledge/` is missing, wrong or misplaced',
    'docs/authoring/knowledge.md shows what an entry looks like.',
  ),
  knowledge_language_missing: never(
    'An entry of `knowledge/` lacks a language',
    'Write the phrases and the answer in each language in which other entries have them.',
  ),
  knowledge_phrase_twice: never(
    'Two entries of `knowledge/` have the same phrase',
    'Keep it in the entry that answers it.',
  ),
  knowledge_phrase_request: never(
    'A phrase in `knowledge/` is a request, not a question',
    'Requests start flows and are never answered from knowledge. Ask in general: “Is a return free?” instead of “I want to return this”.',
  ),
  knowledge_over: never('An entry of `knowledge/` is over', 'Write a later day, or delete the file.'),
  threshold_invalid: never(
    'The understanding threshold is not valid',
    'Write `understanding: { thresholds: { refund: 0.95 } }`: use an intent that the main flow handles, and a number from its default up to 1.',
  ),
  policy_missing: never(
    'The merchant’s policy lacks a value that a flow reads',
    'Add it under `policy:` in merchant.yaml.',
  ),
  connection_missing: never(
    'The connection does not exist',
    'Add it to the folder `connections/`, or correct the name.',
  ),
  connection_duplicate: never('Two files define the same connection', 'Rename one of them.'),
  operation_not_offered: never(
    'The connection does not offer the operation bound to it',
    'Describe the operation in the connection, or bind another connection.',
  ),
  binding_by_carrier: never(
    'The binding by carrier is not valid',
    'Bind only parcel and return operations by carrier, name each carrier once, and add `default` for writes.',
  ),
  main_flow_not_offered: never(
    'The main flow, which every message starts, is not available',
    'Bind the operations that it calls under `operations:`, or make the flow test `offered(…)` first.',
  ),
  intent_unanswered: never(
    'One of the merchant’s own flows handles an intent, but is not available',
    'Bind the operations that it calls, test `offered(…)` before the call, or leave the intent to the shipped flow until then. If the shop does not have an operation, list that operation under `without:`.',
  ),
  without_bound: never(
    '`without:` lists an operation that is bound to a connection',
    'Remove it from `without:` or from `operations:`.',
  ),
  no_longer_offered: never(
    'The merchant no longer offers something that it offered before',
    'Bind the operation to a connection that describes it. If the shop really does not have the operation any more, list it or its domain under `without:`.',
  ),
  replacement_differs: never(
    'The replacement flow’s inputs or results differ from the original’s',
    'Give it the inputs and results of the flow that it replaces.',
  ),
  custom_field_invalid: never(
    'A custom field is not valid',
    'Declare it as `custom: { order: { region: text } }`.',
  ),
  language_model_invalid: never(
    'A language model is configured incorrectly',
    'See docs/integrating/language-models.md for the format.',
  ),
  custom_operation_invalid: never(
    'A custom operation is not valid',
    'Declare it as in docs/integrating/merchants.md: a name in a domain of your own, with `inputs`, `outputs` and `effect`.',
  ),
} as const;
