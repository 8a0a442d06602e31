/** From the embedded model's output to what flows get: intents with confidence, further ones, entities. Pure. */
import { firstLanguage } from '../../languages/index.js';
import type { Understanding } from '../../contracts/understanding.js';
import { backgroundNumbers } from '../entities/background.js';
import { findEntities } from '../entities/find-entities.js';
import { intentOf, rolledUp } from '../../contracts/intent-name.js';
import { noIntent, peopleIntent } from '../../intents/index.js';
import { flagsOf } from '../flags.js';
import { foreignTongue } from '../foreign-tongue.js';
import { inEnglish } from '../glosses/gloss.js';
import { glossaries } from '../glosses/index.js';
import { labelIds } from '../labels.js';
import { isOtherTrade } from '../other-trades.js';
import { stripQuotedText } from '../strip-quoted-text.js';
import { stripSignature } from '../strip-signature.js';
import { isSure } from '../thresholds.js';
import { unsettled } from '../unsettled.js';
import type { MessageToUnderstand } from '../understander.js';
import { type OwnHead, ownProbabilities } from './own-intents.js';
import { type EmbeddedModel, readMessage, type Reading } from './model.js';
import { partsOf, type Shares } from './parts.js';

type Candidate = Understanding['candidates'][number];

/** Understands a message, including its merchant's own intents; leaves out who answered and how long it took. */
export function understand(
  model: EmbeddedModel,
  message: MessageToUnderstand,
  own: readonly OwnHead[] = [],
): Omit<Understanding, 'provider'> {
  const text = stripQuotedText(message.text);
  const said = stripSignature(text);
  const glossary = glossaries.get(foreignTongue(said) ?? '');
  const english = glossary === undefined ? said : inEnglish(said, glossary);
  const wanted = unsettled(english);
  const reading = readMessage(model, wanted);
  const known = rank(reading.message, message.apart, partsOf(model.parts, wanted));
  const ranked = isOtherTrade(english) ? leaningToNone(known) : known;
  const candidates = withOwn(ranked, ownProbabilities(own, reading.state));
  const intent = candidates[0]?.intent ?? noIntent;
  const secondary = furtherIntents(reading, intent, model.mix.further, message.apart);
  // `other` is the lack of an intent: no further one speaks for it.
  const supporting = intent === noIntent ? [] : secondary;
  const judged = trust(candidates, [intent, ...supporting]);
  const confidence = glossary === undefined ? judged.confidence : judged.confidence * trustedAbroad;
  const margin = Math.min(judged.margin, confidence);
  const sure = isSure(intent, confidence, margin);
  const entities = findEntities(text, message);
  return {
    intent,
    confidence: round(confidence),
    calibrated: true,
    margin: round(margin),
    candidates: candidates.slice(0, 3).map(({ intent, score }) => ({ intent, score: round(score) })),
    secondary,
    label: likeliestLabel(reading.message, intent, message.apart),
    entities: [...entities, ...backgroundNumbers(message, entities)],
    language: languageOf(model, reading, message.language),
    flags: [
      ...(sure && intent === peopleIntent ? ['wants_human' as const] : []),
      ...flagsOf(text, message.hidden),
    ],
    sure,
  };
}

/** How far an answer is trusted on a text that was read in English: as often as it is right (test/understanding/glosses). */
const trustedAbroad = 0.95;

/** Several intents share a message's probability: all of it supports the first one, against what supports none. */
function trust(
  candidates: readonly Candidate[],
  intents: readonly string[],
): { confidence: number; margin: number } {
  const sum = (of: readonly Candidate[]): number => of.reduce((total, { score }) => total + score, 0);
  const confidence = Math.min(1, sum(candidates.filter(({ intent }) => intents.includes(intent))));
  const next = candidates.find(({ intent }) => !intents.includes(intent));
  return { confidence, margin: confidence - (next?.score ?? 0) };
}

/** Intents by probability; the fine ones are told apart that `apart` names, and those that `parts` tells of a label. */
export function rank(
  scores: readonly number[],
  apart?: readonly string[],
  parts: Shares = new Map(),
): Candidate[] {
  const byIntent = new Map<string, number>();
  const add = (label: string, score: number): void => {
    const intent = rolledUp(label, apart);
    byIntent.set(intent, (byIntent.get(intent) ?? 0) + score);
  };
  scores.forEach((score, k) => {
    const label = labelIds[k] ?? noIntent;
    if (!parts.has(label)) add(label, score);
    else for (const [part, share] of parts) add(part, score * share);
  });
  return [...byIntent].map(([intent, score]) => ({ intent, score })).sort(byScore);
}

/** How much likelier no intent is where a message is about another trade: odds, as the corpus has them. */
const otherTrade = 8;

/** The same with better odds for no intent. */
function leaningToNone(known: readonly Candidate[]): Candidate[] {
  const weighed = known.map(({ intent, score }) => ({
    intent,
    score: intent === noIntent ? score * otherTrade : score,
  }));
  const sum = weighed.reduce((total, { score }) => total + score, 0);
  return weighed.map(({ intent, score }) => ({ intent, score: score / sum })).sort(byScore);
}

/** A merchant's own intents take their share first; the labels get what is left. */
function withOwn(known: readonly Candidate[], own: readonly Candidate[]): Candidate[] {
  const rest = 1 - own.reduce((sum, { score }) => sum + score, 0);
  return [...known.map(({ intent, score }) => ({ intent, score: score * rest })), ...own].sort(byScore);
}

const byScore = (a: Candidate, b: Candidate): number => b.score - a.score || a.intent.localeCompare(b.intent);

/**
 * Other requests in separate sentences, each at least as likely as `least`; in the order of the sentences. Of one
 * intent's fine intents a message means one, whatever its sentences say: which one must be clear from the whole.
 */
export function furtherIntents(
  reading: Pick<Reading, 'sentences'>,
  top: string,
  least: number,
  apart?: readonly string[],
): string[] {
  const found = reading.sentences.flatMap((scores) => {
    const best = rank(scores, apart)[0];
    if (best === undefined || intentOf(best.intent) === intentOf(top) || best.intent === noIntent) return [];
    return best.score >= least ? [best.intent] : [];
  });
  return [...new Set(found)];
}

/** The likeliest label of an intent. */
function likeliestLabel(scores: readonly number[], intent: string, apart?: readonly string[]): string {
  const own = labelIds
    .map((label, k) => ({ label, score: scores[k] ?? 0 }))
    .filter(({ label }) => rolledUp(label, apart) === intent);
  return own.reduce((best, one) => (one.score > best.score ? one : best), { label: intent, score: 0 }).label;
}

const sureLanguage = 0.8;

/** The language of the text if it is recognisable, else the channel's, else the product's first. */
function languageOf(model: EmbeddedModel, { language }: Reading, said = firstLanguage): string {
  const known = model.ngrams.languages.classes.includes(said.slice(0, 2));
  return known && language.probability >= sureLanguage ? language.name : said;
}

const round = (value: number): number => Math.round(value * 1e4) / 1e4;
