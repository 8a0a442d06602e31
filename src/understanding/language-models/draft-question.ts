/** The question that asks a language model to draft sentences in a language and a style. */
import { programLocale } from '../../texts/languages/program-locale.js';
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { FormedQuestion } from './ask.js';

/** A sentence to redraft, and its plain wording in the language, if there is one. */
export interface DraftedSentence {
  sentence: string;
  neutral?: string;
}

/** Drafts by sentence number, counting from 1; nobody has reviewed them yet. */
export interface DraftAnswer {
  drafts: { n: number; text: string }[];
}

// A prompt that has been used is never changed, only replaced by a new version.
const version = 'draft-texts-1';

const form = z.strictObject({ drafts: z.array(z.strictObject({ n: z.number(), text: z.string() })) });

/** The question about some sentences; `language` is BCP 47. */
export function draftQuestion(
  sentences: readonly DraftedSentence[],
  { language, style }: { language: string; style: string },
): FormedQuestion<DraftAnswer> {
  const system = readFileSync(new URL(`./prompts/${version}.md`, import.meta.url), 'utf8').trim();
  const name = new Intl.DisplayNames(programLocale, { type: 'language' }).of(language) ?? language;
  const numbered = sentences.map((sentence, index) => ({ n: index + 1, ...sentence }));
  // As JSON strings sentences cannot end their own quotation.
  const user = JSON.stringify({ language: `${name} (${language})`, style, sentences: numbered });
  return { prompt: { system, user }, name: 'drafts', form };
}
