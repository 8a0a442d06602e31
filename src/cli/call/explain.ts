/** Why a call came out as it did, for whoever writes the connection: the cause, where it stands in the file, what to write. */
import type { Operation } from '../../commerce/operation.js';
import { plainText } from '../../connectors/declarative/json-value.js';
import { orderSubject } from '../../commerce/orders/subject.js';
import { errorCatalogue, isErrorCode } from '../../contracts/errors/catalogue.js';
import type { Issue } from '../../contracts/issue.js';
import type { Json, JsonObject } from '../../contracts/json.js';
import { issueAt, type Path } from '../../flows/yaml/document.js';
import { valueAt } from '../../flows/yaml/zod-issues.js';
import type { SeenCall } from './caller.js';
import { type CallAbout, type Cause, lastAnswer } from './cause.js';
import { answerCause } from './explain-answer.js';
import { wordCause } from './explain-field.js';
import { logInCause } from './explain-log-in.js';

/** The causes, each at its place; none where the call came out as it should. */
export function explained(seen: SeenCall, about: CallAbout): Issue[] {
  return causesOf(seen, about).map((cause) => placed(cause, about));
}

function placed({ code, message, hint, path }: Cause, { document, binding }: CallAbout): Issue {
  const isThere = path[0] !== 'operations' || valueAt(document?.value ?? '', path.slice(0, 2)) !== undefined;
  if (document !== undefined && isThere) return issueAt(document, path, code, message, hint, { at: 'key' });
  return {
    file: `connections/${binding.connection}.yaml`,
    line: 1,
    column: 1,
    code,
    message,
    hint,
    path: '',
  };
}

function causesOf(seen: SeenCall, about: CallAbout): Cause[] {
  const { attempt } = seen;
  switch (attempt.is) {
    case 'done':
      return attempt.result === about.operation.empty ? nothingFound(seen, about) : found(seen, about);
    case 'refused':
      return attempt.code === 'input_unusable' && seen.exchanges.length === 0 ? [unsent(about)] : [];
    case 'accepted':
      return [];
    default:
      return attempt.code === 'dry_run' ? [] : [failed(attempt.code, seen, about)];
  }
}

/** Why an attempt has failed: the log-in before it, what is wrong with the answer, or what its code says. */
function failed(code: string, seen: SeenCall, about: CallAbout): Cause {
  const named = isErrorCode(code) ? code : 'answer_shape';
  const cause = logInCause(seen, about.document?.value) ?? answerCause(named, seen, about);
  if (cause) return cause;
  const { title, hint } = errorCatalogue[named];
  return { code: named, message: `${title}.`, hint, path: ['operations', about.operation.name] };
}

const requestOf = ({ operation }: CallAbout): Path => ['operations', operation.name, 'request'];

function unsent(about: CallAbout): Cause {
  const inputs = Object.keys(about.operation.inputs).join('`, `');
  return {
    code: 'input_unusable',
    message: 'Nothing was sent: a value that the request needs is missing, or does not fit its place.',
    hint: `Pass it in full (\`${inputs}\`); pass a record as JSON with the fields that the request names.`,
    path: requestOf(about),
  };
}

/** Of a search that finds nothing: whether it was sent at all, and whether its answer speaks of the record. */
function nothingFound(seen: SeenCall, about: CallAbout): Cause[] {
  const last = lastAnswer(seen);
  if (seen.exchanges.length === 0) return [unsent(about)];
  if (seen.events.some(({ kind }) => kind === 'records_dropped'))
    return [{ code: 'answer_shape', ...DROPPED, path: ['operations', about.operation.name, 'fields'] }];
  if (last?.status !== 404) return [];
  const { url } = seen.exchanges.at(-1)?.request ?? {};
  return [
    {
      code: 'path_unknown',
      message: `\`${url?.pathname ?? ''}\` answers 404, which the file takes to mean “nothing was found”. A wrong path would also get a 404.`,
      hint: 'Try a record that exists. If that is not found either, correct `path` or `baseUrl`.',
      path: requestOf(about),
    },
  ];
}

const DROPPED = {
  message: 'The answer is about something other than what was asked for.',
  hint: 'Check that the number (or e-mail) is where `fields` says it is. A customer’s other addresses go under `otherEmails`.',
} as const;

/** Of what was found: words without one of ours, fields that are mapped and not there, amounts in another currency than the merchant's. */
function found(seen: SeenCall, about: CallAbout): Cause[] {
  const { attempt, events, views } = seen;
  const { operation, binding, currency } = about;
  if (attempt.is !== 'done') return [];
  const unknown = new Set(events.flatMap((event) => (event.kind === 'unknown_value' ? [event.field] : [])));
  const answers = views.filter((view) => view !== undefined).toReversed();
  const words = [...unknown].flatMap((field) => wordCause(field, answers, about) ?? []);
  const at: Path = ['operations', operation.name, 'fields'];
  const record = recordOf(operation);
  const records = record === undefined ? [] : recordsIn(attempt.outputs[record]);
  const lacking = IDENTIFYING.filter(([field]) => isLacking(field, binding.fields, records)).map(
    ([field, hint]): Cause => ({
      code: 'answer_shape',
      message: `\`${field}\` is mapped, but no record of this answer has it.`,
      hint,
      path: [...at, field],
    }),
  );
  const causes = [...words, ...lacking];
  const others =
    currency === undefined ? [] : currenciesIn(attempt.outputs).filter((one) => one !== currency);
  const [other] = others;
  if (other === undefined || currency === undefined) return causes;
  const message = `An amount is in ${other}, but merchant.yaml says \`currency: ${currency}\`.`;
  const hint = `Customers would see amounts in ${other}. If the shop sells only in ${currency}, correct the amount’s \`currency\`.`;
  return [...causes, { code: 'currency_mismatch', message, hint, path: [...at, 'amount'] }];
}

/** Fields without which nobody can be told from others. */
const IDENTIFYING = [
  [
    'customerEmail',
    'Correct its path: without it, customers who prove an order by e-mail can never be verified, and `orders.find` keeps no orders.',
  ],
  ['number', 'Correct its path: without it, the record cannot be identified.'],
] as const;

const isLacking = (field: string, mapped: readonly string[] = [], records: readonly JsonObject[]): boolean =>
  mapped.includes(field) && records.length > 0 && records.every((record) => (record[field] ?? null) === null);

const recordOf = ({ coverage, about = orderSubject, subject }: Operation): string | undefined =>
  coverage?.output ?? (subject === 'number' ? about.input : undefined);

function recordsIn(value: Json | undefined): JsonObject[] {
  if (value === undefined || value === null || typeof value !== 'object') return [];
  return (Array.isArray(value) ? value : [value]) as JsonObject[]; // outputs hold records and lists of them
}

function currenciesIn(value: Json): string[] {
  if (value === null || typeof value !== 'object') return [];
  const own = 'minor' in value && 'currency' in value ? [plainText(value['currency'] ?? '')] : [];
  return [...new Set([...own, ...Object.values(value).flatMap((part: Json) => currenciesIn(part))])];
}
