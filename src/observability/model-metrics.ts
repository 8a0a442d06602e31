/** Metrics of language models and of the understanding that uses them. */
import { Counter, Histogram, type Registry } from 'prom-client';
import type { CascadeMetrics } from '../understanding/cascade.js';
import type { ModelMetrics } from '../understanding/language-models/merchant-model.js';

/** Registers them; labels are provider names and reasons that this release knows. */
export function modelCounters(registers: Registry[]): ModelMetrics & CascadeMetrics {
  const asked = new Histogram({
    name: 'orderly_language_model_duration_seconds',
    help: 'Requests to language models by how they came out',
    labelNames: ['provider', 'outcome'] as const,
    buckets: [0.1, 0.25, 0.5, 1, 2, 4, 8, 15],
    registers,
  });
  const tokens = new Counter({
    name: 'orderly_language_model_tokens_total',
    help: 'Tokens as providers count them',
    labelNames: ['provider', 'direction'] as const,
    registers,
  });
  const fallbacks = new Counter({
    name: 'orderly_understanding_fallbacks_total',
    help: 'Messages for which the embedded answer stood in for a language model',
    labelNames: ['why'] as const,
    registers,
  });
  const dropped = new Counter({
    name: 'orderly_understanding_entities_dropped_total',
    help: 'Entities of language models that do not stand in the message',
    registers,
  });
  return {
    modelAsked: (labels, seconds) => {
      asked.observe(labels, seconds);
    },
    modelTokens: ({ provider }, count) => {
      tokens.inc({ provider, direction: 'in' }, count.in);
      tokens.inc({ provider, direction: 'out' }, count.out);
    },
    fellBack: (labels) => {
      fallbacks.inc(labels);
    },
    entitiesDropped: (count) => {
      dropped.inc(count);
    },
  };
}
