/** Phrases replies by a language model; whatever it answers is only a proposal. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { Fact } from './faithful.js';

/** Puts a reply into other words. */
export interface Phraser {
  /**
   * Proposals, the first that is faithful is sent; none when it cannot. `language` is BCP 47; it may take as long as it
   * likes, and it may reject: the caller waits only so long.
   */
  phrase(text: string, facts: readonly Fact[], language: string): Promise<readonly string[]>;
}

/** The phraser of a merchant's conversation, if the merchant wants its replies phrased. */
export type PhraserOf = (merchant: string, conversation: string) => Phraser | undefined;

/** Asks a language model for an answer of a form; undefined or anything off the form where there is none. */
export type AskModel = (prompt: { system: string; user: string }, form: z.ZodType) => Promise<unknown>;

/** What a merchant says under `phrasing:`. */
export interface PhrasingSettings {
  by: 'languageModel';
  /** How replies are to sound, in the merchant's own words. */
  tone: string;
}

const proposal = z.string().max(4000);

/** The form of a model's answer: the freer a phrasing is, the more often the check refuses it. */
const phrasingForm = z.strictObject({ free: proposal, close: proposal, closest: proposal });

// A prompt that has been used is never changed, only followed by another.
const system = readFileSync(new URL('./prompts/phrase-2.md', import.meta.url), 'utf8').trim();

/** A phraser that asks a model. */
export function modelPhraser(ask: AskModel, { tone }: PhrasingSettings): Phraser {
  return {
    async phrase(text, facts, language) {
      const values = facts.map((fact) => fact.text).filter((value) => value !== '');
      const user = JSON.stringify({ tone, language, reply: text, values });
      const answer = phrasingForm.safeParse(await ask({ system, user }, phrasingForm));
      if (!answer.success) return [];
      const { free, close, closest } = answer.data;
      return [free, close, closest].map((phrased) => phrased.trim()).filter((phrased) => phrased !== '');
    },
  };
}
