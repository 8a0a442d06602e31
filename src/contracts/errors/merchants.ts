/** Error codes of merchants: what the loader reports about merchant.yaml and its folder. */
import { never } from './entry.js';

/** Codes of merchants. */
export const merchantErrors = {
  merchant_shape: never(
    'merchant.yaml is not written as it must be',
    'docs/integrating/merchants.md shows the form of every part.',
  ),
  merchant_file_missing: never(
    'A merchant’s folder has no merchant.yaml',
    'Add the file (docs/integrating/merchants.md has one to copy), or remove the folder.',
  ),
  file_outside: never(
    'A file is a link that leads out of its merchant’s folder, or nowhere',
    'Put the file itself into the folder: what other merchants and the worker have is not read.',
  ),
  file_name_ending: never(
    'A file is not read because of its name',
    'Rename it: its name must end in `.yaml`.',
  ),
  merchant_name_differs: never(
    'Folder and merchant have different names',
    'Give both the same kebab-case name.',
  ),
  event_flow_too_much: never(
    'A flow that an event starts does more than it may',
    'Nobody has asked for it: let it say, hand over, wait and decide, and nothing else.',
  ),
  event_flow_input: never(
    'An input of a flow that an event starts is nothing that the event tells',
    'Give it the name and the type of a field of the event (docs/reference/events.md), and let it be optional.',
  ),
  zone_unknown: never('A time zone does not exist', 'Use an IANA name such as `Europe/Berlin`.'),
  language_unknown: never('A language is not known', 'Use a code such as `en` or `de`.'),
  tone_unknown: never(
    'There are no texts in the tone of a merchant',
    'Write `tone: warm`, or texts of your own in `texts/<language>.<tone>.yaml` (docs/authoring/texts.md).',
  ),
  texts_name_invalid: never(
    'The name of a file of texts says no language',
    'Name it `<language>.yaml` or `<language>.<tone>.yaml`: `de.yaml`, `en.warm.yaml`. The neutral tone has no name.',
  ),
  currency_unknown: never(
    'An amount or a currency is not readable',
    'Write amount and ISO 4217 currency, such as `50 EUR`, or the currency alone where only that is asked: `EUR`.',
  ),
  hours_invalid: never('Business hours are not readable', 'Write days and times: `mon-fri: "09:00-17:00"`.'),
  holidays_unknown: never(
    'Holidays are not known',
    'Give a list of dates `yyyy-MM-dd`, or a code of a German state such as `de-BE`.',
  ),
  public_key_invalid: never(
    'A public key is not readable',
    'Make one with `orderly approvals keygen`: `ed25519:` and 43 characters.',
  ),
  api_key_invalid: never(
    'The hash of a channel’s key is not readable',
    'Make a key with `orderly api keygen`: it prints the line for merchant.yaml, `sha256:` and 64 hex digits.',
  ),
  secret_missing: never('A secret has no value', 'Set it in the environment or the secrets folder.'),
  approver_unnamed: never(
    'An approver cannot be told from others',
    'Give each one `keys`, a `login` of their own, or both.',
  ),
  issuer_invalid: never(
    "The sign-in's address is not usable",
    'Use the https:// address that its tokens name as issuer, without `?` and `#`.',
  ),
  webhook_invalid: never('A webhook’s address is not usable', 'Use an https:// address.'),
  channel_invalid: never(
    'A channel cannot be the help desk that it names',
    'Each help desk is the `connection` of one channel, without a `webhook`, and has `events` (docs/integrating/help-desks.md).',
  ),
  notice_invalid: never(
    'A notice to approvers cannot be sent as it is written',
    'docs/integrating/merchants.md#notices shows the forms.',
  ),
  order_number_pattern_invalid: never(
    'A form of order numbers cannot be used',
    'Write a pattern of RE2, such as `W\\d{7}`: at most 200 characters, and not matching the empty text.',
  ),
  retention_invalid: never(
    'The time for which conversations are kept is not readable, or too short',
    'Write `retention: 180 days`: at least 30, as an approval or a return may take that long.',
  ),
  band_invalid: never(
    'A band of the policy is not readable',
    'Write `{ upTo: 50 EUR, perCustomer: 2/30d }`.',
  ),
  own_intent_invalid: never(
    'An intent of a merchant’s own cannot be learnt',
    'Write `understanding: { intents: { gift_wrapping: [eight messages that mean it, or more] } }`, and list it in the main flow.',
  ),
  threshold_invalid: never(
    'A threshold of understanding cannot be used',
    'Write `understanding: { thresholds: { refund: 0.95 } }`: an intent of the main flow, and a number up to 1 that is not below the product’s.',
  ),
  policy_missing: never(
    'The merchant’s policy lacks a value that a flow reads',
    'Add it under `policy:` in merchant.yaml.',
  ),
  connection_missing: never(
    'A connection does not exist',
    'Add it to the folder `connections/`, or correct the name.',
  ),
  connection_duplicate: never('Two files define one connection', 'Rename one of them.'),
  operation_not_offered: never(
    'A connection does not offer a bound operation',
    'Describe the operation in the connection, or bind another.',
  ),
  binding_by_carrier: never(
    'A binding by carrier cannot be used',
    'Only operations on parcels and returns have carriers: name each once, and `default` where something is changed.',
  ),
  main_flow_not_offered: never(
    'The flow that every message starts is not offered',
    'Bind what it calls under `operations:`, or let the flow ask `offered(…)` first.',
  ),
  intent_unanswered: never(
    'A flow of a merchant’s own takes an intent from customers, and is not offered',
    'Bind what it calls, ask `offered(…)` before the call, or leave the intent to the shipped flow until then; `without:` says that it is meant.',
  ),
  without_bound: never(
    '`without:` names what a connection is bound to',
    'Remove it from `without:`, or remove the line under `operations:`.',
  ),
  no_longer_offered: never(
    'What a merchant has offered is not offered any longer',
    'Bind the operation to a connection that describes it; or name it, or its domain, under `without:` if the shop no longer has it.',
  ),
  replacement_differs: never(
    'A replacing flow has another signature',
    'Give it the inputs and results of the flow that it replaces.',
  ),
  custom_field_invalid: never(
    'An own field is not usable',
    'Declare it as `custom: { order: { region: text } }`.',
  ),
  language_model_invalid: never(
    'A language model is not usable as it is written',
    'docs/integrating/language-models.md shows the form and what each line means.',
  ),
  custom_operation_invalid: never(
    'An own operation is not usable',
    'Declare it as docs/integrating/merchants.md shows: a name with a domain of your own, `inputs`, `outputs`, `effect`.',
  ),
} as const;
