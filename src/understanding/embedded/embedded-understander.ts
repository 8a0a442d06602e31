/** Understanding without network or key: the embedded model, and entities by their shape and context. */
import { readFile } from 'node:fs/promises';
import type { Understanding } from '../../interpreter/protocol.js';
import { findEntities } from '../entities/find-entities.js';
import { ownWords } from '../own-words.js';
import { isSure, thresholdOf } from '../thresholds.js';
import type { MessageToUnderstand, MessageUnderstander } from '../understander.js';
import { vectorise } from './features.js';
import { type EmbeddedModel, probabilities, type Scored, scoreIntents } from './model.js';
import { decodeModel, type WeightsFile } from './weights.js';

type Candidate = Understanding['candidates'][number];

let loaded: Promise<MessageUnderstander> | undefined;

/** The embedded model with the weights of this release; read once in a process. */
export function loadEmbeddedUnderstander(): Promise<MessageUnderstander> {
  loaded ??= read(new URL('./weights.json', import.meta.url));
  return loaded;
}

async function read(file: URL): Promise<MessageUnderstander> {
  // The file is written by the training script of this release, beside this module.
  const weights = JSON.parse(await readFile(file, 'utf8')) as WeightsFile;
  return embeddedUnderstander(decodeModel(weights), weights.version);
}

/** An understander over a model. */
function embeddedUnderstander(model: EmbeddedModel, version: string): MessageUnderstander {
  return {
    understand: (message) => {
      const started = performance.now();
      const meaning = understand(model, message);
      const latencyMs = Math.round(performance.now() - started);
      return Promise.resolve({
        ...meaning,
        provider: { id: 'embedded', model: 'ngram-softmax', version, latencyMs },
      });
    },
  };
}

function understand(model: EmbeddedModel, message: MessageToUnderstand): Omit<Understanding, 'provider'> {
  const text = ownWords(message.text);
  const scored = scoreIntents(model, text);
  const candidates = rank(model, scored.message, message.intents);
  const [top, next] = [candidates[0] ?? { intent: 'other', score: 0 }, candidates[1]];
  const margin = top.score - (next?.score ?? 0);
  const sure = isSure(top.intent, top.score, margin);
  return {
    intent: top.intent,
    confidence: round(top.score),
    calibrated: true,
    margin: round(margin),
    candidates: candidates.slice(0, 3).map(({ intent, score }) => ({ intent, score: round(score) })),
    secondary: secondary(model, scored, top.intent, message.intents),
    entities: findEntities(text, message.expected ?? []),
    language: languageOf(model, text, message.language),
    flags: sure && top.intent === 'talk_to_a_person' ? ['wants_human'] : [],
    sure,
  };
}

/** Intents by probability; those not asked for count as `other`. */
function rank(model: EmbeddedModel, scores: readonly number[], asked?: readonly string[]): Candidate[] {
  const byIntent = new Map<string, number>();
  scores.forEach((score, k) => {
    const known = model.intents.classes[k] ?? 'other';
    const intent = asked === undefined || asked.includes(known) ? known : 'other';
    byIntent.set(intent, (byIntent.get(intent) ?? 0) + score);
  });
  return [...byIntent]
    .map(([intent, score]) => ({ intent, score }))
    .sort((a, b) => b.score - a.score || a.intent.localeCompare(b.intent));
}

/** Other requests in sentences of their own, each above its threshold. */
function secondary(model: EmbeddedModel, scored: Scored, top: string, asked?: readonly string[]): string[] {
  const found = scored.sentences.flatMap((scores) => {
    const best = rank(model, scores, asked)[0];
    if (best === undefined || best.intent === top || best.intent === 'other') return [];
    return best.score >= thresholdOf(best.intent).confidence ? [best.intent] : [];
  });
  return [...new Set(found)];
}

const SURE_LANGUAGE = 0.8;

/** The language of the text where it tells, else the channel's, else English. */
function languageOf(model: EmbeddedModel, text: string, said: string | undefined): string {
  const vector = vectorise(text, model.vocabulary);
  const scores = probabilities(model.languages, vector);
  const best = scores.indexOf(Math.max(...scores));
  const known = model.languages.classes.includes(said?.slice(0, 2) ?? 'en');
  if (known && (scores[best] ?? 0) >= SURE_LANGUAGE) return model.languages.classes[best] ?? 'en';
  return said ?? 'en';
}

const round = (value: number): number => Math.round(value * 1e4) / 1e4;
