/** Language models of a test: real HTTP servers that answer as a provider does, and merchants' models that ask them. */
import type { ServerResponse } from 'node:http';
import type { Understanding } from '../../../../src/contracts/understanding.js';
import type { ModelUsage } from '../../../../src/store/store.js';
import type { SecondOpinion } from '../../../../src/understanding/cascade.js';
import type { Secrets } from '../../../../src/security/secrets.js';
import type { MerchantModel } from '../../../../src/understanding/language-models/merchant-model.js';
import { openModels } from '../../../../src/understanding/language-models/open-models.js';
import type { ProviderName } from '../../../../src/understanding/language-models/providers.js';
import type { LanguageModelSettings } from '../../../../src/understanding/language-models/settings.js';
import type { MessageUnderstander } from '../../../../src/understanding/understander.js';
import { answerJson } from '../../../support/hostile-server.js';

/** Both kinds of providers. */
export const providerNames: readonly ProviderName[] = ['openai-compatible', 'anthropic'];

/** The body by which a provider says an answer of the form. */
export function said(provider: ProviderName, value: unknown): object {
  if (provider === 'anthropic') {
    const content = [{ type: 'tool_use', id: 'toolu_1', name: 'meaning', input: value }];
    return { content, stop_reason: 'tool_use', usage: { input_tokens: 700, output_tokens: 30 } };
  }
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const choices = [{ index: 0, finish_reason: 'stop', message: { role: 'assistant', content: text } }];
  return { choices, usage: { prompt_tokens: 700, completion_tokens: 30 } };
}

/** Answers a request with an answer of the form. */
export const answerWith = (response: ServerResponse, provider: ProviderName, value: unknown): void => {
  answerJson(response, 200, said(provider, value));
};

/** What a well-behaved model says of a message. */
export const meaning = (intent: string, more: object = {}): object => ({
  ...{ intent, secondary: [], entities: [] },
  ...more,
});

/** Settings of a model at an address of this machine. */
export const settingsFor = (
  url: string,
  more: Partial<LanguageModelSettings> = {},
): LanguageModelSettings => ({
  provider: 'openai-compatible',
  url,
  model: 'mock-1',
  timeoutMs: 5_000,
  budget: { perConversation: {}, perMerchant: {} },
  egressAllow: ['127.0.0.1'],
  lengthParameter: 'max_tokens',
  fixedTemperature: true,
  ...more,
});

/** What was counted and logged. */
export interface Counted {
  outcomes: string[];
  fallbacks: string[];
  tokens: number;
  dropped: number;
  log: string[];
}

/** Metrics and a log that remember. */
export function counting(): Counted & {
  metrics: MetricsOfModels;
  write: (fields: object, text: string) => void;
} {
  const counted: Counted = { outcomes: [], fallbacks: [], tokens: 0, dropped: 0, log: [] };
  const metrics: MetricsOfModels = {
    modelAsked: ({ outcome }) => counted.outcomes.push(outcome),
    modelTokens: (_labels, tokens) => (counted.tokens += tokens.in + tokens.out),
    fellBack: ({ why }) => counted.fallbacks.push(why),
    entitiesDropped: (count) => (counted.dropped += count),
  };
  const write = (fields: object, text: string): void => {
    counted.log.push(JSON.stringify({ ...fields, text }));
  };
  return Object.assign(counted, { metrics, write });
}

interface MetricsOfModels {
  modelAsked(labels: { provider: string; outcome: string }, seconds: number): void;
  modelTokens(labels: { provider: string }, tokens: { in: number; out: number }): void;
  fellBack(labels: { why: string }): void;
  entitiesDropped(count: number): void;
}

/** A usage without bounds, for tests that are not about budgets. */
export const boundless: ModelUsage = {
  spend: () => Promise.resolve(true),
  add: () => Promise.resolve(),
  today: () => Promise.resolve({ calls: 0, tokens: 0 }),
};

/** The model of merchant `demo`. */
export function demoModel(
  settings: LanguageModelSettings,
  {
    counted = counting(),
    usage = boundless,
    secrets = () => undefined,
    egressAllow = ['127.0.0.1'],
  }: {
    counted?: ReturnType<typeof counting>;
    usage?: ModelUsage;
    secrets?: Secrets;
    egressAllow?: string[];
  } = {},
): MerchantModel {
  const models = openModels([['demo', settings]], {
    ...{ usage, secretsOf: () => secrets, egressAllow, metrics: counted.metrics },
    log: { warn: counted.write },
    egress: {},
  });
  return models.get('demo')!;
}

/** A model as a cascade asks it: its merchant has no intents of its own, and no flow tells what follows from one. */
export const opinion = (model: MerchantModel, more: Partial<SecondOpinion> = {}): SecondOpinion => ({
  ...{ model, own: [], riskOf: () => ({}) },
  ...more,
});

/** What the embedded model says, whatever the message: a cascade is judged by what it makes of it. */
export const embeddedSays = (more: Partial<Understanding> = {}): MessageUnderstander => ({
  understand: () =>
    Promise.resolve({
      ...{ intent: 'refund', confidence: 0.5, calibrated: true, margin: 0.1, sure: false },
      candidates: [
        { intent: 'refund', score: 0.5 },
        { intent: 'return', score: 0.4 },
        { intent: 'other', score: 0.1 },
      ],
      ...{ secondary: [], entities: [], language: 'en', flags: [] },
      provider: { id: 'embedded', model: 'fixed', version: '1', latencyMs: 1 },
      ...more,
    }),
});
