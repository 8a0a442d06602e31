/** Phrases replies by a language model; whatever it answers is only a proposal. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { Fact } from './faithful.js';

/** Puts a reply into other words; undefined when it cannot. */
export interface Phraser {
  /** `language` is BCP 47; it may take as long as it likes, and it may reject: the caller waits only so long. */
  phrase(text: string, facts: readonly Fact[], language: string): Promise<string | undefined>;
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

/** The form of a model's answer. */
const phrasingForm = z.strictObject({ reply: z.string().max(4000) });

// A prompt that has been used is never changed, only followed by another.
const system = readFileSync(new URL('./prompts/phrase-1.md', import.meta.url), 'utf8').trim();

/** A phraser that asks a model. */
export function modelPhraser(ask: AskModel, { tone }: PhrasingSettings): Phraser {
  return {
    async phrase(text, facts, language) {
      const values = facts.map((fact) => fact.text).filter((value) => value !== '');
      const user = JSON.stringify({ tone, language, reply: text, values });
      const answer = phrasingForm.safeParse(await ask({ system, user }, phrasingForm));
      const reply = answer.success ? answer.data.reply.trim() : '';
      return reply === '' ? undefined : reply;
    },
  };
}
