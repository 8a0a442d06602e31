/** Parses merchant.yaml into a checked `MerchantConfig`, each issue with its place (DESIGN §13). */
import type { z } from 'zod';
import { programLocale } from '../texts/languages/program-locale.js';
import type { Issue } from '../contracts/issue.js';
import type { Json } from '../contracts/json.js';
import { isValueName, kebabLike, wrongName } from '../flows/names.js';
import { firstLanguage, languages as product } from '../texts/languages/index.js';
import type { Languages } from '../texts/languages/language.js';
import { neutral } from '../texts/languages/style.js';
import { declaredType, ownFieldTypes } from '../commerce/declared-types.js';
import { catalogue } from '../commerce/index.js';
import type { Catalogue, Fields } from '../commerce/operation.js';
import { isVariableName, secretNameLike, type Secrets } from '../security/secrets.js';
import { type Path, readDocument, type YamlDocument } from '../flows/yaml/document.js';
import { didYouMean, nearest } from '../flows/yaml/suggest.js';
import { issuesOfZod } from '../flows/yaml/zod-issues.js';
import { sentenceNames } from '../texts/languages/default-sentences.js';
import type { MerchantConfig, BusinessHours } from './merchant.js';
import { merchantSchema, type RawMerchant } from './merchant-schema.js';
import { eventFlowsOf } from './event-flows.js';
import { readCarriers } from './carrier-times.js';
import { readApprovers, readChannels, readSignIn } from './read-channels-and-approvers.js';
import { readLanguageModel } from './read-language-model.js';
import { readNotifications } from './read-notifications.js';
import { checkPolicyGroups, readPolicy } from './read-policy.js';
import { readUnderstanding } from './read-understanding.js';
import { readOwnOperations } from './own-operations.js';
import { Reader } from './merchant-file-reader.js';
import { readThresholds } from './thresholds.js';
import { parseDuration, parseDate } from '../flows/literals.js';
import { holidayCodes, holidaysOf } from './holidays.js';

// `hours:` of merchant.yaml: days with their times, and the holidays.

type Weekday = keyof BusinessHours['days'];

const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

/** Years around the present for which holidays are computed. */
const YEARS = 2;

/** Reads business hours; holidays are computed for the years around `now` (epoch ms). */
function readHours(reader: Reader, hours: NonNullable<RawMerchant['hours']>, now: number): BusinessHours {
  const days = new Map<Weekday, { from: number; to: number }>();
  for (const [key, raw] of Object.entries(hours)) {
    if (key === 'holidays') continue;
    const path = ['hours', key];
    const span = weekdaysOf(key);
    const times = typeof raw === 'string' ? timesOf(raw) : undefined;
    if (span === undefined)
      reader.reportIssue(
        path,
        'hours_invalid',
        `\`${key}\` is not a day or a range of days.`,
        undefined,
        'key',
      );
    else if (times === undefined)
      reader.reportIssue(path, 'hours_invalid', 'These are not valid times of a day.');
    else for (const day of span) days.set(day, times);
  }
  return { days: Object.fromEntries(days), holidays: holidays(reader, hours['holidays'], now) };
}

/** `mon-fri` or `sat`. */
function weekdaysOf(key: string): Weekday[] | undefined {
  const [first = '', last = first, ...more] = key.split('-');
  const from = weekdays.indexOf(first);
  const to = weekdays.indexOf(last);
  if (from < 0 || to < 0 || more.length > 0) return undefined;
  // Indices of the seven names are weekdays.
  return Array.from({ length: ((to - from + 7) % 7) + 1 }, (_, index) => ((from + index) % 7) as Weekday);
}

/** `09:00-17:00` in minutes of the day. */
function timesOf(raw: string): { from: number; to: number } | undefined {
  const match = /^([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-4]):([0-5]\d)$/.exec(raw);
  const [, fromHour, fromMinute, toHour, toMinute] = (match ?? []).map(Number);
  if (fromHour === undefined || fromMinute === undefined || toHour === undefined || toMinute === undefined)
    return undefined;
  const times = { from: fromHour * 60 + fromMinute, to: toHour * 60 + toMinute };
  return times.from < times.to && times.to <= 24 * 60 ? times : undefined;
}

function holidays(reader: Reader, raw: string | string[] | undefined, now: number): string[] {
  const path = ['hours', 'holidays'];
  if (raw === undefined) return [];
  if (Array.isArray(raw)) {
    raw.forEach((date, index) => {
      if (parseDate(date) === undefined)
        reader.reportIssue([...path, index], 'holidays_unknown', `\`${date}\` is not a valid date.`);
    });
    return raw;
  }
  const year = new Date(now).getUTCFullYear();
  const years = Array.from({ length: 2 * YEARS + 1 }, (_, index) => year - YEARS + index);
  const days = years.map((each) => holidaysOf(raw, each));
  if (days.includes(undefined)) {
    reader.reportIssue(
      path,
      'holidays_unknown',
      `There is no holiday calendar \`${raw}\`.`,
      `${didYouMean(raw, holidayCodes)} Or write a list of dates.`,
    );
  }
  return days.flatMap((each) => each ?? []);
}

// `retention:` of merchant.yaml: how long what was said is kept.

const DAY_MS = 86_400_000;
const USUAL_MS = 180 * DAY_MS;
/** A conversation closes by itself after a week, and an approval may wait for longer. */
const LEAST_MS = 30 * DAY_MS;

/** How long a conversation is kept after its last word, ms. */
function readRetention(reader: Reader, raw: string | undefined): number {
  if (raw === undefined) return USUAL_MS;
  const duration = parseDuration(raw);
  if (duration !== undefined && 'ms' in duration && duration.ms >= LEAST_MS) return duration.ms;
  reader.reportIssue(
    ['retention'],
    'retention_invalid',
    `\`${raw}\` is not a valid time of at least 30 days.`,
  );
  return USUAL_MS;
}

/** What reading needs in addition to the text. */
export interface MerchantFileOptions {
  /** Resolves `${secret.NAME}`; if absent, names are not verified, for checks on an author's machine. */
  secrets?: Secrets | undefined;
  /** Epoch ms; holidays are computed around it. */
  now: number;
  /** The product's languages; those of the registry by default. */
  languages?: Languages | undefined;
}

/** Reads merchant.yaml; a valid form yields a config for further checks, to be served only without issues. */
export function readMerchantFile(
  file: string,
  text: string,
  options: MerchantFileOptions,
): { config?: MerchantConfig; document?: YamlDocument; issues: Issue[] } {
  const { document, issues } = readDocument(file, text, { trailingComments: true });
  if (document === undefined) return { issues };
  const parsed = merchantSchema.safeParse(document.value);
  const reader = new Reader(document);
  if (!parsed.success) {
    const groups = checkPolicyGroups(reader);
    const found = issuesOfZod(document, parsed.error, 'merchant_shape', { schema: merchantSchema });
    const rest = found.filter(
      ({ path }) => !groups.some((group) => `${path}.`.startsWith(`policy.${group}.`)),
    );
    return { document, issues: [...reader.issues, ...rest] };
  }
  checkSecretNames(reader, document.value, []);
  const config = configOf(reader, parsed.data, options);
  return { config, document, issues: reader.issues };
}

/** Reports secrets that are written with the whole name of their variable: they would never be found. */
function checkSecretNames(reader: Reader, value: Json, path: Path): void {
  if (typeof value === 'string') {
    const name = /\$\{secret\.([A-Z0-9_]+)\}/.exec(value)?.[1] ?? '';
    if (!isVariableName(name)) return;
    const message = `\`${name}\` is the name of the environment variable: Orderly adds \`ORDERLY_SECRET_\` and the merchant’s name itself.`;
    reader.reportIssue(path, 'merchant_shape', message, `Write \`\${secret.${secretNameLike(name)}}\`.`);
  } else if (typeof value === 'object' && value !== null)
    for (const [key, inside] of Object.entries(value))
      checkSecretNames(reader, inside, [...path, Array.isArray(value) ? Number(key) : key]);
}

function configOf(
  reader: Reader,
  schema: RawMerchant,
  { secrets, now, languages = product }: MerchantFileOptions,
): MerchantConfig {
  const language = schema.language ?? firstLanguage;
  const { order = {}, operations = {} } = schema.custom ?? {};
  const own = readOwnOperations(reader, operations).map((operation) => [operation.name, operation] as const);
  const vocabulary = {
    // The product's operations come last: a merchant cannot override them.
    catalogue: new Map([...own, ...catalogue]),
    ownFields: readOwnFields(reader, order),
  };
  checkNames(reader, schema, language, vocabulary.catalogue);
  checkCurrency(reader, schema);
  checkSentences(reader, schema.sentences ?? {});
  const languageModel = readLanguageModel(reader, schema.languageModel, secrets);
  return {
    merchant: schema.merchant,
    name: schema.name ?? schema.merchant,
    // What is wrong has been reported; the rest is still read.
    zone: isZone(schema.zone) ? schema.zone : 'UTC',
    language,
    ...(schema.currency === undefined ? {} : { currency: schema.currency }),
    style: schema.style ?? neutral,
    languages,
    hours: readHours(reader, schema.hours ?? {}, now),
    mode: schema.mode ?? 'live',
    ...readUnderstanding(reader, schema.understanding),
    verification: schema.verification ?? [],
    channels: readChannels(reader, schema.channels ?? {}, secrets),
    approvers: readApprovers(reader, schema.approvers ?? {}, secrets),
    ...readSignIn(reader, schema.signIn),
    notifications: readNotifications(reader, schema.notifications?.approvals ?? {}, secrets),
    ...readPolicy(reader, schema.policy ?? {}),
    carriers: readCarriers(reader, schema.carriers ?? {}),
    operations: schema.operations ?? {},
    without: schema.without ?? [],
    flows: schema.flows ?? {},
    events: eventFlowsOf(schema.events),
    subflows: schema.subflows,
    retentionMs: readRetention(reader, schema.retention),
    handover: schema.handover,
    sentences: schema.sentences ?? {},
    thresholds: readThresholds(reader, schema.understanding?.thresholds ?? {}),
    vocabulary,
    ...(languageModel === undefined ? {} : { languageModel }),
    custom: schema.custom?.order === undefined ? {} : { order },
  };
}

function checkCurrency(reader: Reader, { currency }: RawMerchant): void {
  if (currency === undefined || Intl.supportedValuesOf('currency').includes(currency)) return;
  reader.reportIssue(['currency'], 'currency_unknown', `\`${currency}\` is not a currency.`, 'Write `EUR`.');
}

function checkNames(reader: Reader, schema: RawMerchant, language: string, operations: Catalogue): void {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(schema.merchant) || schema.merchant in Object.prototype) {
    reader.reportIssue(
      ['merchant'],
      'name_invalid',
      `\`${schema.merchant}\` is not kebab-case.`,
      `Write \`${kebabLike(schema.merchant) ?? 'acme-shoes'}\`.`,
    );
  }
  if (!isZone(schema.zone)) {
    const hint = didYouMean(
      schema.zone,
      Intl.supportedValuesOf('timeZone').filter((zone) => nearest(schema.zone, [zone]) !== undefined),
    );
    reader.reportIssue(
      ['zone'],
      'zone_unknown',
      `The time zone \`${schema.zone}\` does not exist.`,
      hint.startsWith('Did') ? hint : undefined,
    );
  }
  if (!/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(language)) {
    reader.reportIssue(['language'], 'language_unknown', `\`${language}\` is not a language.`);
  }
  const known = new Set(
    [...operations.keys()].flatMap((operation) => [operation, operation.split('.')[0] ?? operation]),
  );
  for (const name of Object.keys(schema.operations ?? {})) {
    if (known.has(name)) continue;
    reader.reportIssue(
      ['operations', name],
      'operation_not_known',
      `There is no operation or domain \`${name}\`.`,
      didYouMean(name, known),
      'key',
    );
  }
  checkWithout(reader, schema, known);
  schema.verification?.forEach((facts, index) => {
    if (facts.includes('number')) return;
    reader.reportIssue(
      ['verification', index],
      'merchant_shape',
      'Each set of facts must include the order number.',
      'Write `[number, email]`.',
    );
  });
}

/** Reports unknown names under `without:`, and those that `operations:` binds: one of the two is a mistake. */
function checkWithout(
  reader: Reader,
  { without = [], operations = {} }: RawMerchant,
  known: ReadonlySet<string>,
): void {
  without.forEach((name, index) => {
    const path = ['without', index];
    const bound = Object.keys(operations).find((key) => key === name || key.startsWith(`${name}.`));
    if (!known.has(name))
      reader.reportIssue(
        path,
        'operation_not_known',
        `There is no operation or domain \`${name}\`.`,
        didYouMean(name, known),
      );
    else if (bound !== undefined)
      reader.reportIssue(path, 'without_bound', `\`operations:\` also binds \`${bound}\`.`);
  });
}

function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat(programLocale, { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/** Reports unknown names: a misspelt one would silently leave the product's sentence in place. */
function checkSentences(reader: Reader, sentences: Readonly<Record<string, string>>): void {
  for (const [name, sentence] of Object.entries(sentences)) {
    const path = ['sentences', name];
    const meant = sentenceNames.includes(name) ? undefined : nearest(name, sentenceNames);
    if (meant !== undefined)
      reader.reportIssue(
        path,
        'sentence_unknown',
        `There is no sentence \`${name}\`.`,
        `Did you mean \`${meant}\`?`,
        'key',
      );
    else if (!isValueName(name))
      reader.reportIssue(path, 'name_invalid', `\`${name}\` is not snake_case.`, undefined, 'key');
    if (withoutValues(name, sentence).includes('${'))
      reader.reportIssue(
        path,
        'merchant_shape',
        'This sentence must not contain values.',
        'Remove the `${…}`.',
      );
  }
}

/** The values that stand in sentences, by the sentence's name. */
const sentenceValues: ReadonlyMap<string, readonly string[]> = new Map([
  ['ask_facts', ['missing']],
  ['ask_facts_again', ['missing']],
  ['ask_again', ['missing']],
  ...[
    ...['question_open', 'yes_or_no', 'again_choice', 'again_number', 'again_date', 'again_amount'],
    ...['again_text', 'plainly', 'side_question_open', 'unknown_choice', 'unknown_answer', 'not_done_yet'],
  ].map((name): [string, string[]] => [name, ['question']]),
  ['which_question', ['first', 'second']],
  ['unclear_order', ['number']],
  ['clarify', ['first', 'second']],
  ['approval_asked_amount', ['amount']],
  ['still_checked', ['since']],
  ['still_open_until', ['until']],
]);

/** The sentence without the values that a sentence of that name may have. */
const withoutValues = (name: string, sentence: string): string =>
  (sentenceValues.get(name) ?? []).reduce((rest, value) => rest.replaceAll(`\${${value}}`, ''), sentence);

/** Reads `order: { region: text }`; each field may be absent from an answer. */
function readOwnFields(reader: Reader, raw: Readonly<Record<string, string>>): Fields {
  const fields = Object.entries(raw).flatMap(([name, type]): [string, z.ZodType][] => {
    const path = ['custom', 'order', name];
    const wrong = wrongName(name);
    if (wrong !== undefined) reader.reportIssue(path, 'custom_field_invalid', `${wrong}.`, undefined, 'key');
    const schema = ownFieldTypes.includes(type) ? declaredType(type) : undefined;
    if (schema !== undefined) return [[name, schema.optional()]];
    const hint = didYouMean(type, ownFieldTypes);
    reader.reportIssue(path, 'custom_field_invalid', `There is no type \`${type}\` for custom fields.`, hint);
    return [];
  });
  return Object.fromEntries(fields);
}
