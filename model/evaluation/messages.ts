/** Messages with what they really want, as anybody can write them: one JSON object a line. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { OrderlyError } from '../../src/contracts/errors/orderly-error.js';
import { labelIds } from '../../src/understanding/labels.js';
import { publicIntentOf } from './public-intent.js';

/** An entity that stands in a message: its type, and how it is written there. */
export interface GoldEntity {
  type: string;
  raw: string;
}

/** A message and what an honest reader says of it, in public intents. */
export interface GoldMessage {
  text: string;
  language: string;
  /** The main intent. */
  intent: string;
  /** All intents, the main one first. */
  intents: readonly string[];
  /** The answers that count as right. */
  accept: readonly string[];
  /** True if the intent is told by a situation, not by its usual words. */
  indirect: boolean;
  /** Undefined where nobody has marked them. */
  entities?: readonly GoldEntity[];
  /** Of a mail. */
  subject?: string;
  /** What kind of message it is, by the set's own names. */
  kind?: string;
  /** The question that was open, and the answer that the message gives to it, if it gives one. */
  question?: GoldQuestion;
}

/** An open question, and what a message answers: the bare value, or the choice's text. */
export interface GoldQuestion {
  asked: (typeof askable)[number];
  choices: readonly string[];
  answer: string | undefined;
}

const askable = ['orderNumber', 'email', 'postcode', 'amount', 'date', 'choice'] as const;

const entity = z
  .object({ type: z.string(), raw: z.string().optional(), value: z.string().optional() })
  .transform(({ type, raw, value }): GoldEntity => ({ type: typeOf(type), raw: raw ?? value ?? '' }));
const entityLists = z
  .record(z.string(), z.union([z.string(), z.array(z.string())]))
  .transform((lists): GoldEntity[] =>
    Object.entries(lists).flatMap(([type, raws]) =>
      [raws].flat().map((raw) => ({ type: typeOf(type), raw })),
    ),
  );
const line = z
  .object({
    text: z.string(),
    intent: z.string().optional(),
    intents: z.array(z.string()).min(1).optional(),
    label: z.enum(labelIds).optional(),
    labels: z.array(z.enum(labelIds)).min(1).optional(),
    accept: z.array(z.string()).optional(),
    language: z.string().optional(),
    indirect: z.boolean().optional(),
    entities: z.union([z.array(entity), entityLists]).optional(),
    orderNumbers: z.array(z.string()).optional(),
    subject: z.string().nullish(),
    kind: z.string().optional(),
    asked: z.enum(askable).nullish(),
    choices: z.array(z.string()).default([]),
    answer: z.string().nullish(),
  })
  .transform((given): GoldMessage | undefined => {
    const named = [given.intent ?? given.label, ...(given.intents ?? given.labels ?? [])];
    const intents = [
      ...new Set(named.flatMap((intent) => (intent === undefined ? [] : [publicIntentOf(intent)]))),
    ];
    const [intent] = intents;
    if (intent === undefined) return undefined;
    const entities = given.entities ?? given.orderNumbers?.map((raw) => ({ type: 'order', raw }));
    return {
      ...{ text: given.text, language: given.language ?? 'en', intent, intents },
      accept: [...new Set([intent, ...(given.accept ?? []).map(publicIntentOf)])],
      indirect: given.indirect ?? false,
      ...(entities === undefined ? {} : { entities }),
      ...(given.subject ? { subject: given.subject } : {}),
      ...(given.kind === undefined ? {} : { kind: given.kind }),
      ...(given.asked
        ? { question: { asked: given.asked, choices: given.choices, answer: given.answer ?? undefined } }
        : {}),
    };
  });

/** The messages of a file; throws evaluation_message with the line that is none. */
export function readMessages(file: string, content: string): GoldMessage[] {
  return content.split('\n').flatMap((text, n) => {
    if (text.trim() === '') return [];
    const message = line.safeParse(parsed(text));
    if (message.data !== undefined) return [message.data];
    const [issue] = message.error?.issues ?? [];
    const what = issue === undefined ? '`intent` is missing' : `${issue.path.join('.')}: ${issue.message}`;
    throw new OrderlyError('evaluation_message', what, { place: { file, line: n + 1 } });
  });
}

/** The messages of all JSON Lines files of a folder. */
export function readMessageFolder(folder: URL): GoldMessage[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.jsonl'))
    .flatMap((name) => {
      const file = new URL(name, folder);
      return readMessages(fileURLToPath(file), readFileSync(file, 'utf8'));
    });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Evaluations may write `order` for an order number, and so on. */
function typeOf(type: string): string {
  const short: Readonly<Record<string, string>> = { order_number: 'order', tracking_number: 'tracking' };
  return short[type] ?? type;
}
