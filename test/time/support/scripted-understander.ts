/** An understander that gives what a test says, so that a conversation does not hang on what a model has learnt. */
import { findEntities } from '../../../src/understanding/entities/find-entities.js';
import type { MessageUnderstander } from '../../../src/understanding/understander.js';

/** The likeliest intents of a message with their probabilities, the likeliest first, and its further intents. */
export interface Scripted {
  scores: Readonly<Record<string, number>>;
  secondary?: readonly string[];
}

/** Understands messages that begin with the words of a script; any other is about something else. */
export const scripted = (script: Readonly<Record<string, Scripted>>): MessageUnderstander => ({
  understand({ text, language = 'en', ...hints }) {
    const said = Object.entries(script).find(([words]) => text.startsWith(words))?.[1];
    const candidates = Object.entries(said?.scores ?? { other: 0.9 }).map(([intent, score]) => ({
      intent,
      score,
    }));
    const [first = { intent: 'other', score: 0 }, second] = candidates;
    return Promise.resolve({
      intent: first.intent,
      confidence: first.score,
      calibrated: true,
      margin: first.score - (second?.score ?? 0),
      candidates,
      secondary: said?.secondary ?? [],
      entities: findEntities(text, hints),
      language,
      flags: [],
      sure: false,
      provider: { id: 'test', model: 'scripted', version: '1', latencyMs: 0 },
    });
  },
});
