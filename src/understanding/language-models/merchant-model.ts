/** A merchant's language model: used within its budget and deadline, left alone while it is down, metered. */
import { Limiter } from '../../connectors/http/rate-limiter.js';
import type { ModelUsage } from '../../store/store.js';
import { ask, type Asked, type AskOptions, type FormedQuestion, type NotAsked, tokensOf } from './ask.js';
import type { LanguageModel, ModelReply, TokenUsage } from './language-model.js';
import type { LanguageModelSettings } from './settings.js';

/** A model for any caller with a question; it answers or fails in time, and never throws. */
export interface MerchantModel {
  provider: string;
  model: string;
  ask<Value>(conversation: string, question: FormedQuestion<Value>): Promise<Asked<Value>>;
}

/** Metrics of language models; labels hold no merchant, no model and no text. */
export interface ModelMetrics {
  /** A request ended; `outcome` is `answer` or the reason why there is none. */
  modelAsked(labels: { provider: string; outcome: string }, seconds: number): void;
  modelTokens(labels: { provider: string }, tokens: TokenUsage): void;
}

/** What a merchant's model needs from the process. */
export interface MerchantModelContext {
  merchant: string;
  usage: ModelUsage;
  metrics: ModelMetrics;
  log: { warn(fields: object, message: string): void };
}

/** Concurrent questions of one merchant in one worker; more would only queue at the provider. */
const MOST_AT_ONCE = 16;
/** Consecutive failures after which it is left alone, and for how long (ms): else each message would time out. */
const DEADLINE_MS = { failures: 3, pauseMs: 30_000, longestMs: 60_000 };

/** Makes it over the model that the settings name. */
export function merchantModel(
  settings: LanguageModelSettings,
  model: LanguageModel,
  context: MerchantModelContext,
): MerchantModel {
  const health = new Health();
  return {
    provider: settings.provider,
    model: settings.model,
    ask: async (conversation, question) => {
      const deadline = Date.now() + settings.timeoutMs;
      const over = new AbortController();
      const meter = meterOf(settings, conversation, context);
      const options = {
        deadline,
        signal: over.signal,
        before: meter.before,
        replied: (reply: ModelReply, startedAt: number) => {
          health.learn(reply);
          meter.replied(reply, startedAt);
        },
      };
      const answer = health.during(() => ask(model, question, options));
      return inTime(answer, settings.timeoutMs, over);
    },
  };
}

/** Counts requests and tokens, in the store and for operators. */
function meterOf(
  { provider, model, budget }: LanguageModelSettings,
  conversation: string,
  { merchant, usage, metrics, log }: MerchantModelContext,
): Pick<AskOptions, 'before' | 'replied'> {
  const refused = (code: NotAsked): NotAsked => {
    log.warn({ merchant, provider, model, code }, 'language model not asked');
    return code;
  };
  return {
    before: async () => {
      try {
        const granted = await usage.spend({ merchant, conversation, ...budget });
        return granted ? undefined : refused('over_budget');
      } catch {
        return refused('internal');
      }
    },
    replied: (reply, startedAt) => {
      const outcome = reply.is === 'answer' ? 'answer' : reply.code;
      metrics.modelAsked({ provider, outcome }, (Date.now() - startedAt) / 1000);
      const tokens = tokensOf(reply);
      metrics.modelTokens({ provider }, tokens);
      // An answer does not wait for its bill; a lost bill enlarges the budget by one answer.
      void usage.add({ merchant, conversation, tokens: tokens.in + tokens.out }).catch(() => undefined);
      const status = reply.is === 'failed' && reply.status !== undefined ? { status: reply.status } : {};
      if (reply.is !== 'answer')
        log.warn({ merchant, provider, model, code: outcome, ...status }, 'language model failed');
    },
  };
}

/** How the model has performed lately, and whether it is used at all. */
class Health {
  readonly #limiter = new Limiter({ concurrent: MOST_AT_ONCE });
  #failures = 0;

  /** Asks, unless too many questions are in progress or the model is being left alone. */
  async during<Value>(question: () => Promise<Asked<Value>>): Promise<Asked<Value>> {
    const place = await this.#limiter.enter();
    if (place.is === 'full') return { is: 'failed', code: 'busy', tokens: { in: 0, out: 0 } };
    try {
      return await question();
    } finally {
      place.release();
    }
  }

  learn(reply: ModelReply): void {
    if (reply.is !== 'failed') {
      this.#failures = 0;
      return;
    }
    this.#failures += 1;
    const { failures, pauseMs, longestMs } = DEADLINE_MS;
    const asked = Math.min(longestMs, reply.retryAfterMs ?? 0);
    this.#limiter.pause(this.#failures >= failures ? Math.max(pauseMs, asked) : asked);
  }
}

/** The answer, or that it did not come in time; whatever is still running then is cancelled. */
async function inTime<Value>(
  answer: Promise<Asked<Value>>,
  timeoutMs: number,
  over: AbortController,
): Promise<Asked<Value>> {
  const nothing = { in: 0, out: 0 };
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Asked<Value>>((resolve) => {
    timer = setTimeout(() => {
      resolve({ is: 'failed', code: 'timed_out', tokens: nothing });
    }, timeoutMs);
  });
  try {
    return await Promise.race([answer, late]);
  } catch {
    return { is: 'failed', code: 'internal', tokens: nothing };
  } finally {
    clearTimeout(timer);
    over.abort();
    answer.catch(() => undefined);
  }
}
