/** The question by which understanding asks a language model: prompt, closed form, and the version of both. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { Entity } from '../../contracts/understanding.js';
import type { OwnIntent } from '../embedded/own-intents.js';
import { rolledUp } from '../../contracts/intent-name.js';
import { noIntent } from '../intents/index.js';
import { labels } from '../labels.js';
import type { FormedQuestion } from './ask.js';

/** Which text of prompts/ is in use; a changed text gets a new number. */
const version = 'understand-2';

const entityTypes = [
  'order_number',
  'email',
  'tracking_number',
  'postcode',
] as const satisfies Entity['type'][];

/** What a model may say about a message: names from a closed list and pieces of the message, nothing more. */
export interface ModelMeaning {
  intent: string;
  secondary: string[];
  entities: { type: (typeof entityTypes)[number]; text: string }[];
}

/** A message's question, and what identifies its exact wording later. */
export interface UnderstandQuestion extends FormedQuestion<ModelMeaning> {
  version: string;
  promptHash: string;
}

type Frame = Omit<UnderstandQuestion, 'prompt'> & { system: string };

const frames = new Map<string, Frame>();

/** How much of a merchant's own intent the model is told: enough to recognise it, no more than a definition. */
const TOLD = { examples: 8, length: 200 };

/** The question about a text, including its merchant's own intents; the fine intents in `apart` are told apart. */
export function understandQuestion(
  text: string,
  apart: readonly string[] = [],
  own: readonly OwnIntent[] = [],
): UnderstandQuestion {
  const { system, ...frame } = frameOf(apart, own);
  // As a JSON string a message cannot end its own quotation.
  return { ...frame, prompt: { system, user: JSON.stringify({ message: text }) } };
}

function frameOf(apart: readonly string[], own: readonly OwnIntent[]): Frame {
  const key = JSON.stringify([apart, own]);
  const known = frames.get(key);
  if (known !== undefined) return known;
  const intents = intentsOf(apart, own);
  const system = template().replace('{{intents}}', () => describe(intents));
  const promptHash = createHash('sha256').update(system).digest('hex').slice(0, 16);
  const frame = { system, name: 'meaning', form: formOf(intents), version, promptHash };
  frames.set(key, frame);
  return frame;
}

const template = (): string =>
  readFileSync(new URL(`./prompts/${version}.md`, import.meta.url), 'utf8').trim();

/** Intents with their meaning; a merchant's own are explained by messages that mean them. */
function intentsOf(apart: readonly string[], own: readonly OwnIntent[]): Map<string, string[]> {
  const intents = new Map<string, string[]>();
  const known = [...labels.map(({ id }) => rolledUp(id, apart)), ...own.map(({ id }) => id)];
  for (const name of [...known, noIntent]) intents.set(name, []);
  for (const { id, definition } of labels) intents.get(rolledUp(id, apart))?.push(definition);
  for (const { id, examples } of own) intents.get(id)?.push(quoted(examples));
  return intents;
}

/** As JSON strings, so that no example can start a line of its own. */
const quoted = (examples: readonly string[]): string =>
  examples
    .slice(0, TOLD.examples)
    .map((example) => JSON.stringify(example.slice(0, TOLD.length)))
    .join(', ');

const describe = (intents: ReadonlyMap<string, readonly string[]>): string =>
  [...intents].map(([name, definitions]) => `- \`${name}\`: ${definitions.join(' ')}`.trimEnd()).join('\n');

function formOf(intents: ReadonlyMap<string, unknown>): z.ZodType<ModelMeaning> {
  const intent = z.enum([...intents.keys()]);
  const entity = z.strictObject({ type: z.enum(entityTypes), text: z.string() });
  return z.strictObject({ intent, secondary: z.array(intent), entities: z.array(entity) });
}
