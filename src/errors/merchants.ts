/** Error codes of merchants: what the loader says of merchant.yaml and the folder around it. */
import { never } from './entry.js';

/** Codes of merchants. */
export const merchantErrors = {
  merchant_shape: never(
    'merchant.yaml is not written as it must be',
    'docs/merchants.md shows the form of every part.',
  ),
  merchant_file_missing: never(
    'A merchant’s folder has no merchant.yaml',
    'Add the file, or remove the folder.',
  ),
  merchant_name_differs: never(
    'Folder and merchant have different names',
    'Give both the same kebab-case name.',
  ),
  zone_unknown: never('A time zone does not exist', 'Use an IANA name such as `Europe/Berlin`.'),
  language_unknown: never('A language is not known', 'Use a code such as `en` or `de`.'),
  currency_unknown: never(
    'An amount is not readable',
    'Write amount and ISO 4217 currency, such as `50 EUR`.',
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
  secret_missing: never('A secret has no value', 'Set it in the environment or the secrets folder.'),
  webhook_invalid: never('A webhook’s address is not usable', 'Use an https:// address.'),
  band_invalid: never(
    'A band of the policy is not readable',
    'Write `{ upTo: 50 EUR, perCustomer: 2/30d }`.',
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
  replacement_differs: never(
    'A replacing flow has another signature',
    'Give it the inputs and results of the flow that it replaces.',
  ),
  custom_field_invalid: never(
    'An own field is not usable',
    'Declare it as `custom: { order: { region: text } }`.',
  ),
  custom_operation_invalid: never(
    'An own operation is not usable',
    'Declare it as docs/merchants.md shows: a name with a domain of your own, `inputs`, `outputs`, `effect`.',
  ),
} as const;
