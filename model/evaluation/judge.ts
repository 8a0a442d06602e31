/** Has every message understood, one after the other, and keeps what counts for the figures. */
import type { Entity, Understanding } from '../../src/contracts/understanding.js';
import type { GoldMessage } from './messages.js';
import { publicIntentOf } from './public-intent.js';

/** A message with what was said of it. */
export interface Judged {
  gold: GoldMessage;
  /** In public intents. */
  intent: string;
  intents: readonly string[];
  confidence: number;
  /** True if flows would act on it. */
  sure: boolean;
  right: boolean;
  entities: readonly Omit<Entity, 'source'>[];
  /** Whether its answer to the open question was read as it is meant; undefined without a question. */
  answered?: boolean;
  latencyMs: number;
}

/** What is judged: a provider of understanding, or a baseline. */
export type Provider = (message: GoldMessage) => Promise<Said>;

type Said = Pick<Understanding, 'intent' | 'secondary' | 'confidence' | 'sure' | 'entities'> & {
  answered?: boolean;
};

/** The messages, judged; latency in milliseconds as a caller sees it. */
export async function judge(messages: readonly GoldMessage[], provider: Provider): Promise<Judged[]> {
  const judged: Judged[] = [];
  for (const gold of messages) {
    const started = performance.now();
    const said = await provider(gold);
    const latencyMs = performance.now() - started;
    const intent = publicIntentOf(said.intent);
    judged.push({
      ...{ gold, intent, latencyMs, confidence: said.confidence, sure: said.sure, entities: said.entities },
      intents: [...new Set([intent, ...said.secondary.map(publicIntentOf)])],
      right: gold.accept.includes(intent),
      ...(said.answered === undefined ? {} : { answered: said.answered }),
    });
  }
  return judged;
}
