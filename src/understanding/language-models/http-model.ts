/** A language model over HTTP: one request through our own client, and a name for every failure. */
import { textOf } from '../../connectors/http/charset.js';
import type { HttpClient, HttpOutcome, HttpResponse } from '../../connectors/http/client.js';
import { retryAfterMs } from '../../connectors/http/retry-after.js';
import type { Secrets } from '../../security/secrets.js';
import type { Failed, LanguageModel, ModelReply } from './language-model.js';
import type { Provider } from './provider.js';
import { providers } from './providers.js';
import type { LanguageModelSettings } from './settings.js';

/** Most bytes of an answer: forms are small, so a longer answer never ends. */
const MOST_BYTES = 256_000;
/** Most tokens of an answer. */
const MOST_TOKENS = 800;

/** A model by a merchant's settings. */
export function httpModel(
  settings: LanguageModelSettings,
  { http, secrets }: { http: HttpClient; secrets: Secrets },
): LanguageModel {
  const provider: Provider = providers[settings.provider];
  const url = new URL(settings.url + provider.path);
  return {
    async ask(prompt, form, { timeoutMs, signal }) {
      const { model, lengthParameter, fixedTemperature } = settings;
      const question = { prompt, form, model, maxTokens: MOST_TOKENS, lengthParameter, fixedTemperature };
      const key = settings.keyName === undefined ? undefined : secrets(settings.keyName);
      const outcome = await http.send({
        ...{ method: 'POST', url, timeoutMs, signal, maxBytes: MOST_BYTES },
        headers: { 'content-type': 'application/json', accept: 'application/json', ...provider.headers(key) },
        body: JSON.stringify(provider.body(question)),
      });
      return outcome.is === 'response' ? replyOf(outcome, provider) : failed(codeOf(outcome));
    },
  };
}

const failed = (code: Failed): ModelReply => ({ is: 'failed', code });

function codeOf({ code }: Exclude<HttpOutcome, HttpResponse>): Failed {
  if (code === 'timed_out' || code === 'cancelled') return 'timed_out';
  return code === 'answer_too_large' ? 'answer_too_large' : 'unreachable';
}

function replyOf(response: HttpResponse, provider: Provider): ModelReply {
  const { status, headers } = response;
  if (status >= 200 && status < 300) return provider.read(jsonOf(response)) ?? failed('unreadable');
  const pause = retryAfterMs(headers['retry-after'], Date.now());
  return {
    is: 'failed',
    code: codeOfStatus(status),
    status,
    ...(pause === undefined ? {} : { retryAfterMs: pause }),
  };
}

function codeOfStatus(status: number): Failed {
  if (status === 429) return 'too_many_requests';
  // Redirects are not followed: the message would go where nobody has allowed it to go.
  return status >= 500 || status === 408 ? 'unavailable' : 'rejected';
}

function jsonOf(response: HttpResponse): unknown {
  try {
    return JSON.parse(textOf(response) ?? '') as unknown;
  } catch {
    return undefined;
  }
}
