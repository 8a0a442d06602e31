/** `languageModel:` of merchant.yaml: the model's address, its key, and its budget. */
import { durationLike } from '../connectors/auth/durations.js';
import type { ErrorCode } from '../contracts/errors/catalogue.js';
import { missingSecret } from '../contracts/errors/missing-secret.js';
import { isAddressAmong } from '../connectors/http/egress-policy.js';
import { secretNameIn, type Secrets } from '../security/secrets.js';
import type { ModelBudget } from '../store/store.js';
import { type ProviderName, providers } from '../understanding/language-models/providers.js';
import type { Provider } from '../understanding/language-models/provider.js';
import type { LanguageModelSettings } from '../understanding/language-models/settings.js';
import type { RawLanguageModel } from './language-model-schema.js';
import type { Reader } from './merchant-file-reader.js';

const usual = {
  timeoutMs: 8_000,
  budget: { perConversation: { calls: 40 }, perMerchant: { calls: 10_000 } },
} as const;
/** The activity that queries the model has twenty seconds in total. */
const bounds = { shortestMs: 500, longestMs: 15_000 } as const;

const at = (...path: string[]): string[] => ['languageModel', ...path];
const Time = durationLike(/^\d{1,5} ?(ms|s)$/, '');

/** Reads the settings; undefined if there are none or an issue forbids using them. */
export function readLanguageModel(
  reader: Reader,
  schema: RawLanguageModel | undefined,
  secrets: Secrets | undefined,
): LanguageModelSettings | undefined {
  if (schema === undefined) return undefined;
  const url = readUrl(reader, schema);
  const keyName = readKey(reader, schema.key, secrets);
  const { perConversation, perMerchant } = schema.budget ?? {};
  const settings = {
    provider: schema.provider,
    model: schema.model,
    ...(keyName === undefined ? {} : { keyName }),
    timeoutMs: readTimeout(reader, schema.timeout),
    budget: {
      perConversation: readBudget(perConversation) ?? usual.budget.perConversation,
      perMerchant: readBudget(perMerchant) ?? usual.budget.perMerchant,
    },
    egressAllow: schema.egress?.allow ?? [],
    lengthParameter: schema.lengthParameter ?? 'max_tokens',
    fixedTemperature: schema.temperature !== 'unset',
  } as const;
  return url === undefined ? undefined : { ...settings, url };
}

function readUrl(
  reader: Reader,
  { provider, url, egress }: Pick<RawLanguageModel, 'provider' | 'url' | 'egress'>,
): string | undefined {
  const raw = url ?? usualUrlOf(provider);
  const wrong = raw === undefined ? noAddress : wrongAddress(raw, egress?.allow ?? []);
  if (wrong === undefined) return raw?.replace(/\/+$/, '');
  const [message, hint] = wrong;
  // An issue shows its source line, and this line may contain a key.
  if (url === undefined || mayHoldKey(url)) reportAbove(reader, message, hint);
  else reader.reportIssue(at('url'), 'language_model_invalid', message, hint);
  return undefined;
}

const mayHoldKey = (url: string): boolean => /[@?#]/.test(url);

/** Reports a mistake at the block's own line. */
function reportAbove(reader: Reader, message: string, hint: string): void {
  reader.reportIssue(['languageModel'], 'language_model_invalid', message, hint, 'key');
}

type Wrong = readonly [message: string, hint: string];

const noAddress: Wrong = [
  'This provider needs a `url`.',
  'Write `url:`, such as `https://models.example/v1`.',
];

/** What is wrong with an address, without quoting it, as it may contain a key. */
function wrongAddress(raw: string, allow: readonly string[]): Wrong | undefined {
  const url = URL.canParse(raw) ? new URL(raw) : undefined;
  if (url === undefined || !['https:', 'http:'].includes(url.protocol))
    return ['This is not a valid address.', 'Write it as `https://models.example/v1`.'];
  if (`${url.username}${url.password}${url.search}${url.hash}` !== '')
    return ['`url:` contains more than an address.', 'Put the key under `key:`, as the name of a secret.'];
  if (url.protocol === 'https:' || isAllowed(url.hostname, allow)) return undefined;
  const hint = 'Write `https://…`, or add the private host to `egress: { allow: […] }`.';
  return ['Customers’ messages would be sent unencrypted.', hint];
}

const usualUrlOf = (name: ProviderName): string | undefined => {
  const provider: Provider = providers[name];
  return provider.usualUrl;
};

const isAllowed = (host: string, allow: readonly string[]): boolean =>
  allow.includes(host) || isAddressAmong(host.replace(/^\[|\]$/g, ''), allow);

/** The secret's name; its value is looked up on use. */
function readKey(reader: Reader, raw: string | undefined, secrets: Secrets | undefined): string | undefined {
  if (raw === undefined) return undefined;
  const name = secretNameIn(raw);
  const wrong = name === undefined ? writtenKey : wrongSecret(name, secrets);
  if (wrong === undefined) return name;
  if (name === undefined) reportAbove(reader, wrong.message, wrong.hint);
  else reader.reportIssue(at('key'), wrong.code, wrong.message, wrong.hint);
  return undefined;
}

interface WrongKey {
  code: ErrorCode;
  message: string;
  hint: string;
}

const writtenKey: WrongKey = {
  code: 'language_model_invalid',
  message: '`key:` is not the name of a secret, and a key must never be written in a file.',
  hint: 'Write `${secret.MODEL_KEY}`. If anybody else could have read the file, replace the key.',
};

function wrongSecret(name: string, secrets: Secrets | undefined): WrongKey | undefined {
  if (secrets === undefined) return undefined;
  const value = secrets(name);
  if (value === undefined) return missingSecret(name, secrets);
  // The key is sent in a header.
  if (/^[\x21-\x7e]+$/.test(value)) return undefined;
  const message = `The secret ${name} is not a valid key.`;
  const hint = 'It is empty, or contains blanks or characters that a header cannot contain.';
  return { code: 'language_model_invalid', message, hint };
}

function readTimeout(reader: Reader, raw: string | undefined): number {
  const ms = raw === undefined ? usual.timeoutMs : Time.parse(raw);
  if (ms < bounds.shortestMs || ms > bounds.longestMs)
    reader.reportIssue(
      at('timeout'),
      'language_model_invalid',
      `\`${raw ?? ''}\` is not between 500ms and 15s.`,
    );
  return ms;
}

function readBudget(
  raw: { calls?: string | undefined; tokens?: string | undefined } | undefined,
): ModelBudget | undefined {
  if (raw === undefined) return undefined;
  const { calls, tokens } = raw;
  return {
    ...(calls === undefined ? {} : { calls: Number(calls) }),
    ...(tokens === undefined ? {} : { tokens: Number(tokens) }),
  };
}
